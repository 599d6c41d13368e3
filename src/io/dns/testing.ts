// Test support: name servers on loopback, over UDP and TCP on one port.
import { createSocket, type RemoteInfo } from 'node:dgram';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import dnsPacket, { type Answer, type Packet } from 'dns-packet';
import type { Endpoint } from '../../core/network.ts';
import { createDnsDoor, type DnsDoorOptions, type OpenDnsDoor } from './door.ts';

/** A question as a server saw it. `name` is as it was sent, case kept; `turn` counts the questions from 1. */
export type SeenQuestion = {
  readonly name: string;
  readonly type: string;
  readonly id: number;
  readonly flags: number;
  readonly edns: boolean;
  readonly transport: 'udp' | 'tcp';
  /** The port that it came from, over UDP. */
  readonly port: number;
  readonly turn: number;
  readonly bytes: Buffer;
};

/** What a server answers: the parts of a message that matter, bytes as they stand, several of them, or nothing at all. */
export type Reply = MessageParts | Buffer | readonly (MessageParts | Buffer)[] | undefined;

/** `rcode` and `flags` beside QR; the id and the question are those of the asker unless told otherwise. */
export type MessageParts = {
  readonly rcode?: number;
  readonly flags?: number;
  readonly id?: number;
  readonly name?: string;
  readonly answers?: readonly Answer[];
  readonly authorities?: readonly Answer[];
  readonly additionals?: readonly Answer[];
};

/** A name server of a test. Disposing ends it, open connections too. */
export type TestDnsServer = AsyncDisposable & {
  readonly endpoint: Endpoint;
  readonly seen: readonly SeenQuestion[];
  /** TCP connections that are open at this moment. */
  connections(): number;
};

/** How a server answers. `tcp: false` refuses connections; `raw` takes over the TCP connection. */
export type TestDnsOptions = {
  readonly host?: string;
  readonly tcp?: boolean;
  readonly raw?: (socket: Socket) => void;
};

/** Starts a server on a free port of `host` (loopback). */
export async function startDnsServer(
  answer: (question: SeenQuestion) => Reply | Promise<Reply>,
  { host = '127.0.0.1', tcp = true, raw }: TestDnsOptions = {},
): Promise<TestDnsServer> {
  const seen: SeenQuestion[] = [];
  const open = new Set<Socket>();
  const hear = async (bytes: Buffer, transport: 'udp' | 'tcp', from = 0): Promise<readonly Buffer[]> => {
    const question = { ...readQuestion(bytes), transport, port: from, turn: seen.length + 1 };
    seen.push(question);
    const reply = await answer(question);
    const parts = reply === undefined ? [] : Array.isArray(reply) ? reply : [reply];
    return parts.map((part: MessageParts | Buffer) => (Buffer.isBuffer(part) ? part : messageTo(question, part)));
  };

  const streams = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    if (raw !== undefined) return raw(socket);
    socket.once('data', async (bytes) => {
      for (const message of await hear(bytes.subarray(2), 'tcp')) socket.write(withLength(message));
    });
  });
  const datagrams = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  await new Promise<void>((resolve) => streams.listen(0, host, resolve));
  const { port } = streams.address() as AddressInfo;
  await new Promise<void>((resolve) => datagrams.bind(port, host, resolve));
  if (!tcp) await new Promise((resolve) => streams.close(resolve));
  datagrams.on('message', async (bytes: Buffer, from: RemoteInfo) => {
    for (const message of await hear(bytes, 'udp', from.port)) datagrams.send(message, from.port, from.address);
  });

  return {
    endpoint: { host, port },
    seen,
    connections: () => open.size,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await Promise.all([
        new Promise<void>((resolve) => datagrams.close(resolve)),
        tcp ? new Promise((resolve) => streams.close(resolve)) : undefined,
      ]);
    },
  };
}

/** A whole message in answer to a question. */
export function messageTo(question: SeenQuestion, parts: MessageParts): Buffer {
  const packet: Packet = {
    type: 'response',
    id: parts.id ?? question.id,
    flags: (parts.flags ?? dnsPacket.RECURSION_AVAILABLE) | (parts.rcode ?? 0),
    questions: [{ name: parts.name ?? question.name, type: question.type as 'A', class: 'IN' }],
    answers: [...(parts.answers ?? [])],
    authorities: [...(parts.authorities ?? [])],
    additionals: [...(parts.additionals ?? [])],
  };
  const bytes = dnsPacket.encode(packet);
  // The name as it came: dns-packet takes every dot in a label for a border.
  if (parts.name === undefined) question.bytes.copy(bytes, 12, 12, question.bytes.indexOf(0, 12));
  return bytes;
}

/** A message after its length, as TCP carries it. */
export function withLength(message: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}

/** Addresses of `name`. */
export function a(name: string, ...addresses: readonly string[]): readonly Answer[] {
  return addresses.map((data) => ({ type: 'A', name, ttl: 300, data }));
}

/** An alias. */
export function cname(name: string, data: string): Answer {
  return { type: 'CNAME', name, ttl: 300, data };
}

/** The SOA record of a zone. */
export function soa(name: string): Answer {
  return { type: 'SOA', name, ttl: 300, data: { mname: `ns1.${name}`, rname: `hostmaster.${name}`, serial: 7 } };
}

/** An EDNS record that carries an extended error. */
export function extendedError(code: number, text: string): Answer {
  const data = Buffer.alloc(2 + Buffer.byteLength(text));
  data.writeUInt16BE(code);
  data.write(text, 2);
  const option = { code: 15, data } as unknown as { code: 12; data: Buffer };
  return {
    type: 'OPT',
    name: '.',
    udpPayloadSize: 1232,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [option],
  };
}

/** A door whose resolver is `server`. Tests in which nobody answers give a question less than its usual five seconds. */
export function openDoor(
  server: { readonly endpoint: Endpoint } | undefined,
  options: Partial<DnsDoorOptions> = {},
): OpenDnsDoor & AsyncDisposable {
  const resolver = server === undefined ? {} : { resolver: { kind: 'server', server: server.endpoint } as const };
  const opened = createDnsDoor({
    network: { connect: new Map(), ...resolver },
    offline: false,
    userAgent: 'launch-ready/test',
    questionMs: 5000,
    ...options,
  });
  return { ...opened, [Symbol.asyncDispose]: () => opened.close() };
}

/** A signal that nobody fires. */
export function never(): AbortSignal {
  return new AbortController().signal;
}

/** Reads a question as a server gets it. */
export function readQuestion(bytes: Buffer): Omit<SeenQuestion, 'transport' | 'port' | 'turn'> {
  const { id = 0, flags = 0, questions = [], additionals = [] } = dnsPacket.decode(bytes);
  const [{ name, type } = { name: '', type: '' }] = questions;
  return { name, type, id, flags, edns: additionals.some((one) => one.type === 'OPT'), bytes };
}
