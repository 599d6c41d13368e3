import type { TlsOffer, TlsVersion } from '../../core/doors/tls.ts';
import { readerOf } from './reader.ts';
import { contentType, handshakeType, looksLikeTls, readMessages, readRecords, type TlsRecord } from './records.ts';
import { numberOf, readServerHello } from './server-hello.ts';
import { failed } from './trouble.ts';

// https://www.iana.org/assignments/tls-parameters/tls-parameters.xhtml#tls-parameters-6
const alerts: ReadonlyMap<number, string> = new Map([
  [0, 'close notify'],
  [10, 'unexpected message'],
  [40, 'handshake failure'],
  [47, 'illegal parameter'],
  [50, 'decode error'],
  [70, 'protocol version'],
  [71, 'insufficient security'],
  [80, 'internal error'],
  [86, 'inappropriate fallback'],
  [109, 'missing extension'],
  [112, 'unrecognized name'],
]);

const warning = 1;

/** What the bytes that have come so far mean; `undefined`: more is needed. */
export function readAnswer(bytes: Uint8Array, version: TlsVersion, ciphers: readonly number[]): TlsOffer | undefined {
  const records = readRecords(bytes);
  if (records === undefined || !looksLikeTls(bytes)) return notTls();
  const messages = readMessages(records.filter(({ type }) => type === contentType.handshake).map(({ body }) => body));
  const [first] = messages;
  if (first === undefined) return fatalAlert(records);
  if (first.type !== handshakeType.serverHello) return failed('other', 'the server answered out of turn');
  const hello = readServerHello(first.body);
  if (hello === undefined) return failed('other', 'the server’s answer is malformed');
  if (numberOf(hello.version) > numberOf(version))
    return failed('other', 'the server chose a version that was not offered');
  if (!ciphers.includes(hello.cipher)) return failed('other', 'the server chose a cipher suite that was not offered');
  const accepted = { state: 'accepted', version: hello.version, cipher: hello.cipher } as const;
  if (hello.version === 'TLSv1.3' || !usesFiniteField(hello.cipher)) return accepted;
  const exchange = messages.find(({ type }) => type === handshakeType.serverKeyExchange);
  if (exchange !== undefined) return { ...accepted, ...primeOf(exchange.body) };
  const isOver = messages.some(({ type }) => type === handshakeType.serverHelloDone);
  return isOver || fatalAlert(records) !== undefined ? accepted : undefined;
}

/** What it means that the connection ended before the answer was whole. */
export function cutShort(bytes: Uint8Array, how: 'closed' | 'reset'): TlsOffer {
  if (!looksLikeTls(bytes)) return notTls();
  return { state: 'declined', how, detail: `the connection was ${how} after the hello` };
}

function notTls(): TlsOffer {
  return failed('not-tls', 'the server answered something that is not TLS');
}

// A warning (an unrecognized name, mostly) goes before an answer, and does not replace it.
function fatalAlert(records: readonly TlsRecord[]): TlsOffer | undefined {
  for (const { type, body } of records) {
    const [level, code = 0] = body;
    if (type !== contentType.alert || (level === warning && code !== 0)) continue;
    return { state: 'declined', how: 'alert', detail: `alert: ${alerts.get(code) ?? code}` };
  }
  return undefined;
}

// ServerDHParams begins with the prime. https://www.rfc-editor.org/rfc/rfc5246#section-7.4.3
function primeOf(exchange: Uint8Array): { readonly dhBits?: number } {
  try {
    const prime = readerOf(exchange).vector(2);
    const first = prime.findIndex((byte) => byte !== 0);
    if (first === -1) return {};
    return { dhBits: (prime.length - first) * 8 - Math.clz32(prime[first] ?? 0) + 24 };
  } catch (error) {
    if (error instanceof RangeError) return {};
    throw error;
  }
}

// DHE_DSS, DHE_RSA and DH_anon: 3DES and older, AES-CBC, Camellia, SEED, AES-GCM, then CCM and ChaCha20.
// https://www.iana.org/assignments/tls-parameters/tls-parameters.xhtml#tls-parameters-4
const finiteField: readonly (readonly [first: number, last: number])[] = [
  [0x0011, 0x001b],
  [0x0032, 0x0034],
  [0x0038, 0x003a],
  [0x0040, 0x0040],
  [0x0044, 0x0046],
  [0x0067, 0x0067],
  [0x006a, 0x006d],
  [0x0087, 0x0089],
  [0x0099, 0x009b],
  [0x009e, 0x009f],
  [0x00a2, 0x00a3],
  [0x00a6, 0x00a7],
  [0x00bd, 0x00bf],
  [0x00c3, 0x00c5],
  [0xc052, 0xc053],
  [0xc09e, 0xc09f],
  [0xc0a2, 0xc0a3],
  [0xccaa, 0xccaa],
];

function usesFiniteField(cipher: number): boolean {
  return finiteField.some(([first, last]) => cipher >= first && cipher <= last);
}
