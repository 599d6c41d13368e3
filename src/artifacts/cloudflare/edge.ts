import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';
import { type CloudflarePhase, cloudflarePhases } from '../../core/doors/cloudflare.ts';
import { readOf } from './read.ts';
import { cloudflarePageRule, cloudflareRecord, cloudflareRule } from './rule.ts';

const rules = readOf(z.array(cloudflareRule).readonly());
const phases = Object.fromEntries(cloudflarePhases.map((phase) => [phase, rules])) as Record<
  CloudflarePhase,
  typeof rules
>;

/** A list of the account that some rule names with `$`. */
const list = z
  .object({
    name: z.string(),
    /** `ip`, `hostname`, `asn`, `redirect`. */
    kind: z.string(),
    /** As an expression's `in` would hold them: addresses, CIDR, names, numbers. */
    items: readOf(z.array(z.string()).readonly()),
  })
  .readonly();

const workerRoute = z
  .object({
    id: z.string(),
    /** `example.com/api/*`, as it was saved. */
    pattern: z.string(),
    /** Absent: the route switches Workers off. */
    script: z.string().exactOptional(),
  })
  .readonly();

const application = z
  .object({
    id: z.string(),
    name: z.string(),
    /** `self_hosted`, `ssh`, `saas`, `bookmark`, … */
    kind: z.string(),
    /** Hosts with an optional path, `*` for any rest: `shop.example.com/admin`. */
    domains: z.array(z.string()).readonly(),
    /** Decisions of its policies: `allow`, `bypass`, `non_identity`, `deny`. */
    decisions: z.array(z.string()).readonly(),
    /** Whether some bypass policy lets everybody in. */
    open: z.boolean(),
  })
  .readonly();

/** Everything that decides whether the edge stores an answer: the zone's records, rules and settings, each read or not. */
export const cloudflareEdge = defineArtifact(
  'cloudflare/edge',
  z
    .object({
      host: z.string(),
      zone: z
        .object({ id: z.string(), name: z.string(), status: z.string(), paused: z.boolean(), plan: z.string() })
        .readonly(),
      records: readOf(z.array(cloudflareRecord).readonly()),
      /** https://developers.cloudflare.com/rules/normalization/settings/ */
      normalization: readOf(z.object({ type: z.string(), scope: z.string() }).readonly()),
      /** `on` or `off`. */
      developmentMode: readOf(z.string()),
      /** `basic`, `simplified`, `aggressive`. */
      cacheLevel: readOf(z.string()),
      phases: z.object(phases).readonly(),
      pageRules: readOf(z.array(cloudflarePageRule).readonly()),
      workerRoutes: readOf(z.array(workerRoute).readonly()),
      snippetRules: readOf(z.array(cloudflareRule).readonly()),
      accessApps: readOf(z.array(application).readonly()),
      /** Only lists that some rule names. */
      lists: readOf(z.array(list).readonly()),
    })
    .readonly(),
);

export type CloudflareEdge = ValueOf<typeof cloudflareEdge>;
export type CloudflareList = z.infer<typeof list>;
export type WorkerRoute = z.infer<typeof workerRoute>;
export type AccessApplication = z.infer<typeof application>;
