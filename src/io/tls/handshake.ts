import { createHash } from 'node:crypto';
import { createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';
import type { SentCertificate, TlsHandshake, TlsServer, TlsVersion } from '../../core/doors/tls.ts';
import type { Router } from '../network/router.ts';
import { connectTo } from './connect.ts';
import { readFlight, type ServerFlight } from './flight.ts';
import type { TlsLimits } from './limits.ts';
import { groupName } from './named-groups.ts';
import { looksLikeTls } from './records.ts';
import { type Shake, shakeHands } from './shake.ts';
import { type Failed, failed, socketTrouble } from './trouble.ts';

/** What handshakes are made with. */
export type HandshakeOptions = {
  readonly router: Router;
  readonly contexts: Readonly<Record<'current' | 'lowered', SecureContext>>;
  readonly limits: TlsLimits;
};

type Shaken = Omit<Extract<TlsHandshake, { state: 'shaken' }>, 'address'>;

/**
 * How strict the client is: as Node is by default, or open to everything that OpenSSL still has. `roots` are PEM; without them
 * Node's own count.
 */
export function openContexts(roots: readonly string[] | undefined): HandshakeOptions['contexts'] {
  return {
    current: createSecureContext({ minVersion: 'TLSv1.2', ...(roots === undefined ? {} : { ca: [...roots] }) }),
    lowered: createSecureContext({ minVersion: 'TLSv1', ciphers: 'ALL:COMPLEMENTOFALL:@SECLEVEL=0' }),
  };
}

/**
 * Shakes hands as a current client does; when such a client is turned away, or turns away itself, learns the chain at a lowered
 * security level and says so. Throws the reason of an aborted signal only.
 */
export async function shake(options: HandshakeOptions, server: TlsServer, signal: AbortSignal): Promise<TlsHandshake> {
  const current = await attempt(options, 'current', server, signal);
  if (current.state === 'shaken' || !isWorthAnother(current)) return current;
  const lowered = await attempt(options, 'lowered', server, signal);
  if (lowered.state !== 'shaken') return current;
  // A line that was cut off once may have been an accident: only twice is it the server's answer.
  const again = current.why === 'reset' ? await attempt(options, 'current', server, signal) : current;
  return again.state === 'shaken' ? again : { ...withoutVerdict(lowered), refused: again.detail };
}

// A weak key, an old protocol or a small prime ends in an alert, in an error of OpenSSL's, or with some servers in a reset.
function isWorthAnother({ why }: Failed): boolean {
  return why === 'alert' || why === 'incompatible' || why === 'other' || why === 'reset';
}

// At the lowered level Node trusts what it should not.
function withoutVerdict(handshake: Extract<TlsHandshake, { state: 'shaken' }>): typeof handshake {
  const { distrust: _distrust, ...rest } = handshake;
  return rest;
}

async function attempt(
  { router, contexts, limits: { connectMs, answerMs } }: HandshakeOptions,
  level: keyof HandshakeOptions['contexts'],
  server: TlsServer,
  signal: AbortSignal,
): Promise<TlsHandshake> {
  const connected = await connectTo(router, server, connectMs, signal);
  if (connected.state === 'failed') return connected;
  const { socket: raw, address } = connected;
  const limit = AbortSignal.timeout(answerMs);
  try {
    const shaken = await shakeHands(raw, { server, context: contexts[level] }, AbortSignal.any([signal, limit]));
    signal.throwIfAborted();
    const flight = readFlight(shaken.bytes, shaken.secret);
    const { socket } = shaken;
    if (socket !== undefined) {
      const answer = { ...described(socket, flight, shaken), address };
      socket.destroy();
      return answer;
    }
    const asked = flight === undefined ? undefined : turnedAway(flight);
    if (asked !== undefined) return { ...asked, address };
    if (limit.aborted) return failed('timeout', 'the server accepted the connection and did not shake hands in time');
    if (!looksLikeTls(shaken.bytes)) return failed('not-tls', 'the server answered something that is not TLS');
    // Our own side hung up on a server that did speak TLS: visitors' clients do the same.
    return socketTrouble(shaken.error, flight === undefined ? 'other' : 'incompatible');
  } finally {
    raw.destroy();
  }
}

function described(socket: TLSSocket, flight: ServerFlight | undefined, { staple }: Shake): Shaken {
  const sent = flight?.chain;
  const error = socket.authorizationError as unknown;
  const stapled = staple ?? flight?.staple;
  const agreement = keyAgreement(socket, flight);
  return {
    state: 'shaken',
    version: (socket.getProtocol() ?? 'TLSv1.2') as TlsVersion,
    cipher: socket.getCipher().standardName,
    ...(agreement === undefined ? {} : { keyExchange: agreement }),
    chain: (sent ?? rebuilt(socket)).map(sentCertificate),
    chainFrom: sent === undefined ? 'node' : 'wire',
    ...(socket.authorized || error === null || error === undefined ? {} : { distrust: verdictOf(error) }),
    ...(stapled === undefined ? {} : { staple: stapled }),
    ...(flight?.asksForCertificate === true ? { clientCertificate: 'requested' } : {}),
  };
}

// A server that insists on a client certificate shows its own before it hangs up: that is enough to judge it by.
function turnedAway({ hello, chain, staple, asksForCertificate }: ServerFlight): Shaken | undefined {
  if (!asksForCertificate || chain === undefined) return undefined;
  return {
    state: 'shaken',
    version: hello.version,
    cipher: `0x${hello.cipher.toString(16).padStart(4, '0')}`,
    ...(hello.group === undefined ? {} : { keyExchange: groupName(hello.group) }),
    chain: chain.map(sentCertificate),
    chainFrom: 'wire',
    ...(staple === undefined ? {} : { staple }),
    clientCertificate: 'required',
  };
}

function keyAgreement(socket: TLSSocket, flight: ServerFlight | undefined): string | undefined {
  const group = flight?.hello.group;
  if (group !== undefined) return groupName(group);
  const info = socket.getEphemeralKeyInfo();
  if (info === null || !('type' in info)) return undefined;
  return info.type === 'DH' ? `DH ${info.size}` : (info.name ?? info.type);
}

function verdictOf(error: unknown): { readonly code: string; readonly message: string } {
  if (!(error instanceof Error)) return { code: String(error), message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'UNSPECIFIED';
  return { code, message: error.message };
}

// Node links each certificate to its issuer, the root to itself.
function rebuilt(socket: TLSSocket): readonly Uint8Array[] {
  const chain: Uint8Array[] = [];
  let next = socket.getPeerCertificate(true);
  while (next?.raw !== undefined && chain.length < 10) {
    chain.push(next.raw);
    if (next.issuerCertificate === next) break;
    next = next.issuerCertificate;
  }
  return chain;
}

function sentCertificate(der: Uint8Array): SentCertificate {
  return { der, sha256: createHash('sha256').update(der).digest('hex') };
}
