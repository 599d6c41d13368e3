import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';
import { hostRole } from '../site/hosts.ts';
import { addressLookup } from './lookup.ts';

const hostAddresses = z
  .object({
    name: z.string(),
    /** As in `site/hosts`. */
    role: hostRole,
    /** The registrable domain, always the person's own. */
    domain: z.string(),
    /** CNAME targets in the order they were followed. */
    chain: z.array(z.string()).readonly(),
    a: addressLookup,
    aaaa: addressLookup,
  })
  .readonly();

/** Where the names of production lead: its own hosts, and the apex and `www` beside them. Platform names are left out. */
export const dnsAddresses = defineArtifact(
  'dns/addresses',
  z
    .object({
      hosts: z.array(hostAddresses).readonly(),
      /** TXT records at `_vercel.<domain>` by which an account at Vercel proved the domain, by domain. */
      verified: z.array(z.object({ domain: z.string(), record: z.string() }).readonly()).readonly(),
      /** Set when there may be more production hosts than these: what would help. */
      unread: z.string().optional(),
    })
    .readonly(),
);

export type HostAddresses = z.infer<typeof hostAddresses>;
export type DnsAddresses = ValueOf<typeof dnsAddresses>;
