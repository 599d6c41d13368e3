import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';
import { askedTexts, unanswered } from './asked.ts';

const selector = z
  .object({
    selector: z.string(),
    /** `s1._domainkey.example.com`. */
    name: z.string(),
    /** Why it was tried. */
    from: z.enum(['configuration', 'sender', 'dns', 'usual']),
    /** The sender it belongs to, by the id of `mail/senders`. */
    provider: z.string().optional(),
    answer: askedTexts,
  })
  .readonly();

const domainDkim = z
  .object({
    domain: z.string(),
    /** Selectors where something stood, an alias led nowhere or nobody answered, and all that the configuration names. */
    selectors: z.array(selector).readonly(),
    /** Every selector that was asked for. */
    tried: z.array(z.string()).readonly(),
    /**
     * What `_domainkey` itself says: `none` (NXDOMAIN: there is nothing below it, RFC 8020), `some` (it is there though random
     * names are not, so that something is below it), or nothing: a wildcard, compact denial (RFC 9824), no answer.
     */
    below: z.enum(['none', 'some', 'unsaid']),
    /** Set when nobody answered for the domain at all, so that no selector was tried. */
    unanswered: unanswered.optional(),
  })
  .readonly();

/** The DKIM keys that could be found, one entry a mail domain. Selectors cannot be listed: what was not found may be there. */
export const mailDkim = defineArtifact('mail/dkim', z.array(domainDkim).readonly());

export type DkimSelector = z.infer<typeof selector>;
export type DomainDkim = z.infer<typeof domainDkim>;
export type MailDkim = ValueOf<typeof mailDkim>;
