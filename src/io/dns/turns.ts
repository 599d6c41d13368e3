import { setTimeout as delay } from 'node:timers/promises';
import { blamesDnssec } from './extended-error.ts';
import type { Heard, Patience, Trouble } from './heard.ts';
import type { Message } from './message.ts';
import type { Question } from './query.ts';
import type { Server } from './server.ts';

/** The outcome of a whole question: an answer with whatever RCODE, or why there is none. `server` is who said so. */
export type Said = { readonly server: string } & ({ readonly state: 'message'; readonly message: Message } | Trouble);

/** Servers that let a question wait; they are asked after the others. */
export type Laggards = Set<Server>;

type Turn = { readonly number: number; readonly server: Server; readonly heard: Heard };

/**
 * Asks the servers in turn until one gives an answer. Who says nothing is not given up: the next is asked while the first
 * may still answer, and everybody is asked again as long as there is time. Rejects with the signal's reason alone.
 */
export async function askInTurn(
  servers: readonly Server[],
  question: Question,
  { ms, signal }: Patience,
  laggards: Laggards,
  onSend: () => void,
): Promise<Said> {
  const until = performance.now() + ms;
  // Frees the sockets of those that lost the race.
  const over = new AbortController();
  const patient = AbortSignal.any([signal, over.signal]);
  const troubled = new Set<Server>();
  const race = new Map<number, Promise<Turn>>();
  let waiting = turnsOf(servers, laggards);
  const span = ms / (servers.length === 1 ? 2 : waiting.length + 1);
  let best: Said = { server: 'no name server', state: 'unreachable', detail: 'this machine has no name server set up' };
  let worth = -1;
  try {
    for (let number = 0; ; number += 1) {
      const [server, ...rest] = waiting;
      waiting = rest;
      if (server !== undefined) {
        const left = { ms: Math.max(1, until - performance.now()), signal: patient };
        race.set(number, takeTurn(number, server, question, left, onSend));
      }
      if (race.size === 0) return best;
      const pause = waiting.length === 0 ? [] : [delay(span, undefined, { signal: patient })];
      const ended = await Promise.race([...race.values(), ...pause]);
      if (ended === undefined) {
        if (server !== undefined) laggards.add(server);
        continue;
      }
      race.delete(ended.number);
      const said: Said = { server: ended.server.name, ...ended.heard };
      if (said.state === 'message') laggards.delete(ended.server);
      if (isFinal(said)) return said;
      if (worthOf(said) > worth) {
        best = said;
        worth = worthOf(said);
      }
      // SERVFAIL and nonsense may pass: a server that is alone is asked once more. Who refuses, or is not there, will stay so.
      const mayPass = servers.length === 1 && isPassing(said) && !troubled.has(ended.server);
      if (!mayPass) waiting = waiting.filter((other) => other !== ended.server);
      troubled.add(ended.server);
    }
  } catch (error) {
    // The pause rejects with an error of its own; the reason says who stopped the question and why.
    signal.throwIfAborted();
    throw error;
  } finally {
    // A word: without one each question would pay for an error with a stack that nobody reads.
    over.abort('over');
  }
}

async function takeTurn(
  number: number,
  server: Server,
  question: Question,
  patience: Patience,
  onSend: () => void,
): Promise<Turn> {
  return { number, server, heard: await server.exchange(question, patience, onSend) };
}

// Two turns for each. A server that is alone is not pressed: a busy one would be asked everything twice.
function turnsOf(servers: readonly Server[], laggards: Laggards): readonly Server[] {
  const order = [...servers.filter((one) => !laggards.has(one)), ...servers.filter((one) => laggards.has(one))];
  return [...order, ...order];
}

function isFinal(said: Said): boolean {
  if (said.state !== 'message') return false;
  const { rcode, errors } = said.message;
  return rcode === 'NOERROR' || rcode === 'NXDOMAIN' || (rcode === 'SERVFAIL' && blamesDnssec(errors));
}

function isPassing(said: Said): boolean {
  return said.state === 'malformed' || (said.state === 'message' && said.message.rcode === 'SERVFAIL');
}

function worthOf({ state }: Said): number {
  return ['unreachable', 'timeout', 'malformed', 'message'].indexOf(state);
}
