// Test support: a site on loopback, over plain HTTP, TLS or bare sockets, and a door that is led there.
import { createServer, type Server as HttpServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import type { DnsDoor } from '../../core/doors/dns.ts';
import type { Endpoint } from '../../core/network.ts';
import { createRouter } from '../network/router.ts';
import { createSiteDoor, type OpenSiteDoor, type SiteDoorOptions } from './door.ts';

/** Something that listens on 127.0.0.1, and how often it was connected to. Disposing cuts what is open. */
export type Listening = AsyncDisposable & { readonly port: number; readonly connections: () => number };

/** A web server; with `tls` over TLS. */
export function startSite(handle: RequestListener, tls?: ServerOptions): Promise<Listening> {
  return listen(tls === undefined ? createServer(handle) : createTlsServer(tls, handle));
}

/** A server of bytes, for what no web server would say. */
export function startSocketServer(handle: (socket: Socket) => void): Promise<Listening> {
  return listen(
    createTcpServer((socket) => {
      socket.on('error', () => undefined);
      handle(socket);
    }),
  );
}

async function listen(server: Server | HttpServer): Promise<Listening> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const silent: DnsDoor = {
  resolver: 'nobody',
  ask: async (name) => ({ server: 'nobody', state: 'timeout', detail: `the test asks nobody about ${name}` }),
  askServer: async () => ({ server: 'nobody', state: 'timeout', detail: '' }),
  isMapped: () => false,
};

/** The door, with `connect` from `host:port` to a port of loopback. Names that are not led anywhere do not resolve. */
export function openDoor(
  connect: Readonly<Record<string, number>>,
  options: Partial<SiteDoorOptions> & { readonly dns?: DnsDoor } = {},
): OpenSiteDoor & AsyncDisposable {
  const led = Object.entries(connect).map(([key, port]): [string, Endpoint] => [key, { host: '127.0.0.1', port }]);
  const router = createRouter({ connect: new Map(led), dns: options.dns ?? silent });
  const opened = createSiteDoor({ router, userAgent: 'launch-ready/test', offline: false, ...options });
  return { ...opened, [Symbol.asyncDispose]: () => opened.close() };
}
