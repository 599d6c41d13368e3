import { isIP, type Socket } from 'node:net';
import { duplexPair } from 'node:stream';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import type { TlsServer } from '../../core/doors/tls.ts';

/** One handshake, finished or broken off, with what the server sent until then. */
export type Shake = {
  /** Absent when the handshake did not come about: `error` says why. */
  readonly socket?: TLSSocket;
  readonly error?: unknown;
  readonly bytes: Uint8Array;
  /** TLS 1.3: the server's handshake traffic secret. */
  readonly secret?: Buffer;
  readonly staple?: Uint8Array;
};

/** Whom to greet, and how strictly. */
export type ShakeOptions = { readonly server: TlsServer; readonly context: SecureContext };

// A handshake is some 5 kB; this bounds what a hostile server can make the program keep.
const mostBytes = 256 * 1024;

/**
 * Shakes hands over an open connection and records what the server says on it. Certificates are judged but never refused. It
 * ends when `signal` fires, with its reason as the error. The caller destroys `raw`.
 */
export async function shakeHands(raw: Socket, options: ShakeOptions, signal: AbortSignal): Promise<Shake> {
  const { server, context } = options;
  // Node reads a socket of its own at a layer below, where nothing can listen: a pair of pipes lies in between.
  const [inner, outer] = duplexPair();
  const chunks: Buffer[] = [];
  let length = 0;
  let secret: Buffer | undefined;
  let staple: Buffer | undefined;
  const socket = connect({
    socket: inner,
    // For its verdict on the name only: nothing is connected to.
    host: server.host,
    ...(isIP(server.host) === 0 ? { servername: server.host } : {}),
    rejectUnauthorized: false,
    requestOCSP: true,
    secureContext: context,
  });
  socket.on('keylog', (line: Buffer) => {
    secret ??= secretOf(line.toString('latin1'));
  });
  socket.on('OCSPResponse', (response: Buffer | null) => {
    if (response !== null && response.length > 0) staple = response;
  });
  const ending = Promise.withResolvers<unknown>();
  const end = (error?: unknown): void => ending.resolve(error);
  socket.once('secureConnect', () => end()).on('error', end);
  raw.on('error', end).on('close', () => inner.destroyed || outer.end());
  const onAbort = (): void => end(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  raw.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > mostBytes) return end(new Error('the server sent more than a handshake holds'));
    chunks.push(chunk);
    outer.write(chunk);
  });
  raw.on('end', () => outer.end());
  outer.on('error', end).on('data', (chunk: Buffer) => raw.write(chunk));
  const error = signal.aborted ? signal.reason : await ending.promise;
  signal.removeEventListener('abort', onAbort);
  if (error !== undefined) socket.destroy();
  return {
    ...(error === undefined ? { socket } : { error }),
    bytes: Buffer.concat(chunks),
    ...(secret === undefined ? {} : { secret }),
    ...(staple === undefined ? {} : { staple }),
  };
}

// https://www.rfc-editor.org/rfc/rfc9850: label, client random and secret in hex.
function secretOf(line: string): Buffer | undefined {
  const [label, , secret = ''] = line.trim().split(' ');
  return label === 'SERVER_HANDSHAKE_TRAFFIC_SECRET' ? Buffer.from(secret, 'hex') : undefined;
}
