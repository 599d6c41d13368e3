import { randomInt } from 'node:crypto';
import dnsPacket from 'dns-packet';
import type { DnsType } from '../../core/doors/dns.ts';
import type { WireName } from './name.ts';

/** What is asked. Without `recursion` (RD) only what the server itself knows is asked for. */
export type Question = {
  readonly name: WireName;
  readonly type: DnsType;
  readonly recursion: boolean;
  readonly checkingDisabled: boolean;
};

/** A message as it is sent. `mixed`: the case of the name is random, and an honest answer repeats it. */
export type Query = { readonly bytes: Buffer; readonly mixed: boolean; readonly type: DnsType };

/** `id` is random unless given: DNS over HTTPS wants 0, so that caches work (RFC 8484 §4.1). */
export type QueryForm = { readonly edns: boolean; readonly mixed: boolean; readonly id?: number };

/** Where the question begins in every message. */
export const headerBytes = 12;

/** The size of UDP answers that is asked for: it passes every network uncut. https://www.dnsflagday.net/2020/ */
const payloadBytes = 1232;

/** Writes a question with AD, and with DO where EDNS is spoken (RFC 6840 §5.7, RFC 3225). */
export function encodeQuery(question: Question, form: QueryForm): Query {
  const { name, type, recursion, checkingDisabled } = question;
  const flags =
    dnsPacket.AUTHENTIC_DATA |
    (recursion ? dnsPacket.RECURSION_DESIRED : 0) |
    (checkingDisabled ? dnsPacket.CHECKING_DISABLED : 0);
  // A name of the same shape holds the place: dns-packet knows no escapes and takes every dot for a border.
  const standIn = name.labels.map((label) => 'x'.repeat(label.length)).join('.') || '.';
  const bytes = dnsPacket.encode({
    type: 'query',
    id: form.id ?? randomInt(0x10000),
    flags,
    questions: [{ name: standIn, type, class: 'IN' }],
    additionals: form.edns ? [edns()] : [],
  });
  let at = headerBytes;
  for (const label of name.labels) {
    (form.mixed ? randomCase(label) : label).copy(bytes, at + 1);
    at += label.length + 1;
  }
  return { bytes, mixed: form.mixed, type };
}

function edns(): dnsPacket.OptAnswer {
  const flags = dnsPacket.DNSSEC_OK;
  return {
    type: 'OPT',
    name: '.',
    udpPayloadSize: payloadBytes,
    extendedRcode: 0,
    ednsVersion: 0,
    flags,
    flag_do: true,
    options: [],
  };
}

function randomCase(label: Buffer): Buffer {
  return Buffer.from(label.map((byte) => (byte >= 0x61 && byte <= 0x7a && randomInt(2) === 1 ? byte - 0x20 : byte)));
}
