import { setTimeout as delay } from 'node:timers/promises';
import type { Limit } from '../http/concurrency.ts';
import { timeout } from './heard.ts';
import type { Question } from './query.ts';
import type { Server } from './server.ts';
import { askInTurn, type Laggards, type Said } from './turns.ts';

/** Servers that stand for each other; `name` is for people. */
export type ServerGroup = {
  readonly name: string;
  ask(question: Question, signal: AbortSignal, onSend: () => void): Promise<Said>;
};

/** Milliseconds for one question in all, and the places that questions wait for. */
export type GroupLimits = { readonly questionMs: number; readonly limit: Limit };

// After this part of its time a question gives up its place and goes on listening: nobody waits long behind dead names.
const shareOfPlace = 1 / 4;

/**
 * Makes servers one. A question ends after `questionMs`, the wait for a place included. When one took all its time and nothing
 * ever came from any of the servers, the questions after it are not sent: a dead network costs that time once in all.
 */
export function createGroup(name: string, servers: readonly Server[], limits: GroupLimits): ServerGroup {
  const { questionMs, limit } = limits;
  const laggards: Laggards = new Set();
  let hasWaitedInVain = false;

  return {
    name,
    async ask(question, signal, onSend) {
      if (hasWaitedInVain && !servers.some((server) => server.hasSpoken())) {
        return { server: name, ...timeout(`${name} has not answered any question so far, so this one was not sent`) };
      }
      const until = performance.now() + questionMs;
      const time = AbortSignal.timeout(questionMs);
      let asked: Promise<Said> | undefined;
      const begin = async (): Promise<void> => {
        const patience = { ms: Math.max(1, until - performance.now()), signal };
        asked = askInTurn(servers, question, patience, laggards, onSend);
        await atMost(asked, questionMs * shareOfPlace);
      };
      try {
        await limit(begin, AbortSignal.any([signal, time]));
      } catch (error) {
        signal.throwIfAborted();
        if (error !== time.reason) throw error;
      }
      if (asked === undefined) return { server: name, ...timeout('too many other questions were waiting for answers') };
      const said = await asked;
      if (said.state === 'timeout') hasWaitedInVain = true;
      return said;
    },
  };
}

async function atMost(work: Promise<unknown>, ms: number): Promise<void> {
  const over = new AbortController();
  try {
    await Promise.race([work, delay(ms, undefined, { signal: over.signal })]);
  } finally {
    over.abort('over');
  }
}
