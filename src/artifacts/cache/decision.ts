import * as z from 'zod';

/** One step of the trace, in the order of execution. */
const step = z
  .object({
    /** `proxied`, `url-normalization`, `redirect-rule`, `page-rule`, `cache-rule`, `origin`, … */
    step: z.string(),
    rule: z.object({ id: z.string(), name: z.string(), expression: z.string() }).readonly().exactOptional(),
    matched: z.union([z.boolean(), z.literal('unknown')]),
    /** What it changed, in words. */
    effect: z.string(),
  })
  .readonly();

/** What would settle an unknown decision. */
const question = z
  .object({
    why: z.string(),
    hint: z.string(),
    /**
     * Everything that would have to be told, for programs: `header`: one that is not `cookie`; `list`: one of the account;
     * `unread`: a rule or an answer of Cloudflare; `other`: also what one request tells and the next has otherwise, such as the address it
     * comes from. Absent: nothing is known of that.
     */
    asks: z
      .array(z.enum(['cookie', 'header', 'origin', 'list', 'unread', 'other']))
      .readonly()
      .exactOptional(),
  })
  .readonly();

/** Whether the edge would store one answer, and by what. */
export const cacheDecision = z
  .object({
    /** `revalidated`: stored, and asked about at the origin before every use. */
    decision: z.enum(['stored', 'not-stored', 'revalidated', 'unknown']),
    steps: z.array(step).readonly(),
    /** The rule without which it would be otherwise; absent when a default or the origin decides. */
    decidedBy: z
      .object({ step: z.string(), id: z.string(), name: z.string(), expression: z.string() })
      .readonly()
      .exactOptional(),
    /** What becomes of a `Set-Cookie` of a stored answer: `stripped`: the answer is stored without it. */
    cookies: z.enum(['kept', 'stripped', 'not-stored', 'unknown']),
    /** Seconds that it is kept, where they are known. */
    ttl: z.number().exactOptional(),
    /** The cache key holds a cookie or a header that tells users apart: `session` (cookie). */
    keyedBy: z.array(z.string()).readonly(),
    /** Set when the decision is `unknown`; otherwise it holds rules that cannot be read, although the decision stands without them. */
    open: z.array(question).readonly(),
  })
  .readonly();

export type CacheStep = z.infer<typeof step>;
export type CacheDecision = z.infer<typeof cacheDecision>;
