import { isIssuerOf } from '../../analysis/certificate/chain-order.ts';
import type { CertificateFacts } from '../../analysis/certificate/read-certificate.ts';
import type { TlsEndpoint } from '../../artifacts/tls/endpoints.ts';
import type { SentCertificate, TlsDoor, TlsHandshake } from '../../core/doors/tls.ts';
import { neutraliseLine } from '../../core/text.ts';

type Shaken = Extract<TlsHandshake, { state: 'shaken' }>;
/** A handshake, and what each certificate of its chain says; `undefined` for one that cannot be read. */
export type Shown = { readonly shaken: Shaken; readonly facts: readonly (CertificateFacts | undefined)[] };
type Trust = NonNullable<TlsEndpoint['handshake']>['trust'];
type TlsEnd = NonNullable<TlsEndpoint['handshake']>['firstEnd'];

/** How certificates are read; handed in because the parser is loaded late. */
export type Parser = {
  readCertificate(der: Uint8Array): CertificateFacts | undefined;
  readCertificateFile(file: Uint8Array): readonly Uint8Array[];
};

// What the live handshake says of dates and names is judged from the certificate itself, at the audit's own time.
const judgedElsewhere = ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'ERR_TLS_CERT_ALTNAME_INVALID'];
const mostSteps = 4;
// Dates in certificates are whole seconds.
const second = 1000;

/**
 * Whether the chain as sent leads to a trusted root at `at`. Both Node's verdict on the live connection and the path found in what
 * was sent must agree; a chain that only lacks an issuer which can be fetched (RFC 5280 §4.2.2.1) is incomplete.
 */
export async function trustOf(
  door: TlsDoor,
  parser: Parser,
  { shaken, facts }: Shown,
  at: number,
  signal: AbortSignal,
): Promise<Trust> {
  const { chain, distrust } = shaken;
  const nodeTrusts = distrust === undefined && shaken.refused === undefined && shaken.clientCertificate !== 'required';
  // Node judged by the clock's time: that holds for `at` too while the issuers sent are valid then.
  const isCurrent = facts.slice(1).every((one) => isValidAt(one, at));
  if (nodeTrusts && isCurrent) return { state: 'trusted' };
  const path = door.verify(chainOf(chain), at);
  const isNodesWord = distrust !== undefined && !judgedElsewhere.includes(distrust.code);
  if (path.trusted) return isNodesWord ? { state: 'untrusted', ...distrust } : { state: 'trusted' };
  if (nodeTrusts && path.code !== 'issuer-expired') return { state: 'trusted' };
  if (path.code !== 'no-issuer') return { state: 'untrusted', code: path.code, message: path.why };
  const { missing, tries } = await fetched(door, parser, chain, at, signal);
  if (missing !== undefined) return { state: 'incomplete', issuer: missing };
  const message = tries.length === 0 ? path.why : `${path.why}; fetching it did not help: ${tries.join(', ')}`;
  return { state: 'untrusted', code: path.code, message };
}

/**
 * The first of the issuers sent that ends before the leaf and takes the trust with it. One that another path goes around, such
 * as an old cross-signature of a root, may end without harm.
 */
export function firstEndOf(door: TlsDoor, { shaken, facts }: Shown, at: number): TlsEnd {
  const [leaf, ...issuers] = facts;
  if (leaf === undefined) return undefined;
  return issuers
    .filter((one) => one !== undefined)
    .filter(({ notAfter }) => notAfter >= at && notAfter < leaf.notAfter)
    .toSorted((a, b) => a.notAfter - b.notAfter)
    .map(({ subject, notAfter }) => ({ subject, notAfter }))
    .find(({ notAfter }) => !door.verify(chainOf(shaken.chain), notAfter + second).trusted);
}

function isValidAt(facts: CertificateFacts | undefined, at: number): boolean {
  return facts !== undefined && facts.notBefore <= at && at <= facts.notAfter;
}

function chainOf(chain: readonly SentCertificate[]): readonly Uint8Array[] {
  return chain.map(({ der }) => der);
}

/** Which issuer was missing, when fetching makes the chain whole; and what came from each address, in words. */
type Fetched = { readonly missing?: string; readonly tries: readonly string[] };

async function fetched(
  door: TlsDoor,
  parser: Parser,
  chain: readonly SentCertificate[],
  at: number,
  signal: AbortSignal,
): Promise<Fetched> {
  const known = [...chainOf(chain)];
  const asked: string[] = [];
  const tries: string[] = [];
  let missing: string | undefined;
  for (let step = 0; step < mostSteps; step += 1) {
    const top = topOf(known.map((der, nth) => named(parser.readCertificate(der), nth)));
    const url = top?.issuerUrls.find((one) => !asked.includes(one));
    if (top === undefined || url === undefined) return { tries };
    asked.push(url);
    missing ??= top.issuer;
    const answer = await door.issuerFile(url, signal);
    const found = answer.state === 'failed' ? [] : parser.readCertificateFile(answer.file);
    known.push(...found);
    if (found.length > 0 && door.verify(known, at).trusted) return { missing, tries };
    const nothing = answer.state === 'failed' ? answer.detail : 'it holds no certificate';
    tries.push(`${neutraliseLine(url)} (${found.length > 0 ? 'no root is behind what came' : nothing})`);
  }
  return { tries };
}

type Named = CertificateFacts & { readonly fingerprint: string };

function named(facts: CertificateFacts | undefined, nth: number): Named | undefined {
  return facts === undefined ? undefined : { ...facts, fingerprint: String(nth) };
}

// The highest certificate that the first one leads to: its issuer is the one that is missing.
function topOf(known: readonly (Named | undefined)[]): Named | undefined {
  let top = known[0];
  for (let step = 0; step < known.length; step += 1) {
    const below = top;
    const issuer = known.find((one) => one !== undefined && below !== undefined && isIssuerOf(one, below));
    if (issuer === undefined || issuer.selfSigned) return top;
    top = issuer;
  }
  return top;
}
