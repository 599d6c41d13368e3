// Test support: asks a name server with dns-packet alone, over UDP and TCP.
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { type DecodedPacket, decode, encode, type RecordType } from 'dns-packet';

/** How a test asks: `recurse` sets RD; `edns` is the size that it offers, 0 for none. */
export type Asking = {
  readonly recurse?: boolean;
  readonly edns?: number;
  readonly dnssecOk?: boolean;
  readonly authenticData?: boolean;
  readonly checkingDisabled?: boolean;
  readonly ednsVersion?: number;
};

/** The bytes of a question with the id 4711. */
export function questionFor(name: string, type: RecordType, asking: Asking = {}): Buffer {
  const { edns = 1_232, dnssecOk = false, ednsVersion = 0 } = asking;
  let flags = asking.recurse === true ? 0x100 : 0;
  if (asking.authenticData === true) flags |= 0x20;
  if (asking.checkingDisabled === true) flags |= 0x10;
  const opt = {
    type: 'OPT' as const,
    name: '.',
    udpPayloadSize: edns,
    extendedRcode: 0,
    ednsVersion,
    flags: dnssecOk ? 0x8000 : 0,
    flag_do: dnssecOk,
    options: [],
  };
  return encode({ type: 'query', id: 4711, flags, questions: [{ name, type }], additionals: edns === 0 ? [] : [opt] });
}

/** Sends a datagram and gives the first that comes back; `undefined` when none comes in `patienceMs`. */
export async function overUdp(address: string, message: Buffer, patienceMs = 2_000): Promise<Buffer | undefined> {
  const [host = '', port] = address.split(':');
  const socket = createSocket('udp4');
  try {
    return await new Promise((resolve, reject) => {
      const timer = setTimeout(() => resolve(undefined), patienceMs);
      socket.once('error', reject);
      socket.once('message', (bytes) => {
        clearTimeout(timer);
        resolve(bytes);
      });
      socket.send(message, Number(port), host);
    });
  } finally {
    socket.close();
  }
}

/** Sends messages over one TCP connection, cut into single bytes when `inBytes`, and gives as many answers. */
export async function overTcp(
  address: string,
  messages: readonly Buffer[],
  inBytes = false,
): Promise<readonly Buffer[]> {
  const [host = '', port] = address.split(':');
  const socket = connect(Number(port), host);
  const sent = Buffer.concat(messages.flatMap((one) => [Buffer.from([one.length >> 8, one.length & 0xff]), one]));
  if (inBytes) for (const byte of sent) socket.write(Buffer.from([byte]));
  else socket.write(sent);
  const answers: Buffer[] = [];
  let received = Buffer.alloc(0);
  for await (const chunk of socket) {
    received = Buffer.concat([received, chunk]);
    while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
      const end = 2 + received.readUInt16BE(0);
      answers.push(received.subarray(2, end));
      received = received.subarray(end);
    }
    if (answers.length === messages.length) break;
  }
  socket.destroy();
  return answers;
}

/** Asks over UDP and decodes. Throws when nothing came. */
export async function ask(
  address: string,
  name: string,
  type: RecordType,
  asking: Asking = {},
): Promise<DecodedPacket> {
  const bytes = await overUdp(address, questionFor(name, type, asking));
  if (bytes === undefined) throw new Error(`nothing came for ${name} ${type}`);
  return decode(bytes);
}

/** `rcode` by name, and what was answered in short: `example.com MX`. */
export function inShort(packet: DecodedPacket): { readonly rcode: unknown; readonly answers: readonly string[] } {
  const rcode = (packet as unknown as { readonly rcode: string }).rcode;
  return { rcode, answers: (packet.answers ?? []).map(({ name, type }) => `${name} ${type}`) };
}
