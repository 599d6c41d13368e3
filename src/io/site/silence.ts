import type { Visit } from './visit.ts';

/** Which origins never say anything. Waiting for each request there in turn would use up the time of all others. */
export type Silence = {
  /** What the first request ended in, for an origin that timed out and has not answered yet. */
  of(origin: string): Visit | undefined;
  note(origin: string, visit: Visit): void;
};

/** Nobody was silent yet. One answer of an origin, whatever it is, clears it for good. */
export function createSilence(): Silence {
  const silent = new Map<string, Visit>();
  const heard = new Set<string>();
  return {
    of: (origin) => silent.get(origin),
    note(origin, visit) {
      const isSilent = visit.state === 'failed' && visit.why === 'timeout' && visit.stage !== 'reading';
      if (!isSilent) heard.add(origin);
      if (heard.has(origin)) silent.delete(origin);
      else silent.set(origin, visit);
    },
  };
}
