import { connect } from 'node:net';
import type { Endpoint } from '../../core/network.ts';
import { type Heard, judgeAnswer, malformed, type Patience, type Recased, timeout, unreachable } from './heard.ts';
import type { Query } from './query.ts';

/** One question over TCP on a connection of its own, each message after its length (RFC 7766 §8). */
export async function exchangeTcp(server: Endpoint, query: Query, { ms, signal }: Patience): Promise<Heard | Recased> {
  signal.throwIfAborted();
  const socket = connect({ host: server.host, port: server.port });
  const { promise, resolve, reject } = Promise.withResolvers<Heard | Recased>();
  let received = Buffer.alloc(0);
  let isOpen = false;
  const onAbort = (): void => reject(signal.reason);
  const late = (): Heard =>
    timeout(isOpen ? 'the server took the connection and said nothing' : 'no connection was made');
  const timer = setTimeout(() => resolve(late()), ms);
  signal.addEventListener('abort', onAbort, { once: true });
  socket.on('connect', () => {
    isOpen = true;
    const length = Buffer.alloc(2);
    length.writeUInt16BE(query.bytes.length);
    // In one piece: some servers read no further than the first segment.
    socket.write(Buffer.concat([length, query.bytes]));
  });
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
    const message = wholeMessage(received);
    if (message !== undefined) resolve(judged(query, message));
  });
  socket.on('error', (error) => resolve(isOpen ? cutOff(received) : unreachable(error, 'TCP')));
  socket.on('close', () => resolve(cutOff(received)));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    socket.destroy();
  }
}

// The length has two octets: nothing longer than 64 KiB is ever kept.
function wholeMessage(received: Buffer): Buffer | undefined {
  if (received.length < 2) return undefined;
  const end = 2 + received.readUInt16BE(0);
  return received.length < end ? undefined : received.subarray(2, end);
}

// Nobody but the server can speak on its connection, so there is no true answer to wait for.
function judged(query: Query, message: Buffer): Heard | Recased {
  const heard = judgeAnswer(query, message);
  return heard.state === 'lie' ? malformed('the answer over TCP was to another question') : heard;
}

function cutOff(received: Buffer): Heard {
  if (received.length < 2) return malformed('the server closed the TCP connection without an answer');
  return malformed(
    `the TCP connection ended after ${received.length - 2} of the ${received.readUInt16BE(0)} bytes of the answer`,
  );
}
