import type { Visit } from './visit.ts';

/** Which servers never say anything. Waiting for each request there in turn would use up the time of all others. */
export type Silence = {
  /** What the first request ended in, for a server that timed out and has not answered yet. */
  of(server: string): Visit | undefined;
  note(server: string, visit: Visit): void;
};

/** Nobody was silent yet. One answer of a server, whatever it is, clears it for good. */
export function createSilence(): Silence {
  const silent = new Map<string, Visit>();
  const heard = new Set<string>();
  return {
    of: (server) => silent.get(server),
    note(server, visit) {
      const isSilent = visit.state === 'failed' && visit.why === 'timeout' && visit.stage !== 'reading';
      if (!isSilent) heard.add(server);
      if (heard.has(server)) silent.delete(server);
      else silent.set(server, visit);
    },
  };
}
