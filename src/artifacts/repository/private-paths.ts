import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';

const privatePath = z
  .object({
    /** As it can be asked: `/orders/1001`; dynamic segments hold a believable sample. No query. */
    path: z.string(),
    /** As the repository or the configuration names it: `/orders/[id]`, `/account/*`. */
    route: z.string(),
    kind: z.enum(['page', 'handler']),
    /** Relative to the audited root, when a file serves it. */
    file: z.string().exactOptional(),
    from: z.enum(['code', 'middleware', 'name', 'configuration']),
    /** Why it was taken as private, in words a person can correct: `reads the session: auth() (app/dashboard/page.tsx:9)`. */
    why: z.string(),
    /**
     * How a file's answer comes about, as far as its code tells: `request`: made for each request (it reads cookies, headers or
     * the query, or says so); `ahead`: made at build time or kept for a while (static, ISR); absent: not told.
     */
    rendered: z.enum(['request', 'ahead']).exactOptional(),
    /**
     * Cache headers that code or configuration sets for it, names in lower case; a value is absent when it is computed, or when it is
     * not known whether it applies.
     */
    sets: z
      .array(z.object({ name: z.string(), value: z.string().exactOptional() }).readonly())
      .readonly()
      .exactOptional(),
    /** Whether the path alone may be asked by GET: no word of an act, no handler that only writes. */
    asks: z.boolean(),
  })
  .readonly();

const publicPath = z.object({ route: z.string(), why: z.string() }).readonly();

/** The paths whose answers belong to one person, sorted, and those that were taken as everybody's. */
export const privatePaths = defineArtifact(
  'repository/private-paths',
  z
    .object({
      paths: z.array(privatePath).readonly(),
      public: z.array(publicPath).readonly(),
      /** Files or matchers that could not be read, and so may hide a private path: in words, with place. */
      unread: z.array(z.string()).readonly(),
    })
    .readonly(),
);

export type PrivatePath = z.infer<typeof privatePath>;
export type PrivatePaths = ValueOf<typeof privatePaths>;
