import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';
import { readOf } from './read.ts';

/** Cloudflare's bot settings. Words as they came; absent: the plan has no such setting. */
const bots = z
  .object({
    fightMode: z.boolean().exactOptional(),
    /** `allow`, `block`, `managed_challenge`. */
    definitelyAutomated: z.string().exactOptional(),
    likelyAutomated: z.string().exactOptional(),
    verifiedBots: z.string().exactOptional(),
    aiBots: z.string().exactOptional(),
  })
  .readonly();

const healthCheck = z
  .object({
    id: z.string(),
    name: z.string(),
    /** Host or address it asks. */
    address: z.string(),
    kind: z.string(),
    path: z.string().exactOptional(),
    /** Seconds. */
    interval: z.number().exactOptional(),
    suspended: z.boolean(),
    /** `unknown`, `healthy`, `unhealthy`, `suspended`. */
    status: z.string(),
  })
  .readonly();

const certificatePack = z
  .object({ id: z.string(), kind: z.string(), status: z.string(), hosts: z.array(z.string()).readonly() })
  .readonly();

/** What else of the zone stands in front of visitors or watches it: bots, health checks, certificates, DNSSEC. Each read or not. */
export const cloudflareGuards = defineArtifact(
  'cloudflare/guards',
  z
    .object({
      bots: readOf(bots),
      healthChecks: readOf(z.array(healthCheck).readonly()),
      certificatePacks: readOf(z.array(certificatePack).readonly()),
      /** `active`, `pending`, `disabled`, … */
      dnssec: readOf(z.string()),
    })
    .readonly(),
);

export type CloudflareGuards = ValueOf<typeof cloudflareGuards>;
export type BotSettings = z.infer<typeof bots>;
