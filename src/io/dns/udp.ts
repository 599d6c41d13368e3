import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Endpoint } from '../../core/network.ts';
import { type Heard, judgeAnswer, malformed, type Patience, type Recased, timeout, unreachable } from './heard.ts';
import { headerBytes, type Query } from './query.ts';

// Twice what is asked for, and more than networks carry.
const longestAnswer = 4096;

/**
 * One question over UDP. The socket has a port of its own and is connected, so that the system drops what other addresses
 * send. Wrong answers are told to `onLie` and waited past: the true one may still come.
 */
export async function exchangeUdp(
  server: Endpoint,
  query: Query,
  patience: Patience,
  onLie: () => void,
): Promise<Heard | Recased> {
  const { ms, signal } = patience;
  signal.throwIfAborted();
  const socket = createSocket(isIPv6(server.host) ? 'udp6' : 'udp4');
  const { promise, resolve, reject } = Promise.withResolvers<Heard | Recased>();
  let lies = 0;
  const onAbort = (): void => reject(signal.reason);
  const timer = setTimeout(() => resolve(nothingCame(lies)), ms);
  signal.addEventListener('abort', onAbort, { once: true });
  socket.on('error', (error) => resolve(unreachable(error, 'UDP')));
  socket.on('message', (bytes) => {
    // Less than a header answers nothing, and anybody may have sent it.
    const isAnswer = bytes.length >= headerBytes && bytes.length <= longestAnswer;
    const heard = isAnswer ? judgeAnswer(query, bytes) : ({ state: 'lie' } as const);
    if (heard.state !== 'lie') return resolve(heard);
    lies += 1;
    onLie();
  });
  // Not as a callback of `connect`, which would also get the errors of a name that has no address.
  socket.on('connect', () => socket.send(query.bytes));
  socket.connect(server.port, server.host);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    // It may still be on its way, and nothing can be sent on a closed socket.
    socket.removeAllListeners('connect');
    socket.close();
  }
}

function nothingCame(lies: number): Heard {
  return lies === 0
    ? timeout('no answer came')
    : malformed('only answers to other questions, or none by their length, came');
}
