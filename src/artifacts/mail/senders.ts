import * as z from 'zod';
import { defineArtifact } from '../../core/artifact.ts';

const mailSender = z
  .object({
    /** `resend`, `sendgrid`, `ses`, `mailgun`, `postmark`, … */
    id: z.string(),
    /** `Resend`. */
    title: z.string(),
    /** What shows that it is used, in words: `package resend`, `variable RESEND_API_KEY`. */
    seen: z.array(z.string()).readonly(),
    /** Where it was seen in the repository. */
    places: z.array(z.object({ path: z.string(), line: z.number().optional() }).readonly()).readonly(),
    /** SPF includes of which one authorises it; empty when it needs no SPF on the domain. */
    spfIncludes: z.array(z.string()).readonly(),
    /** Labels below the domain that it uses as return path (`send`, `pm-bounces`): their SPF or CNAME counts too. */
    returnPaths: z.array(z.string()).readonly(),
    /** DKIM selectors that it publishes by default. */
    selectors: z.array(z.string()).readonly(),
    /** Its page on domain authentication. */
    page: z.string(),
  })
  .readonly();

/** The services that send mail for the project, from packages and variable names. An empty list: none seen, which is not none. */
export const mailSenders = defineArtifact('mail/senders', z.array(mailSender).readonly());

export type MailSender = z.infer<typeof mailSender>;
