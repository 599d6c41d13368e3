import * as z from 'zod';

/** A rule of a phase, in the order of execution. */
export const cloudflareRule = z
  .object({
    id: z.string(),
    /** Its description, else its `ref`, else its id. */
    name: z.string(),
    expression: z.string(),
    /** `set_cache_settings`, `redirect`, `rewrite`, `block`, `execute`, … */
    action: z.string(),
    enabled: z.boolean(),
    /** `action_parameters` as they came, without values of headers that it sets: they may be secrets. */
    parameters: z.record(z.string(), z.json()),
  })
  .readonly();

/** A Page Rule; a higher `priority` wins. `id` of an action is the setting's name. */
export const cloudflarePageRule = z
  .object({
    id: z.string(),
    priority: z.number(),
    /** The URL pattern, as it was saved. */
    target: z.string(),
    /** Another operator than `matches` makes the rule unreadable. */
    operator: z.string(),
    actions: z.array(z.object({ id: z.string(), value: z.json().exactOptional() }).readonly()).readonly(),
  })
  .readonly();

/** A DNS record at Cloudflare. `name` in lower case, `content` as Cloudflare shows it, empty for TXT. */
export const cloudflareRecord = z
  .object({
    id: z.string(),
    name: z.string(),
    type: z.string(),
    content: z.string(),
    proxied: z.boolean(),
    /** Seconds; 1 means automatic. */
    ttl: z.number(),
  })
  .readonly();

export type CloudflareRule = z.infer<typeof cloudflareRule>;
export type CloudflarePageRule = z.infer<typeof cloudflarePageRule>;
export type CloudflareRecord = z.infer<typeof cloudflareRecord>;
