import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';
import { addressLookup, silence } from './lookup.ts';

/** A name outside or inside the zone that a record leads to and that is not there (NXDOMAIN). */
const lostTarget = z
  .object({
    /** The name and type of the record. */
    name: z.string(),
    type: z.enum(['CNAME', 'MX', 'NS']),
    /** For a CNAME every target on the way, else the one name; the last one is the name that is not there. */
    chain: z.array(z.string()).readonly(),
    target: z.string(),
    /** The registrable domain of the target, where the public suffix list gives one. */
    domain: z.string().optional(),
    /** Whether that domain is registered; `unknown` when it could not be asked. */
    registered: z.enum(['yes', 'no', 'unknown']),
  })
  .readonly();

/** What a hosting service answers under a name that was pointed to it. Only names below a service's own suffix are asked. */
const servicePage = z
  .object({
    name: z.string(),
    target: z.string(),
    /** As in `analysis/dns-takeover/services.ts`. */
    service: z.string(),
    answer: z.discriminatedUnion('state', [
      z.object({ state: z.literal('unclaimed'), status: z.number(), mark: z.string() }),
      z.object({ state: z.literal('served'), status: z.number() }),
      z.object({ state: z.literal('unknown'), detail: z.string(), kind: silence.optional() }),
    ]),
  })
  .readonly();

const unaskedName = z.object({ name: z.string(), detail: z.string(), kind: silence.optional() }).readonly();

const zoneName = z
  .object({ name: z.string(), chain: z.array(z.string()).readonly(), a: addressLookup, aaaa: addressLookup })
  .readonly();

const zone = z
  .object({
    zone: z.string(),
    /** How many usual names were asked for. */
    tried: z.number(),
    /** What a name that nobody would give leads to: a wildcard, when there is one. */
    wildcard: zoneName,
    /** Whether a domain `*.<zone>` is attached to the project at Vercel, so that the wildcard is wanted. */
    wanted: z.boolean(),
    /** Names that are there, the ones that only the wildcard answers for left out. */
    names: z.array(zoneName).readonly(),
    /** Names that could not be asked. */
    unasked: z.array(unaskedName).readonly(),
    lost: z.array(lostTarget).readonly(),
    /** The zone's MX and NS, or targets of theirs, that could not be asked. */
    unaskedServers: z.array(unaskedName).readonly(),
    pages: z.array(servicePage).readonly(),
    /** Whether an account at Vercel has proved the domain, by TXT or by a name of the zone that leads to Vercel. */
    atVercel: z.boolean(),
  })
  .readonly();

/** The usual names of each own zone: which are there, where they lead, and what leads nowhere. */
export const dnsNames = defineArtifact('dns/names', z.array(zone).readonly());

export type LostTarget = z.infer<typeof lostTarget>;
export type ServicePage = z.infer<typeof servicePage>;
export type ZoneName = z.infer<typeof zoneName>;
export type DnsZoneNames = z.infer<typeof zone>;
export type DnsNames = ValueOf<typeof dnsNames>;
