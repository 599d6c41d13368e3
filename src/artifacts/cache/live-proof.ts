import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';
import { cachingAnswer } from '../site/private-answers.ts';

const reader = z
  .object({
    as: z.enum(['b', 'anonymous']),
    answer: cachingAnswer,
    /** How many of A's markers stand in it. */
    markers: z.number(),
    /** Byte for byte the answer that A got. */
    same: z.boolean(),
  })
  .readonly();

const proof = z
  .object({
    path: z.string(),
    /** `page`: as a browser asks; `rsc`: as Next.js's router asks for its data; `deception`: `<path>/x.css` and its kin. */
    variant: z.enum(['page', 'rsc', 'deception']),
    /** Masked, without the cache buster's value. */
    url: z.string(),
    /** What A got when warming, the last time it was asked. */
    warmed: cachingAnswer,
    /** How many of A's markers stand in A's own answer: the positive control. */
    control: z.number(),
    readers: z.array(reader).readonly(),
  })
  .readonly();

/** Private paths asked as A, as B and as nobody, at addresses that nobody else asks for. */
export const cacheLiveProof = defineArtifact(
  'cache/live-proof',
  z
    .object({
      host: z.string(),
      proofs: z.array(proof).readonly(),
      /** How A's markers were come by: configured, or told apart from B's answers. */
      markers: z.enum(['configured', 'found', 'none']),
      /** Private paths that were not asked: too many, no time, or not a plain read. */
      left: z.array(z.string()).readonly(),
    })
    .readonly(),
);

export type LiveProof = z.infer<typeof proof>;
export type CacheLiveProof = ValueOf<typeof cacheLiveProof>;
