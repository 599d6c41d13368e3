import type { Socket } from 'node:net';
import type { TlsOffer, TlsServer, TlsVersion } from '../../core/doors/tls.ts';
import type { Router } from '../network/router.ts';
import { clientHello } from './client-hello.ts';
import { connectTo, withinTime } from './connect.ts';
import type { TlsLimits } from './limits.ts';
import { cutShort, readAnswer } from './server-answer.ts';
import { failed, socketTrouble } from './trouble.ts';

/** What a client says that it can. */
export type Offer = { readonly version: TlsVersion; readonly ciphers: readonly number[] };

const mostBytes = 64 * 1024;

/** Sends one ClientHello and reads what comes back. Throws the reason of an aborted signal only. */
export async function makeOffer(
  router: Router,
  server: TlsServer,
  { version, ciphers }: Offer,
  { connectMs, answerMs }: TlsLimits,
  signal: AbortSignal,
): Promise<TlsOffer> {
  const connected = await connectTo(router, server, connectMs, signal);
  if (connected.state === 'failed') return connected;
  const { socket } = connected;
  try {
    socket.write(clientHello(server, version, ciphers));
    const answer = await withinTime(answerOn(socket, version, ciphers), answerMs, signal);
    return answer ?? failed('timeout', 'the server accepted the connection and did not answer the hello');
  } finally {
    socket.destroy();
  }
}

function answerOn(socket: Socket, version: TlsVersion, ciphers: readonly number[]): Promise<TlsOffer> {
  return new Promise((resolve) => {
    let bytes = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      const answer = readAnswer(bytes, version, ciphers);
      if (answer !== undefined) return resolve(answer);
      if (bytes.length > mostBytes) resolve(failed('other', 'the server sent more than an answer holds'));
    });
    socket.on('end', () => resolve(cutShort(bytes, 'closed')));
    socket.on('error', (error) => {
      const trouble = socketTrouble(error);
      resolve(trouble.why === 'reset' ? cutShort(bytes, 'reset') : trouble);
    });
  });
}
