import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';
import { askedTexts, troubleKind } from './asked.ts';

/** The record that governs a domain: its own, or that of a domain above it. */
export const dmarcGoverning = z.discriminatedUnion('state', [
  z
    .object({
      state: z.literal('found'),
      /** The domain below whose `_dmarc` it stands. */
      domain: z.string(),
      text: z.string(),
      /** `own`: `p` applies; `subdomain`: `sp`; `missing`: `np`, because the audited name is not in DNS. */
      as: z.enum(['own', 'subdomain', 'missing']),
    })
    .readonly(),
  z.object({ state: z.literal('none') }).readonly(),
  /** Several records at one name, which receivers discard. */
  z.object({ state: z.literal('several'), domain: z.string(), texts: z.array(z.string()).readonly() }).readonly(),
  z
    .object({ state: z.literal('unanswered'), domain: z.string(), why: z.string(), kind: troubleKind.optional() })
    .readonly(),
]);

const destination = z
  .object({
    /** Where reports go: a domain. */
    domain: z.string(),
    /** `same`: the same organization, which needs no consent. */
    state: z.enum(['same', 'authorised', 'refused', 'unanswered']),
    /** The name that must say `v=DMARC1` for another organization. */
    name: z.string(),
    why: z.string().optional(),
    kind: troubleKind.optional(),
  })
  .readonly();

/** DMARC of one mail domain, as RFC 9989's tree walk finds it. */
const domainDmarc = z
  .object({
    domain: z.string(),
    /** What the walk asked, from the domain up. */
    steps: z.array(z.object({ domain: z.string(), answer: askedTexts }).readonly()).readonly(),
    /** Absent when it cannot be told, because a question was not answered. */
    organizational: z.string().optional(),
    governing: dmarcGoverning,
    /** Of the governing record's report addresses, one entry a domain. */
    destinations: z.array(destination).readonly(),
  })
  .readonly();

/** One entry a mail domain. https://www.rfc-editor.org/rfc/rfc9989 */
export const mailDmarc = defineArtifact('mail/dmarc', z.array(domainDmarc).readonly());

export type DomainDmarc = z.infer<typeof domainDmarc>;
export type DmarcDestination = z.infer<typeof destination>;
export type DmarcGoverningFact = z.infer<typeof dmarcGoverning>;
export type MailDmarc = ValueOf<typeof mailDmarc>;
