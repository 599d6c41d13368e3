import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';

/** Headers of an answer that decide about caching, in order; never a cookie's value. */
export const cachingAnswer = z.discriminatedUnion('state', [
  z
    .object({
      state: z.literal('answered'),
      status: z.number(),
      /** `cache-control`, `cdn-cache-control`, `age`, `vary`, `content-type`, `cf-cache-status`, `x-vercel-cache`, … only. */
      headers: z.array(z.tuple([z.string(), z.string()]).readonly()).readonly(),
      /** Names of the cookies that it sets. */
      cookies: z.array(z.string()).readonly(),
      /** Where it redirects, absolute and masked. */
      to: z.string().exactOptional(),
      /** It sends an anonymous visitor to sign in, or refuses with 401 or 403: it says nothing of what a user gets. */
      turnedAway: z.boolean(),
    })
    .readonly(),
  /** Somebody else answered in the site's place: a bot challenge, a sign-in wall. */
  z.object({ state: z.literal('guarded'), status: z.number(), by: z.string() }).readonly(),
  z.object({ state: z.literal('failed'), why: z.string(), detail: z.string() }).readonly(),
]);

const asked = z
  .object({
    /** The private path; for a variant the path it was made from. */
    path: z.string(),
    /** What was asked: the path itself, or `<path>/x.css` and its kin. */
    asked: z.string(),
    variant: z.enum(['plain', 'extension', 'encoded', 'delimiter']),
    url: z.string(),
    /** `origin`: past the edge; `edge`: as visitors ask. */
    via: z.enum(['origin', 'edge']),
    answer: cachingAnswer,
  })
  .readonly();

/** What an anonymous visitor gets at private paths of the canonical host, a bounded number of them. */
export const privateAnswers = defineArtifact(
  'site/private-answers',
  z
    .object({
      host: z.string(),
      answers: z.array(asked).readonly(),
      /** Private paths that were not asked, because only so many are or because they are no plain read. */
      left: z.array(z.string()).readonly(),
    })
    .readonly(),
);

export type CachingAnswer = z.infer<typeof cachingAnswer>;
export type PrivateAnswer = z.infer<typeof asked>;
export type PrivateAnswers = ValueOf<typeof privateAnswers>;
