import { type Answer, type DecodedPacket, decode, encode, type RecordType } from 'dns-packet';
import type { ZoneRecord } from './zone.ts';

/** How a message came. Over UDP an answer has to fit. */
export type Transport = 'udp' | 'tcp';

/** A question as a server sees it. */
export type Query = {
  readonly id: number;
  /** As spelled by the client: the answer repeats it, for those who check the case (0x20). */
  readonly spelled: string;
  /** In lower case, without the dot at the end. */
  readonly name: string;
  readonly type: RecordType;
  readonly recursionDesired: boolean;
  readonly authenticData: boolean;
  readonly checkingDisabled: boolean;
  /** EDNS (RFC 6891), when the client speaks it. */
  readonly edns?: { readonly size: number; readonly version: number; readonly dnssecOk: boolean };
};

/** Response codes by their names (RFC 6895, section 2.3). */
export type Rcode = keyof typeof rcodes;

export type Reply = {
  readonly rcode: Rcode;
  readonly authoritative?: boolean;
  readonly recursionAvailable?: boolean;
  readonly authenticated?: boolean;
  readonly answers?: readonly ZoneRecord[];
  readonly authorities?: readonly ZoneRecord[];
  readonly additionals?: readonly ZoneRecord[];
  /** Extended DNS error (RFC 8914). */
  readonly extendedError?: { readonly code: number; readonly text: string };
  /** Sets TC and leaves the records out, whatever their size. */
  readonly truncated?: boolean;
};

const rcodes = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5, BADVERS: 16 } as const;
const flags = { authoritative: 0x400, truncated: 0x200, recursionDesired: 0x100, recursionAvailable: 0x80 } as const;
const securityFlags = { authenticData: 0x20, checkingDisabled: 0x10 } as const;

/** What these servers send over UDP at most; a client may want less (https://www.dnsflagday.net/2020/). */
const serverSize = 1_232;
const sizeWithoutEdns = 512;

/** Reads a message: the question, the error to answer with, or `undefined` for what deserves no answer at all. */
export function readQuery(bytes: Buffer): Query | { readonly id: number; readonly rcode: Rcode } | undefined {
  if (bytes.length < 12 || (bytes.readUInt8(2) & 0x80) !== 0) return undefined;
  const id = bytes.readUInt16BE(0);
  if ((bytes.readUInt8(2) & 0x78) !== 0) return { id, rcode: 'NOTIMP' };
  const message = decoded(bytes);
  const [question, ...more] = message?.questions ?? [];
  if (message === undefined || question === undefined || more.length > 0) return { id, rcode: 'FORMERR' };
  // Zone transfers, ANY (RFC 8482) and other classes are nothing that these servers give to strangers.
  if (question.class !== 'IN' || closedTypes.includes(question.type)) return { id, rcode: 'REFUSED' };
  const opt = message.additionals?.find((one) => one.type === 'OPT');
  return {
    id,
    spelled: question.name,
    name: question.name.toLowerCase().replace(/\.$/, ''),
    type: question.type,
    recursionDesired: message.flag_rd,
    authenticData: message.flag_ad,
    checkingDisabled: message.flag_cd,
    ...(opt?.type === 'OPT'
      ? { edns: { size: opt.udpPayloadSize, version: opt.ednsVersion, dnssecOk: opt.flag_do } }
      : {}),
  };
}

/** Encodes the reply; over UDP one that is too long becomes an empty one with TC set (RFC 2181, section 9). */
export function writeReply(query: Query, reply: Reply, transport: Transport): Buffer {
  if (reply.truncated === true) return encoded(query, { ...reply, ...noRecords }, true);
  const whole = encoded(query, reply, false);
  const limit = query.edns === undefined ? sizeWithoutEdns : Math.min(Math.max(query.edns.size, 512), serverSize);
  if (transport === 'tcp' || whole.length <= limit) return whole;
  return encoded(query, { ...reply, ...noRecords }, true);
}

/** A bare header with an error, for a message whose question could not be read. */
export function writeError(id: number, rcode: Rcode): Buffer {
  return encode({ type: 'response', id, flags: rcodes[rcode] & 0xf });
}

const closedTypes: readonly string[] = ['AXFR', 'IXFR', 'ANY'];
const noRecords = { answers: [], authorities: [], additionals: [] };

function decoded(bytes: Buffer): DecodedPacket | undefined {
  try {
    return decode(bytes);
  } catch {
    // The library throws whatever it trips over; a server's answer to that is FORMERR.
    return undefined;
  }
}

function encoded(query: Query, reply: Reply, isTruncated: boolean): Buffer {
  const asSpelled = (record: ZoneRecord): ZoneRecord => {
    const name = record.name === query.name ? query.spelled : record.name;
    return { ...record, name: name === '' ? '.' : name };
  };
  const additionals: Answer[] = (reply.additionals ?? []).map(asSpelled);
  if (query.edns !== undefined) additionals.push(optOf(query.edns, reply));
  return encode({
    type: 'response',
    id: query.id,
    flags: flagsOf(query, reply, isTruncated),
    questions: [{ name: query.spelled, type: query.type, class: 'IN' }],
    answers: (reply.answers ?? []).map(asSpelled),
    authorities: (reply.authorities ?? []).map(asSpelled),
    additionals,
  });
}

function flagsOf(query: Query, reply: Reply, isTruncated: boolean): number {
  let bits = rcodes[reply.rcode] & 0xf;
  if (reply.authoritative === true) bits |= flags.authoritative;
  if (isTruncated) bits |= flags.truncated;
  if (query.recursionDesired) bits |= flags.recursionDesired;
  if (reply.recursionAvailable === true) bits |= flags.recursionAvailable;
  if (reply.authenticated === true) bits |= securityFlags.authenticData;
  if (query.checkingDisabled) bits |= securityFlags.checkingDisabled;
  return bits;
}

function optOf({ dnssecOk }: NonNullable<Query['edns']>, { rcode, extendedError }: Reply): Answer {
  const options = extendedError === undefined ? [] : [{ code: 15, data: errorData(extendedError) }];
  return {
    name: '.',
    type: 'OPT',
    udpPayloadSize: serverSize,
    extendedRcode: rcodes[rcode] >> 4,
    ednsVersion: 0,
    flags: dnssecOk ? 0x8000 : 0,
    flag_do: dnssecOk,
    // The library writes any option that has a code and data; its types list only some by name.
    options: options as never[],
  };
}

function errorData({ code, text }: { readonly code: number; readonly text: string }): Buffer {
  return Buffer.concat([Buffer.from([code >> 8, code & 0xff]), Buffer.from(text)]);
}
