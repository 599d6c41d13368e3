import type { TlsVersion } from '../../core/doors/tls.ts';
import { readExtensions, readerOf } from './reader.ts';

/** What a ServerHello chose. `group`: the named group of a TLS 1.3 key share. */
export type ServerHello = {
  readonly version: TlsVersion;
  readonly cipher: number;
  readonly group?: number;
  /** A HelloRetryRequest has the shape of a ServerHello; the version and the suite in it are chosen for good. */
  readonly retry: boolean;
};

// SHA-256 of "HelloRetryRequest", https://www.rfc-editor.org/rfc/rfc8446#section-4.1.3
const retryRandom = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';

const versions: ReadonlyMap<number, TlsVersion> = new Map([
  [0x0300, 'SSLv3'],
  [0x0301, 'TLSv1'],
  [0x0302, 'TLSv1.1'],
  [0x0303, 'TLSv1.2'],
  [0x0304, 'TLSv1.3'],
]);

/** The number that a version has on the wire. */
export function numberOf(version: TlsVersion): number {
  for (const [number, name] of versions) if (name === version) return number;
  return 0x0303;
}

/** Reads a ServerHello of any version; `undefined` when it is cut off or names a version that does not exist. */
export function readServerHello(body: Uint8Array): ServerHello | undefined {
  try {
    const reader = readerOf(body);
    const legacyVersion = reader.number(2);
    const random = Buffer.from(reader.bytes(32)).toString('hex');
    reader.vector(1);
    const cipher = reader.number(2);
    reader.number(1);
    const extensions = readExtensions(reader.left > 0 ? reader.vector(2) : new Uint8Array());
    const chosen = extensions.get(43);
    const version = versions.get(chosen === undefined ? legacyVersion : readerOf(chosen).number(2));
    if (version === undefined) return undefined;
    const share = extensions.get(51);
    const group = share === undefined ? {} : { group: readerOf(share).number(2) };
    return { version, cipher, ...group, retry: random === retryRandom };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
