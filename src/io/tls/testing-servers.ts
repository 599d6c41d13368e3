// Test support: TLS servers, and servers that are none, on loopback.
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import type { Router } from '../network/router.ts';
import type { Issued } from './testing-certificates.ts';

/** A running server; disposing cuts its connections. */
export type TestServer = AsyncDisposable & {
  readonly port: number;
  /** Connections it has taken. */
  connections(): number;
  /** From now on answers what a client asks with status_request (RFC 6066 §8); a TLS server only. */
  onStatusRequest(staple: Buffer): void;
};

/** A TLS server that shows `chain`, leaf first, exactly as given. */
export function tlsServer(chain: readonly Issued[], options: TlsOptions = {}): Promise<TestServer> {
  const cert = chain.map(({ pem }) => pem).join('\n');
  const key = chain[0]?.keyPem;
  const server = createTlsServer({ ...(key === undefined ? {} : { cert, key }), ...options }, (socket) => {
    socket.on('error', () => undefined).resume();
  });
  return listen(server.on('tlsClientError', () => undefined));
}

/** A TCP server that does with its connections what `speak` does. */
export function rawServer(speak: (socket: Socket) => void): Promise<TestServer> {
  return listen(createServer((socket) => speak(socket.on('error', () => undefined))));
}

/** Every name leads to loopback. */
export const loopback: Router = {
  route: async ({ port }) => ({ state: 'routed', addresses: ['127.0.0.1'], port }),
};

async function listen(server: Server): Promise<TestServer> {
  const open = new Set<Socket>();
  let count = 0;
  server.on('connection', (socket: Socket) => {
    count += 1;
    open.add(socket);
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => count,
    onStatusRequest: (staple) => {
      server.on('OCSPRequest', (_certificate, _issuer, answer) => answer(null, staple));
    },
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
