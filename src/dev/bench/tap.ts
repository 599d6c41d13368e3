import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { type Query, readQuery, type Transport } from '../../demo/dns/message.ts';

/** A question on its way to a name server; `at` is milliseconds of `performance.now()`. */
export type HeardQuestion = Omit<Query, 'id' | 'spelled'> & {
  readonly server: string;
  readonly transport: Transport;
  readonly at: number;
};

/** A connection on its way to a site: `host:port` as the audit knows it. */
export type HeardConnection = { readonly place: string; readonly at: number };

/** Listens on the way to the simulators, which tell neither when something came nor with which flags. */
export type Tap = {
  /** In order of arrival. */
  questions(): readonly HeardQuestion[];
  connections(): readonly HeardConnection[];
  forget(): void;
  /** Opens a way to the name server at `127.0.0.1:<port>` over UDP and TCP; gives its address. */
  dns(server: string, address: string): Promise<string>;
  /** Opens a way to the site at `127.0.0.1:<port>`; gives its address. */
  site(place: string, address: string): Promise<string>;
  close(): Promise<void>;
};

/** A tap with no ways yet. */
export function openTap(): Tap {
  let questions: HeardQuestion[] = [];
  let connections: HeardConnection[] = [];
  const closings: (() => Promise<void>)[] = [];

  const hear = (server: string, transport: Transport, message: Buffer): void => {
    const query = readQuery(message);
    if (query === undefined || 'rcode' in query) return;
    const { id: _id, spelled: _spelled, ...asked } = query;
    questions.push({ ...asked, server, transport, at: performance.now() });
  };
  return {
    questions: () => questions,
    connections: () => connections,
    forget: () => {
      questions = [];
      connections = [];
    },
    dns: async (server, address) => {
      for (let attempt = 1; ; attempt += 1) {
        // A client sends a question over TCP in one piece; what it sends otherwise is relayed and not heard.
        const onData = (chunk: Buffer): void => hear(server, 'tcp', chunk.subarray(2));
        const tcp = await openTcpWay(address, { onData });
        try {
          const closeUdp = await openUdpWay(address, tcp.port, (message) => hear(server, 'udp', message));
          closings.push(tcp.close, closeUdp);
          return `127.0.0.1:${tcp.port}`;
        } catch (error) {
          // A port that is free for TCP may be taken for UDP.
          await tcp.close();
          if (attempt === 10) throw error;
        }
      }
    },
    site: async (place, address) => {
      const onOpen = (): number => connections.push({ place, at: performance.now() });
      const way = await openTcpWay(address, { onOpen });
      closings.push(way.close);
      return `127.0.0.1:${way.port}`;
    },
    close: async () => {
      await Promise.all(closings.map((close) => close()));
    },
  };
}

async function openUdpWay(
  address: string,
  port: number,
  onMessage: (message: Buffer) => void,
): Promise<() => Promise<void>> {
  const front = createSocket('udp4');
  await new Promise<void>((resolve, reject) => {
    front.once('error', reject);
    front.bind(port, '127.0.0.1', resolve);
  });
  const backs = new Set<UdpSocket>();
  front.on('message', (message, client) => {
    onMessage(message);
    // A socket a question, as a client has it: whatever comes back belongs to that one.
    const back = createSocket('udp4');
    backs.add(back);
    back.once('message', (answer) => {
      front.send(answer, client.port, client.address, () => undefined);
      backs.delete(back);
      back.close();
    });
    back.on('error', () => undefined);
    back.send(message, portOf(address), '127.0.0.1', () => undefined);
  });
  return async () => {
    for (const socket of [front, ...backs]) socket.close();
  };
}

type Listening = { readonly onOpen?: () => void; readonly onData?: (chunk: Buffer) => void };

async function openTcpWay(
  address: string,
  { onOpen, onData }: Listening,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((front) => {
    onOpen?.();
    const back = connect(portOf(address), '127.0.0.1');
    if (onData !== undefined) front.on('data', onData);
    front.pipe(back).pipe(front);
    for (const socket of [front, back]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      // Either side may break off, and then the other one is to notice.
      socket.on('error', () => undefined);
      socket.once('close', () => {
        sockets.delete(socket);
        front.destroy();
        back.destroy();
      });
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function portOf(address: string): number {
  return Number(address.slice(address.lastIndexOf(':') + 1));
}
