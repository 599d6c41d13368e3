import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';
import { cachingAnswer } from '../site/private-answers.ts';

/** What somebody got, held against the answer that A got at its own address. */
const reading = {
  answer: cachingAnswer,
  /** How many of A's markers stand in it. */
  markers: z.number(),
  /** Byte for byte the answer that A got, and not empty. */
  same: z.boolean(),
  /** Of an anonymous visitor: byte for byte an answer that B got. */
  sameAsB: z.boolean().exactOptional(),
  /** How many cookie values that were set for A are set here again; absent without any. */
  repeated: z.number().exactOptional(),
};

const reader = z
  .object({
    as: z.enum(['b', 'anonymous']),
    /** At the address that A asked before. */
    ...reading,
    /** The same reader at an address that A never asked; absent where there was no need to ask. */
    alone: z.object(reading).readonly().exactOptional(),
  })
  .readonly();

const proof = z
  .object({
    path: z.string(),
    /** `page`: as a browser asks; `rsc`: as Next.js's router asks for its data; `deception`: `<path>/launch-ready.css`. */
    variant: z.enum(['page', 'rsc', 'deception']),
    /** Without the cache buster. */
    url: z.string(),
    /** What A got, the last time it was asked there. */
    warmed: cachingAnswer,
    /** How many of A's markers stand in A's own answer: the positive control. */
    control: z.number(),
    /** Where the markers come from: configured, or texts that A alone gets; `none`: there was nothing to tell A by. */
    markers: z.enum(['configured', 'found', 'none']),
    /** Nobody else was asked where A got nothing to leak. */
    readers: z.array(reader).readonly(),
    /** An answer was longer than what is read of it. */
    cut: z.boolean().exactOptional(),
  })
  .readonly();

/** Private paths asked as A, as B and as nobody, at addresses that nobody else asks for. Counts are all that is kept of bodies. */
export const cacheLiveProof = defineArtifact(
  'cache/live-proof',
  z
    .object({
      host: z.string(),
      proofs: z.array(proof).readonly(),
      /** Who read after A; without user B it was an anonymous visitor alone. */
      readers: z.array(z.enum(['b', 'anonymous'])).readonly(),
      /** Private paths that were not asked, because only so many are or because they are no plain read. */
      left: z.array(z.string()).readonly(),
      /** Those of `left` that could be asked, and for which no path of the same file or directory was. */
      untried: z.array(z.string()).readonly().exactOptional(),
      /** Asked once more in the end, A was turned away where it was let in before. */
      expired: z.boolean().exactOptional(),
      /** What was begun or planned and did not come to its end: `/dashboard (rsc)`. */
      unfinished: z.array(z.string()).readonly(),
      /** Why: in words, with what would help. */
      stopped: z.string().exactOptional(),
    })
    .readonly(),
);

export type Reading = Omit<ProofReader, 'as' | 'alone'>;
export type ProofReader = z.infer<typeof reader>;
export type LiveProof = z.infer<typeof proof>;
export type CacheLiveProof = ValueOf<typeof cacheLiveProof>;
