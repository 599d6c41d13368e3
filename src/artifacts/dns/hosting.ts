import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';

/** What the repository and the configuration say about where production is deployed, in words: `vercel.json`, `fly.toml`. */
export const dnsHosting = defineArtifact(
  'dns/hosting',
  z
    .object({
      /** Signs of Vercel: a linked project, its files, its packages. */
      vercel: z.array(z.string()).readonly(),
      /** Signs of another platform. */
      elsewhere: z.array(z.string()).readonly(),
    })
    .readonly(),
);

export type DnsHosting = ValueOf<typeof dnsHosting>;
