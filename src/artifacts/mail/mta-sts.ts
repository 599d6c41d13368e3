import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';
import { askedExchanges, askedTexts } from './asked.ts';

const policy = z
  .object({
    version: z.string().optional(),
    mode: z.string().optional(),
    /** As written; a number of seconds when it is sound. */
    maxAge: z.string().optional(),
    mx: z.array(z.string()).readonly(),
    /** Lines that are no `key: value`. */
    broken: z.array(z.string()).readonly(),
  })
  .readonly();

const fetched = z.discriminatedUnion('state', [
  z
    .object({
      state: z.literal('answered'),
      url: z.string(),
      status: z.number(),
      contentType: z.string().optional(),
      location: z.string().optional(),
      /** Whether there was more than 64 KiB. */
      truncated: z.boolean(),
      /** The beginning of what came, for people. */
      excerpt: z.string(),
      /** Absent when nothing in it looks like a policy (a web page for every path). */
      policy: policy.optional(),
    })
    .readonly(),
  z.object({ state: z.literal('failed'), url: z.string(), why: z.string(), detail: z.string() }).readonly(),
]);

const domainMtaSts = z.object({ domain: z.string(), txt: askedTexts, fetched, mx: askedExchanges }).readonly();

/** MTA-STS of each mail domain: the record, the policy and the hosts it must cover. https://www.rfc-editor.org/rfc/rfc8461 */
export const mailMtaSts = defineArtifact('mail/mta-sts', z.array(domainMtaSts).readonly());

export type MtaStsPolicy = z.infer<typeof policy>;
export type DomainMtaSts = z.infer<typeof domainMtaSts>;
export type MailMtaSts = ValueOf<typeof mailMtaSts>;
