import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';
import { silence } from './lookup.ts';

/** One question as the resolver answered it. */
const validation = z
  .object({
    name: z.string(),
    type: z.string(),
    answer: z.enum([
      /** An answer with AD: the resolver vouches for it. */
      'validated',
      /** An answer without AD. */
      'plain',
      /** SERVFAIL, and an answer once checking is disabled (CD): the signatures do not hold. */
      'bogus',
      /** No answer either way. */
      'unknown',
    ]),
    /** What came with a failure: the RCODE and the extended error (RFC 8914). */
    detail: z.string(),
    kind: silence.optional(),
  })
  .readonly();

const zoneSecurity = z
  .object({
    zone: z.string(),
    /** DS records at the parent, by key tag. */
    ds: z
      .discriminatedUnion('state', [
        z.object({ state: z.literal('found'), keyTags: z.array(z.number()).readonly() }),
        z.object({ state: z.literal('none') }),
        z.object({ state: z.literal('unknown'), detail: z.string(), kind: silence.optional() }),
      ])
      .readonly(),
    /** Whether the zone publishes DNSKEY records: without a DS nobody looks at them. */
    keys: z.boolean(),
    /** The zone's SOA first, then its production hosts. */
    questions: z.array(validation).readonly(),
  })
  .readonly();

/** The DNSSEC state of each own zone as one resolver sees it. https://www.rfc-editor.org/rfc/rfc4035#section-3.2 */
export const dnsSecurity = defineArtifact(
  'dns/dnssec',
  z.object({ resolver: z.string(), zones: z.array(zoneSecurity).readonly() }).readonly(),
);

export type DnsValidation = z.infer<typeof validation>;
export type ZoneSecurity = z.infer<typeof zoneSecurity>;
export type DnsSecurity = ValueOf<typeof dnsSecurity>;
