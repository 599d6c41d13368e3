import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';

const qualifier = z.enum(['+', '-', '~', '?']);

const term = z
  .object({
    /** The domains from the asked one to that whose record holds the term. */
    path: z.array(z.string()).readonly(),
    /** As the record writes it, shortened. */
    term: z.string(),
    kind: z.enum(['include', 'redirect', 'a', 'mx', 'ptr', 'exists']),
    /** The name it asks for, in lower case; absent where a macro hides it. */
    name: z.string().optional(),
    /** Which DNS lookup of a receiver's it is, from 1, when nothing before it matches. */
    lookup: z.number(),
    /** Lookups that it costs with all below it. */
    cost: z.number(),
    void: z.enum(['no', 'yes', 'perhaps', 'unasked']),
    leads: z.enum(['on', 'nowhere', 'to-several', 'to-itself', 'by-macro', 'unasked', 'too-deep', 'many']),
    /** The qualifier of `all` in the record it leads to. */
    all: qualifier.optional(),
    /** Why it could not be asked. */
    trouble: z.string().optional(),
  })
  .readonly();

const policy = z
  .object({
    /** The domain, or the return-path name below it. */
    name: z.string(),
    /** `none`: the name is there without an SPF record; `nxdomain`: it is not there; `unasked`: see `trouble`. */
    state: z.enum(['one', 'several', 'none', 'nxdomain', 'malformed', 'unasked']),
    trouble: z.string().optional(),
    /** Every TXT record that begins with `v=spf1`, cut beyond 4000 characters. */
    records: z.array(z.string()).readonly(),
    /** Characters of the longest record, before any cut. */
    length: z.number(),
    /** Where CNAMEs led, in order: empty when the name holds its records itself. */
    aliases: z.array(z.string()).readonly(),
    /** The qualifier of its `all`. */
    all: qualifier.optional(),
    /** Terms that no receiver comes to: behind `all`, and a redirect beside it. */
    ignored: z.array(z.string()).readonly(),
    /** The terms of the whole tree that cost lookups, in the order of a receiver for whom nothing matches; at most 200. */
    terms: z.array(term).readonly(),
    /** Syntax errors of the whole tree. `at` counts characters from 0. */
    faults: z
      .array(
        z
          .object({ path: z.array(z.string()).readonly(), term: z.string(), at: z.number(), why: z.string() })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();

/** What each mail domain publishes as SPF, and the names below it that the seen senders use as return path. */
export const mailSpf = defineArtifact(
  'mail/spf',
  z.array(z.object({ domain: z.string(), policy, returnPaths: z.array(policy).readonly() }).readonly()).readonly(),
);

export type MailSpf = ValueOf<typeof mailSpf>;
export type SpfPolicy = z.infer<typeof policy>;
export type SpfPolicyTerm = z.infer<typeof term>;
