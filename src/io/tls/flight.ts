import { openFlight } from './handshake-keys.ts';
import { readExtensions, readerOf } from './reader.ts';
import { contentType, type HandshakeMessage, handshakeType, readMessages, readRecords } from './records.ts';
import { readServerHello, type ServerHello } from './server-hello.ts';

/** What a server said in its part of the handshake. */
export type ServerFlight = {
  readonly hello: ServerHello;
  /** DER in the order sent; absent when no Certificate message could be read. */
  readonly chain?: readonly Uint8Array[];
  readonly staple?: Uint8Array;
  readonly asksForCertificate: boolean;
};

/**
 * Reads the server's side of a handshake from the recorded bytes. TLS 1.3 needs the handshake traffic secret that Node logs.
 * `undefined` when there is no whole ServerHello. What is cut off or malformed is left out.
 */
export function readFlight(bytes: Uint8Array, secret: Buffer | undefined): ServerFlight | undefined {
  const records = readRecords(bytes) ?? [];
  const sealed = records.findIndex(({ type }) => type === contentType.changeCipherSpec);
  const hellos = messagesIn(records.filter(({ type }) => type === contentType.handshake)).flatMap(({ type, body }) =>
    type === handshakeType.serverHello ? (readServerHello(body) ?? []) : [],
  );
  const hello = hellos.at(-1);
  if (hello === undefined) return undefined;
  if (hello.version !== 'TLSv1.3') {
    // What follows ChangeCipherSpec is encrypted, but still typed as a handshake.
    const plain = sealed === -1 ? records : records.slice(0, sealed);
    return flightOf(hello, messagesIn(plain.filter(({ type }) => type === contentType.handshake)));
  }
  const encrypted = records.filter(({ type }) => type === contentType.applicationData);
  const bodies = secret === undefined ? undefined : openFlight(encrypted, hello.cipher, secret);
  return flightOf(hello, readMessages(bodies ?? []));
}

function messagesIn(records: readonly { readonly body: Uint8Array }[]): readonly HandshakeMessage[] {
  return readMessages(records.map(({ body }) => body));
}

function flightOf(hello: ServerHello, messages: readonly HandshakeMessage[]): ServerFlight {
  const bodyOf = (wanted: number): Uint8Array | undefined => messages.find(({ type }) => type === wanted)?.body;
  const certificate = bodyOf(handshakeType.certificate);
  const status = bodyOf(handshakeType.certificateStatus);
  const asksForCertificate = bodyOf(handshakeType.certificateRequest) !== undefined;
  const sent = certificate === undefined ? undefined : readCertificates(certificate, hello.version === 'TLSv1.3');
  const staple = sent?.staple ?? (status === undefined ? undefined : readStatus(status));
  return {
    hello,
    ...(sent === undefined ? {} : { chain: sent.chain }),
    ...(staple === undefined ? {} : { staple }),
    asksForCertificate,
  };
}

// Ten times a long chain: reading and ordering a hostile one stays cheap.
const mostCertificates = 100;

type Certificates = { readonly chain: readonly Uint8Array[]; readonly staple?: Uint8Array };

// TLS 1.3 puts a context before the list and extensions behind each certificate: RFC 8446 §4.4.2, RFC 5246 §7.4.2.
function readCertificates(body: Uint8Array, is13: boolean): Certificates | undefined {
  try {
    const message = readerOf(body);
    if (is13) message.vector(1);
    const list = readerOf(message.vector(3));
    const chain: Uint8Array[] = [];
    let staple: Uint8Array | undefined;
    while (list.left > 0 && chain.length < mostCertificates) {
      chain.push(list.vector(3));
      const status = is13 ? readExtensions(list.vector(2)).get(5) : undefined;
      if (status !== undefined && chain.length === 1) staple = readStatus(status);
    }
    return staple === undefined ? { chain } : { chain, staple };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

// CertificateStatus: https://www.rfc-editor.org/rfc/rfc6066#section-8
function readStatus(body: Uint8Array): Uint8Array | undefined {
  try {
    const reader = readerOf(body);
    return reader.number(1) === 1 ? reader.vector(3) : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
