import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { isIP } from 'node:net';
import type { TlsServer, TlsVersion } from '../../core/doors/tls.ts';
import { contentType } from './records.ts';
import { numberOf } from './server-hello.ts';

// X25519, P-256, P-384, P-521, X448, X25519MLKEM768. https://www.iana.org/assignments/tls-parameters/tls-parameters.xhtml#tls-parameters-8
const groups = [0x001d, 0x0017, 0x0018, 0x0019, 0x001e, 0x11ec];

// ECDSA, RSA-PSS, RSA, Ed25519 and Ed448 with SHA-2, then with SHA-1 and DSA, which old servers have.
const signatures = [
  ...[0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0809, 0x080a, 0x080b],
  ...[0x0401, 0x0501, 0x0601, 0x0807, 0x0808, 0x0203, 0x0201, 0x0202],
];

/**
 * The record of a ClientHello, made by hand since no library sends SSL 3 or export suites any more. `ciphers` are IANA numbers in
 * the order of preference. https://www.rfc-editor.org/rfc/rfc8446#section-4.1.2
 */
export function clientHello({ host }: TlsServer, version: TlsVersion, ciphers: readonly number[]): Buffer {
  const is13 = version === 'TLSv1.3';
  const legacy = is13 ? numberOf('TLSv1.2') : numberOf(version);
  const extensions = version === 'SSLv3' ? [] : [vector(2, Buffer.concat(extensionsFor(host, is13)))];
  const body = Buffer.concat([
    numbers([legacy]),
    randomBytes(32),
    vector(1, is13 ? randomBytes(32) : Buffer.alloc(0)),
    vector(2, numbers(ciphers)),
    vector(1, Buffer.from([0])),
    ...extensions,
  ]);
  const message = Buffer.concat([Buffer.from([1]), vector(3, body)]);
  // RFC 8446 §5.1: the first record says TLS 1.0 for the sake of old servers.
  const recordVersion = version === 'SSLv3' ? legacy : numberOf('TLSv1');
  return Buffer.concat([Buffer.from([contentType.handshake]), numbers([recordVersion]), vector(2, message)]);
}

function extensionsFor(host: string, is13: boolean): readonly Buffer[] {
  const name = vector(2, Buffer.concat([Buffer.from([0]), vector(2, Buffer.from(host, 'latin1'))]));
  return [
    // RFC 6066 §3: an address is no name.
    ...(isIP(host) === 0 ? [extension(0, name)] : []),
    extension(10, vector(2, numbers(groups))),
    extension(11, vector(1, Buffer.from([0]))),
    extension(13, vector(2, numbers(signatures))),
    ...(is13
      ? [extension(43, vector(1, numbers([numberOf('TLSv1.3')]))), extension(51, vector(2, keyShare()))]
      : [extension(0xff01, vector(1, Buffer.alloc(0)))]),
  ];
}

// A real key: some servers check that the point lies on the curve before they answer.
function keyShare(): Buffer {
  const { publicKey } = generateKeyPairSync('x25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return Buffer.concat([numbers([0x001d]), vector(2, raw)]);
}

function extension(type: number, data: Buffer): Buffer {
  return Buffer.concat([numbers([type]), vector(2, data)]);
}

function numbers(list: readonly number[]): Buffer {
  return Buffer.from(list.flatMap((number) => [number >> 8, number & 255]));
}

function vector(lengthBytes: 1 | 2 | 3, content: Buffer): Buffer {
  const length = Buffer.alloc(lengthBytes);
  length.writeUIntBE(content.length, 0, lengthBytes);
  return Buffer.concat([length, content]);
}
