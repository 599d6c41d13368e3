import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';

/** The zone at Cloudflare that the canonical host belongs to. */
export const cloudflareZone = defineArtifact(
  'cloudflare/zone',
  z.discriminatedUnion('state', [
    z
      .object({
        state: z.literal('found'),
        /** The canonical host, inside this zone. */
        host: z.string(),
        id: z.string(),
        name: z.string(),
        /** `active`, `pending`, `moved`, … as Cloudflare says it. */
        status: z.string(),
        /** DNS only: nothing of the zone is proxied. */
        paused: z.boolean(),
        /** `free`, `pro`, `business`, `enterprise`; another word as it came, empty when nothing came. */
        plan: z.string(),
        /** `full`, `partial` (CNAME setup), `secondary`. */
        kind: z.string(),
        /** Seconds until development mode ends; 0 or less when it is off. Absent when the zone does not say. */
        developmentMode: z.number().exactOptional(),
        account: z.object({ id: z.string(), name: z.string() }).readonly(),
      })
      .readonly(),
    /** DNS shows no Cloudflare, and no zone was found: the launch does without. */
    z.object({ state: z.literal('absent'), host: z.string(), because: z.string() }).readonly(),
  ]),
);

export type CloudflareZone = ValueOf<typeof cloudflareZone>;
export type FoundZone = Extract<CloudflareZone, { state: 'found' }>;
