import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Socket, type Server as TcpServer } from 'node:net';
import type { TlsOptions } from 'node:tls';
import type { ServerIdentity } from './harbor-certificates.ts';

/** What one TLS port is and does. */
export type SecurePort = {
  readonly identity: ServerIdentity;
  /** Takes TLS 1.0 and 1.1, and ciphers that encrypt nothing or ask for no certificate, beside what is right. */
  readonly weak?: boolean;
  /** Waited before the handshake begins. */
  readonly latencyMs?: number;
  readonly respond: (request: IncomingMessage, response: ServerResponse) => void;
};

/** A running port. */
export type OpenPort = {
  /** `127.0.0.1:<port>`. */
  readonly address: string;
  /** Cuts open connections and frees the port. Closing twice is fine. */
  close(): Promise<void>;
};

/**
 * Serves HTTPS on any free loopback port. A port has one identity: with several chosen by SNI, OpenSSL would fill the gap in an
 * incomplete chain from the others.
 */
export async function serveSecurely(port: SecurePort): Promise<OpenPort> {
  const { key, chain } = port.identity;
  const settings = port.weak === true ? weakSettings : soundSettings;
  // Nobody shows it a certificate; without the empty list it would read the public roots all the same, for 30 ms.
  const server = createServer({ ...settings, key, cert: chain, ca: [] }, port.respond);
  // A client that resets in the middle of a handshake is no mistake of the simulator.
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  return listen(server, port.latencyMs);
}

const soundSettings = { minVersion: 'TLSv1.2' } as const satisfies TlsOptions;

// A cipher list as forums recommend it to those whose oldest client cannot connect: everything that OpenSSL has.
const weakSettings = { minVersion: 'TLSv1', ciphers: 'ALL:COMPLEMENTOFALL:@SECLEVEL=0' } as const satisfies TlsOptions;

// The wait stands for the way to the server: it comes before the handshake, so a plain listener is put in front.
async function listen(server: Server, latencyMs: number | undefined): Promise<OpenPort> {
  const sockets = new Set<Socket>();
  const door: TcpServer = createTcpServer({ pauseOnConnect: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    const enter = (): void => {
      if (!socket.destroyed) server.emit('connection', socket);
    };
    if (latencyMs === undefined) enter();
    else setTimeout(enter, latencyMs);
  });
  await new Promise<void>((resolve, reject) => {
    door.once('error', reject);
    door.listen(0, '127.0.0.1', resolve);
  });
  return {
    address: `127.0.0.1:${(door.address() as AddressInfo).port}`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      if (door.listening) await new Promise((done) => door.close(done));
    },
  };
}
