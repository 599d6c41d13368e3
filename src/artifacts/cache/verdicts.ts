import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';
import { cacheDecision } from './decision.ts';

const verdict = z
  .object({
    /** The private path, or a variant of it such as `/account/launch-ready.css`. */
    path: z.string(),
    /** The private path that a variant was made from; the path itself otherwise. */
    of: z.string(),
    variant: z.enum(['plain', 'extension', 'encoded', 'delimiter']),
    route: z.string(),
    url: z.string(),
    /**
     * Where the origin's answer is taken from: `identity`: a test user's; `anonymous`: it answered without a sign-in; `next`: the
     * repository: Next.js's defaults for such a route and the headers that its code or configuration sets, because only a signed-in user
     * sees the answer; `none`: nothing is known.
     */
    basis: z.enum(['identity', 'anonymous', 'next', 'none']),
    /** That answer in words: `200, no cache-control`. */
    origin: z.string(),
    /**
     * What stands in that answer: `personal`: one user's page, seen or to be taken as such; `other`: something else, such as a 404;
     * `unseen`: whether the application answers a variant with the page was not seen.
     */
    content: z.enum(['personal', 'other', 'unseen']),
    /** Whether it is stored whatever the origin answers. */
    regardless: z.boolean(),
    /** The decision hangs on a signed-in user's answer setting no cookie, while an anonymous visitor's did. */
    assumed: z.boolean().exactOptional(),
    /** The trace is shortened: rules that do not match may be left out, expressions lose their middle. */
    result: cacheDecision,
  })
  .readonly();

/** The edge's decision about every private path and its confusing variants, on the canonical host. */
export const cacheVerdicts = defineArtifact(
  'cache/verdicts',
  z
    .object({
      host: z.string(),
      verdicts: z.array(verdict).readonly(),
      /** The sign-in page and the root of a site with private paths: not private, but cookies are set there. */
      entrances: z.array(verdict).readonly(),
      /** Private paths that were not decided, because only so many are. */
      left: z.number(),
    })
    .readonly(),
);

export type CacheVerdict = z.infer<typeof verdict>;
export type CacheVerdicts = ValueOf<typeof cacheVerdicts>;
