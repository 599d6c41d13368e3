import { createSocket, type RemoteInfo, type Socket as UdpSocket } from 'node:dgram';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type DnsFaultRule, faultTaker, faultyQuery, faultyReply } from './fault.ts';
import { type Query, type Reply, readQuery, type Transport, writeError, writeReply } from './message.ts';

/** A question that arrived. */
export type AskedOfDns = { readonly name: string; readonly type: string; readonly transport: Transport };

export type DnsServeOptions = {
  /** Waited before every answer. */
  readonly latencyMs?: number;
  readonly faults?: readonly DnsFaultRule[];
};

/** A running name server. */
export type ServedDns = {
  /** `127.0.0.1:<port>`, the same port for UDP and TCP. */
  readonly address: string;
  /** Every question, in order of arrival. */
  queries(): readonly AskedOfDns[];
  /** Replaces the faults from the next question on. */
  fail(faults: readonly DnsFaultRule[]): void;
  /** Cuts open connections and frees the port. Closing twice is fine. */
  close(): Promise<void>;
};

/** Serves `answer` over UDP and TCP (RFC 7766) on any free loopback port. */
export async function serveDns(answer: (query: Query) => Reply, options: DnsServeOptions = {}): Promise<ServedDns> {
  const desk = openDesk(answer, options);
  const sockets = new Set<Socket>();
  const closed = { done: false };
  const tcp = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    converse(socket, (message) => desk.respond(message, 'tcp'));
  });
  const udp = await openPair(tcp);
  udp.on('message', (message: Buffer, client: RemoteInfo) => {
    void desk.respond(message, 'udp').then((bytes) => {
      if (bytes === undefined || closed.done) return;
      // Whoever asked may be gone by now, which is no mistake of the server.
      udp.send(bytes, client.port, client.address, () => undefined);
    });
  });
  return {
    address: `127.0.0.1:${udp.address().port}`,
    queries: desk.queries,
    fail: desk.fail,
    close: async () => {
      if (closed.done) return;
      closed.done = true;
      for (const socket of sockets) socket.destroy();
      await Promise.all([new Promise<void>((done) => udp.close(done)), new Promise((done) => tcp.close(done))]);
    },
  };
}

type Desk = Pick<ServedDns, 'queries' | 'fail'> & {
  /** The bytes to send back, or `undefined` for silence. Never rejects. */
  respond(message: Buffer, transport: Transport): Promise<Buffer | undefined>;
};

function openDesk(answer: (query: Query) => Reply, { faults = [], latencyMs = 0 }: DnsServeOptions): Desk {
  const asked: AskedOfDns[] = [];
  let takeFault = faultTaker(faults);
  return {
    queries: () => [...asked],
    fail: (next) => {
      takeFault = faultTaker(next);
    },
    respond: async (message, transport) => {
      const query = readQuery(message);
      if (query === undefined) return undefined;
      if ('rcode' in query) return writeError(query.id, query.rcode);
      asked.push({ name: query.name, type: query.type, transport });
      const fault = takeFault(query, transport);
      const pause = latencyMs + (fault?.kind === 'late' ? fault.ms : 0);
      if (pause > 0) await wait(pause);
      if (fault?.kind === 'drop') return undefined;
      if (fault?.kind === 'garbage') return Buffer.from('this is no DNS message');
      if (fault?.kind === 'empty') return Buffer.alloc(0);
      try {
        const reply = isOfOurTime(query) ? answer(query) : { rcode: 'BADVERS' as const };
        if (fault === undefined) return writeReply(query, reply, transport);
        return writeReply(faultyQuery(fault, query), faultyReply(fault, query, reply), transport);
      } catch {
        // A mistake in the simulator must not end the process that the audit runs in.
        return writeError(query.id, 'SERVFAIL');
      }
    },
  };
}

function isOfOurTime({ edns }: Query): boolean {
  return edns === undefined || edns.version === 0;
}

/** Answers each message of a TCP connection: two bytes of length, then the message (RFC 1035, section 4.2.2). */
function converse(socket: Socket, respond: (message: Buffer) => Promise<Buffer | undefined>): void {
  let received = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.setTimeout(10_000, () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
      const end = 2 + received.readUInt16BE(0);
      const message = received.subarray(2, end);
      received = received.subarray(end);
      void respond(message).then((bytes) => {
        if (bytes !== undefined && socket.writable) socket.write(framed(bytes));
      });
    }
  });
}

function framed(bytes: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

// A port that is free for TCP may be taken for UDP: then another one is tried.
async function openPair(tcp: Server): Promise<UdpSocket> {
  for (let attempt = 1; ; attempt += 1) {
    await new Promise<void>((resolve, reject) => {
      tcp.once('error', reject);
      tcp.listen(0, '127.0.0.1', resolve);
    });
    const udp = createSocket('udp4');
    try {
      await new Promise<void>((resolve, reject) => {
        udp.once('error', reject);
        udp.bind((tcp.address() as AddressInfo).port, '127.0.0.1', resolve);
      });
      return udp;
    } catch (error) {
      udp.close();
      await new Promise((done) => tcp.close(done));
      if (attempt === 10) throw error;
    }
  }
}
