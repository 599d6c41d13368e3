import type { DnsRecord, DnsType } from '../../core/doors/dns.ts';
import { type ExtendedError, readExtendedErrors } from './extended-error.ts';
import { readName } from './name.ts';
import { headerBytes } from './query.ts';
import { readRecord } from './record-data.ts';

/** An answer, read as far as one question needs it. The sections of a truncated one are left out. */
export type Message = {
  /** TC: the rest did not fit. */
  readonly truncated: boolean;
  /** AA */
  readonly authoritative: boolean;
  /** AD */
  readonly authenticated: boolean;
  /** RA: the server asks on for others. */
  readonly recursive: boolean;
  /** `NOERROR`, `NXDOMAIN`, `SERVFAIL`, …, `RCODE 23` for one without a name. */
  readonly rcode: string;
  readonly spokeEdns: boolean;
  readonly errors: readonly ExtendedError[];
  /** Records of the type that was asked for, and CNAME; whoever owns them. Each is there once (RFC 2181 §5). */
  readonly answers: readonly DnsRecord[];
  /** NS and SOA of the authority section. */
  readonly authority: readonly DnsRecord[];
  /** Length of the whole message. */
  readonly bytes: number;
};

// https://www.iana.org/assignments/dns-parameters/dns-parameters.xhtml#dns-parameters-6
const rcodes = 'NOERROR FORMERR SERVFAIL NXDOMAIN NOTIMP REFUSED YXDOMAIN YXRRSET NXRRSET NOTAUTH NOTZONE'.split(' ');
const typeNames: ReadonlyMap<number, DnsType> = new Map([
  [1, 'A'],
  [2, 'NS'],
  [5, 'CNAME'],
  [6, 'SOA'],
  [12, 'PTR'],
  [15, 'MX'],
  [16, 'TXT'],
  [28, 'AAAA'],
  [43, 'DS'],
  [48, 'DNSKEY'],
  [257, 'CAA'],
]);
const optType = 41;
const classIn = 1;

/**
 * Reads an answer to a question of `type`. The sections are walked here and not by dns-packet, which believes no record
 * length and fails the whole message for one odd record of a type that nobody asked for. Throws what a bad message provokes.
 */
export function readMessage(bytes: Buffer, type: DnsType): Message {
  const flags = bytes.readUInt16BE(2);
  const head = {
    truncated: (flags & 0x0200) !== 0,
    authoritative: (flags & 0x0400) !== 0,
    authenticated: (flags & 0x0020) !== 0,
    recursive: (flags & 0x0080) !== 0,
    bytes: bytes.length,
  };
  if (head.truncated) {
    const rcode = rcodeName(flags & 0xf);
    return { ...head, rcode, spokeEdns: false, errors: [], answers: [], authority: [] };
  }

  const questions = skipQuestions(bytes);
  const answers = readSection(bytes, questions, bytes.readUInt16BE(6), new Set([type, 'CNAME']));
  const authority = readSection(bytes, answers.end, bytes.readUInt16BE(8), new Set(['NS', 'SOA']));
  const additional = readSection(bytes, authority.end, bytes.readUInt16BE(10), new Set());
  const { edns } = additional;
  return {
    ...head,
    rcode: rcodeName(((edns?.rcode ?? 0) << 4) | (flags & 0xf)),
    spokeEdns: edns !== undefined,
    errors: edns?.errors ?? [],
    answers: withoutRepeats(answers.records),
    authority: withoutRepeats(authority.records),
  };
}

type Edns = { readonly rcode: number; readonly errors: readonly ExtendedError[] };
type Section = { readonly records: readonly DnsRecord[]; readonly edns: Edns | undefined; readonly end: number };

function skipQuestions(bytes: Buffer): number {
  let at = headerBytes;
  for (let left = bytes.readUInt16BE(4); left > 0; left -= 1) at = readName(bytes, at).end + 4;
  return at;
}

function readSection(bytes: Buffer, from: number, count: number, wanted: ReadonlySet<DnsType>): Section {
  const records: DnsRecord[] = [];
  let edns: Edns | undefined;
  let at = from;
  for (let left = count; left > 0; left -= 1) {
    const owner = readName(bytes, at);
    const type = bytes.readUInt16BE(owner.end);
    const dataAt = owner.end + 10;
    const length = bytes.readUInt16BE(owner.end + 8);
    const end = dataAt + length;
    if (end > bytes.length) throw new RangeError('a record is cut off');
    const known = typeNames.get(type);
    if (type === optType) {
      edns = { rcode: bytes.readUInt8(owner.end + 4), errors: readExtendedErrors(bytes.subarray(dataAt, end)) };
    } else if (known !== undefined && wanted.has(known) && bytes.readUInt16BE(owner.end + 2) === classIn) {
      const owned = { name: owner.text, ttl: readTtl(bytes, owner.end + 4) };
      // Cut at the record's end, so that no data is read out of the one behind it.
      records.push(readRecord(owned, known, { bytes: bytes.subarray(0, end), at: dataAt, length }));
    }
    at = end;
  }
  return { records, edns, end: at };
}

// RFC 2181 §8: a TTL with its highest bit set counts as 0.
function readTtl(bytes: Buffer, at: number): number {
  const ttl = bytes.readUInt32BE(at);
  return ttl > 0x7fffffff ? 0 : ttl;
}

function rcodeName(code: number): string {
  if (code === 16) return 'BADVERS';
  return rcodes[code] ?? `RCODE ${code}`;
}

function withoutRepeats(records: readonly DnsRecord[]): readonly DnsRecord[] {
  return [...new Map(records.map((record) => [JSON.stringify({ ...record, ttl: 0 }), record])).values()];
}
