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
    /** What the whole record answers whom the term lets pass; absent when a qualifier on the way keeps that from counting. */
    effect: qualifier.optional(),
    /** The name it asks for, in lower case; absent where a macro hides it. */
    name: z.string().optional(),
    /**
     * Which DNS lookup of a receiver's it is, from 1, when nothing before it matches; with `%{p}`, which asks for the client's
     * names besides, the second of its two.
     */
    lookup: z.number(),
    /** Lookups that it costs with all below it. */
    cost: z.number(),
    /**
     * `yes`: it finds nothing for any sender. `perhaps`: that depends on the sender. `over-ip4`, `over-ip6`: it finds nothing for
     * those who send over that family, since the name has addresses of the other one alone.
     */
    void: z.enum(['no', 'yes', 'perhaps', 'unasked', 'over-ip4', 'over-ip6']),
    /** What an include or redirect leads to; for mx `many` when there are more than ten hosts. */
    leads: z.enum(['on', 'nowhere', 'to-several', 'to-itself', 'by-macro', 'unasked', 'too-deep', 'many']),
    /** The qualifier of `all` in the record it leads to. */
    all: qualifier.optional(),
    /** Why it could not be asked. */
    trouble: z.string().optional(),
  })
  .readonly();

const range = z
  .object({
    /** As a term's. */
    path: z.array(z.string()).readonly(),
    term: z.string(),
    effect: qualifier.optional(),
    /** `0.0.0.0/1`; absent where it depends on the addresses of a name. */
    network: z.string().optional(),
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
    /** Networks of the whole tree that are wide beyond any sender's: below /8 of IPv4, /16 of IPv6; at most 200. */
    ranges: z.array(range).readonly(),
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
export type SpfPolicyRange = z.infer<typeof range>;
