import type { Artifact, Bag, Needs, ValueOf } from './artifact.ts';
import type { Io } from './io.ts';
import type { Target } from './target.ts';

/** How far long work has come. `total` is absent while nobody knows. */
export type Progress = { readonly done: number; readonly total?: number; readonly unit: string };

/** What a gatherer works with. */
export type GatherContext = {
  readonly target: Target;
  readonly signal: AbortSignal;
  readonly io: Io;
  readonly progress: (progress: Progress) => void;
  /** A sentence for the report's notes: drift, a page left out, a folder not read. */
  readonly note: (text: string) => void;
};

/**
 * Fetches one fact and never judges it. A derived fact is a gatherer that does not touch `io`.
 * `timeoutMs` bounds the whole work, retries and waits included; disk work has none.
 */
export type Gatherer<A extends Artifact = Artifact, N extends Needs = Needs> = {
  readonly artifact: A;
  readonly needs: N;
  readonly timeoutMs?: number;
  /** Whether it asks the network: `--offline` then answers for it, and `--timeout` applies. */
  readonly network?: boolean;
  gather(context: GatherContext, artifacts: Bag<N>): Promise<ValueOf<A>>;
};

/** A gatherer whose types no longer matter to the reader: what the engine holds. */
export type AnyGatherer = {
  readonly artifact: Artifact;
  readonly needs: Needs;
  readonly timeoutMs?: number;
  readonly network?: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: the bag is built from `needs` by the engine, which is the one caller.
  gather(context: GatherContext, artifacts: any): Promise<unknown>;
};

/** Declares a gatherer; the compiler then refuses facts not in `needs` and a value of the wrong shape. */
export function defineGatherer<A extends Artifact, N extends Needs>(gatherer: Gatherer<A, N>): Gatherer<A, N> {
  return gatherer;
}
