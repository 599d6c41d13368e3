import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';
import { nameLookup, silence } from './lookup.ts';

const nameServer = z
  .object({
    /** In lower case. */
    name: z.string(),
    /** Whether the name has an address; `no` for NXDOMAIN and for names with neither A nor AAAA. */
    resolves: z.enum(['yes', 'no', 'unknown']),
    /** What its name is a CNAME to, which RFC 2181 section 10.3 forbids. */
    alias: z.string().optional(),
    answer: z.discriminatedUnion('state', [
      /** It is an authority of the zone and names these servers. */
      z.object({ state: z.literal('authority'), names: z.array(z.string()).readonly() }),
      /** It answered, but not as an authority of the zone (lame): REFUSED, a referral, no such zone. */
      z.object({ state: z.literal('lame'), detail: z.string() }),
      /** No usable answer came from it. */
      z.object({ state: z.literal('silent'), detail: z.string(), kind: silence.optional() }),
      /** All its addresses lie inside networks that the world cannot reach: it was not asked. */
      z.object({ state: z.literal('internal'), addresses: z.array(z.string()).readonly() }),
      /** The tool does not ask at its addresses, which says nothing about the server. */
      z.object({ state: z.literal('unasked'), detail: z.string() }),
    ]),
  })
  .readonly();

const zoneDelegation = z
  .object({
    zone: z.string(),
    /** What the parent zone's servers delegate to; `unknown` when none of them could be asked. */
    parent: nameLookup,
    /** Which server of the parent said so, or why none did, for people. */
    parentServer: z.string(),
    /** What the resolver gives as the zone's name servers. */
    resolved: nameLookup,
    /** Each server that either side names, asked directly. */
    servers: z.array(nameServer).readonly(),
  })
  .readonly();

/** How each own zone is delegated: the parent's word, the zone's own, and each name server's answer. */
export const dnsDelegation = defineArtifact('dns/delegation', z.array(zoneDelegation).readonly());

export type NameServer = z.infer<typeof nameServer>;
export type ZoneDelegation = z.infer<typeof zoneDelegation>;
export type DnsDelegation = ValueOf<typeof dnsDelegation>;
