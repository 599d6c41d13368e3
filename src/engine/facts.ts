import { artifactOf, type Needs } from '../core/artifact.ts';
import type { AuditEvent } from '../core/audit.ts';
import type { Gathered } from '../core/gathered.ts';
import type { AnyGatherer, GatherContext } from '../core/gatherer.ts';
import { fillBag, type States } from './bag.ts';
import { gatherOne } from './gather.ts';

/** Every fact of a run by artifact id, under way or there. None rejects but for cancellation. */
export type Facts = ReadonlyMap<string, Promise<Gathered<unknown>>>;

/** What all gatherers of one run share. */
export type FactWork = Pick<GatherContext, 'target' | 'io' | 'note'> & {
  readonly emit: (event: AuditEvent) => void;
  /** Facts that are there already. */
  readonly given?: States;
  readonly timeoutMs?: number;
  readonly signal: AbortSignal;
  readonly mask: (text: string) => string;
};

/** Starts every gatherer as soon as the facts that it needs are there. They come in the order of `planGatherers`. */
export function startFacts(gatherers: readonly AnyGatherer[], work: FactWork): Facts {
  const facts = new Map<string, Promise<Gathered<unknown>>>();
  for (const gatherer of gatherers) facts.set(gatherer.artifact.id, startFact(gatherer, facts, work));
  // Cancelling rejects every fact at once; each is awaited in turn, so the later ones need a listener now.
  for (const fact of facts.values()) fact.catch(() => undefined);
  return facts;
}

/** Waits for the facts behind `needs`. Throws when one was not started: a mistake in the program. */
export async function settle(needs: Needs, facts: Facts): Promise<States> {
  const ids = Object.values(needs).map((need) => artifactOf(need).id);
  const settled = await Promise.all(
    ids.map(async (id) => {
      const fact = await facts.get(id);
      if (fact === undefined) throw new Error(`the artifact ${id} was not planned`);
      return [id, fact] as const;
    }),
  );
  return new Map(settled);
}

async function startFact(gatherer: AnyGatherer, facts: Facts, work: FactWork): Promise<Gathered<unknown>> {
  const artifact = gatherer.artifact.id;
  const ended = (fact: Gathered<unknown>, ms: number): Gathered<unknown> => {
    work.emit({ type: 'gathered', artifact, state: fact.state, ms: Math.round(ms) });
    return fact;
  };
  const given = work.given?.get(artifact);
  if (given !== undefined) return ended(given, 0);
  const filled = fillBag(gatherer.needs, await settle(gatherer.needs, facts));
  if (!filled.ok) return ended(filled.missing, 0);
  work.emit({ type: 'gathering', artifact });
  const started = performance.now();
  const fact = await gather(gatherer, filled.bag, work);
  return ended(fact, performance.now() - started);
}

async function gather(gatherer: AnyGatherer, bag: Readonly<Record<string, unknown>>, work: FactWork) {
  const { target, io, note, emit, signal: cancel, mask, timeoutMs } = work;
  // A gatherer that ignores its signal may go on after its time; what it still says belongs to no fact.
  let underWay = true;
  const progress: GatherContext['progress'] = (done) => {
    if (underWay) emit({ type: 'progress', artifact: gatherer.artifact.id, progress: done });
  };
  const say: GatherContext['note'] = (text) => {
    if (underWay) note(text);
  };
  try {
    const context = { target, io, progress, note: say };
    const limit = timeoutMs === undefined ? {} : { timeoutMs };
    return await gatherOne(gatherer, bag, { context, cancel, mask, ...limit, tick: () => performance.now() });
  } finally {
    underWay = false;
  }
}
