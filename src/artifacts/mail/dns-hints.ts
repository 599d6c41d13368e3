import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';
import { askedExchanges, askedTexts } from './asked.ts';
import { dmarcGoverning } from './dmarc.ts';

const domainHints = z
  .object({
    domain: z.string(),
    /** Whether it is a mail domain, and who says so; otherwise another domain of production. */
    mail: z.enum(['configuration', 'production', 'no']),
    mx: askedExchanges,
    /** Of its TXT records, the SPF records. */
    spf: askedTexts,
    dmarc: dmarcGoverning,
  })
  .readonly();

/** What DNS shows of who sends for each mail domain and each of production's own domains. */
export const mailDnsHints = defineArtifact('mail/dns-hints', z.array(domainHints).readonly());

export type DomainHints = z.infer<typeof domainHints>;
export type MailDnsHints = ValueOf<typeof mailDnsHints>;
