import type { TlsCertificate, TlsEndpoint } from '../../artifacts/tls/endpoints.ts';
import type { FindingOf, Severity } from '../../core/finding.ts';
import { listOf, neutraliseLine } from '../../core/text.ts';
import { said } from '../site-answers/said.ts';
import { isAnswer, placeOf } from '../tls-answers/reach.ts';
import { isoDay, lifeInDays, longestLife } from './lifetime.ts';
import { matchesHost } from './matches-host.ts';

/** A sentence a fault, for every check that judges certificates. */
export const certificateMessages = {
  'not-tls': '{host} answers without TLS at its TLS port.',
  'no-handshake': '{host} turns every client away: {detail}.',
  unreadable: '{host} shows no certificate that can be read.',
  expired: 'The certificate of {host} expired on {day}.',
  'not-yet-valid': 'The certificate of {host} is valid only from {day}.',
  'wrong-host': 'The certificate of {host} is for other names.',
  'common-name-only': 'The certificate of {host} has its name only in the common name, where browsers do not look.',
  'self-signed': 'The certificate of {host} is signed by itself alone.',
  untrusted: 'Browsers do not trust the certificate of {host}: {detail}.',
  incomplete: '{host} does not send the certificate of {issuer}, without which many clients cannot verify it.',
  'weak-key': 'The chain of {host} has a key that is too short: {detail}.',
  'weak-signature': 'The chain of {host} has a signature that no longer counts: {detail}.',
  'wrong-usage': 'The certificate of {host} is not made for servers.',
  'over-long': 'The certificate of {host} lives for {days} days; {limit} are allowed.',
  'no-staple': 'The certificate of {host} demands a stapled OCSP answer, and the server sends none.',
  'wrong-order': '{host} sends its certificates in the wrong order.',
  'extra-certificates': '{host} sends certificates that do not belong to its chain.',
} as const;

type Key = keyof typeof certificateMessages;
type Fault = FindingOf<Key>;
type Handshake = NonNullable<TlsEndpoint['handshake']>;

/** What is wrong with a host's certificate and chain at `at` (milliseconds since 1970). Faults without a severity are as bad as the check. */
export function certificateFaults(endpoint: TlsEndpoint, at: number): readonly Fault[] {
  const { host, trouble, handshake } = endpoint;
  const place = placeOf(endpoint);
  if (handshake === undefined) return trouble === undefined ? [] : troubleFaults(host, trouble, place);
  const [leaf] = handshake.chain;
  if (leaf === undefined) return [];
  const found: readonly (Finding | undefined)[] = [
    ...ownFaults(host, leaf, handshake, at),
    ...weakFaults(handshake),
    trustFault(leaf, handshake),
    orderFault(handshake),
  ];
  const shown = describeCertificate(leaf);
  return found.flatMap((one) => (one === undefined ? [] : [finding(host, place, shown, one)]));
}

type Finding = {
  readonly key: Key;
  readonly data?: FindingOf<Key>['data'];
  readonly evidence?: string;
  readonly severity?: Severity;
};

function finding(host: string, at: Fault['at'], shown: string, { key, data, evidence, severity }: Finding): Fault {
  return {
    key,
    data: { host, ...data },
    at,
    evidence: evidence ?? shown,
    ...(severity === undefined ? {} : { severity }),
  };
}

function troubleFaults(host: string, trouble: NonNullable<TlsEndpoint['trouble']>, at: Fault['at']): readonly Fault[] {
  if (!isAnswer(trouble)) return [];
  const keys = { 'not-tls': 'not-tls', unreadable: 'unreadable' } as const;
  const key = trouble.why === 'not-tls' || trouble.why === 'unreadable' ? keys[trouble.why] : 'no-handshake';
  return [finding(host, at, trouble.detail, { key, data: { detail: trouble.detail } })];
}

function ownFaults(
  host: string,
  leaf: TlsCertificate,
  { matches, stapled }: Handshake,
  at: number,
): readonly (Finding | undefined)[] {
  const limit = longestLife(leaf.notBefore);
  const days = lifeInDays(leaf);
  const isOverLong = limit !== undefined && days > limit && !leaf.selfSigned;
  const { names, commonName } = leaf;
  const isNameless = names.length === 0 && commonName !== undefined && matchesHost([commonName], host);
  return [
    leaf.notAfter < at ? { key: 'expired', data: { day: isoDay(leaf.notAfter) } } : undefined,
    leaf.notBefore > at ? { key: 'not-yet-valid', data: { day: isoDay(leaf.notBefore) } } : undefined,
    matches ? undefined : { key: isNameless ? 'common-name-only' : 'wrong-host' },
    leaf.serverAuth ? undefined : { key: 'wrong-usage' },
    // Browsers turn away what outlives the oldest of these limits; the later ones bind the authorities.
    isOverLong ? { key: 'over-long', data: { days, limit }, ...(days > 398 ? {} : { severity: 'high' }) } : undefined,
    leaf.mustStaple && !stapled ? { key: 'no-staple', severity: 'high' } : undefined,
  ];
}

function weakFaults({ chain }: Handshake): readonly (Finding | undefined)[] {
  // A root is trusted for what it is; its own signature proves nothing.
  const judged = chain.filter(({ selfSigned }, nth) => nth === 0 || !selfSigned);
  const key = judged.find(hasWeakKey);
  const signature = judged.find(hasWeakSignature);
  return [
    key === undefined
      ? undefined
      : { key: 'weak-key', data: { detail: describeKey(key) }, evidence: describeCertificate(key) },
    signature === undefined
      ? undefined
      : { key: 'weak-signature', data: { detail: signature.signature }, evidence: describeCertificate(signature) },
  ];
}

function hasWeakKey({ key: { type, bits } }: TlsCertificate): boolean {
  if (bits === undefined) return false;
  return (type === 'RSA' && bits < 2048) || (type === 'EC' && bits < 256);
}

function hasWeakSignature({ signature }: TlsCertificate): boolean {
  return /\b(?:MD[245]|SHA-?1)$/i.test(signature);
}

function trustFault(leaf: TlsCertificate, handshake: Handshake): Finding | undefined {
  const { trust, chain } = handshake;
  if (trust.state === 'trusted') return undefined;
  if (trust.state === 'incomplete') {
    const evidence = `sent: ${listOf(chain.map(({ subject }) => said(subject)))}; missing: ${said(trust.issuer)}`;
    return { key: 'incomplete', data: { issuer: neutraliseLine(trust.issuer, 120) }, evidence };
  }
  if (trust.code === 'self-signed' || trust.code === 'DEPTH_ZERO_SELF_SIGNED_CERT') return { key: 'self-signed' };
  return isExplained(trust.code, leaf, handshake)
    ? undefined
    : { key: 'untrusted', data: { detail: distrustWords.get(trust.code) ?? neutraliseLine(trust.message) } };
}

// For the codes that come from OpenSSL without words. https://docs.openssl.org/master/man3/X509_STORE_CTX_get_error/
const distrustWords: ReadonlyMap<string, string> = new Map([
  ['INVALID_PURPOSE', 'its key usage or extended key usage is not that of a server’s certificate'],
  ['INVALID_CA', 'an issuer in its chain may not issue certificates'],
  ['PATH_LENGTH_EXCEEDED', 'its chain is longer than one of its issuers allows'],
  ['CERT_REVOKED', 'it is revoked'],
  ['CERT_REJECTED', 'an authority in its chain does not stand for servers'],
  ['CERT_SIGNATURE_FAILURE', 'a signature in its chain does not fit'],
  [
    'UNSPECIFIED',
    'it breaks a rule that clients enforce: often a critical extension that they do not know, or a name that its issuer may not certify',
  ],
]);

// What distrust a fault of its own already names. OpenSSL has no code for weak signatures and keys.
function isExplained(code: string, leaf: TlsCertificate, handshake: Handshake): boolean {
  if (code === 'INVALID_PURPOSE') return !leaf.serverAuth;
  const isWeakness = ['weak-signature', 'weak-key', 'UNSPECIFIED', 'CA_MD_TOO_WEAK', 'EE_KEY_TOO_SMALL'].includes(code);
  return isWeakness && weakFaults(handshake).some((one) => one !== undefined);
}

function orderFault({ order, chain }: Handshake): Finding | undefined {
  const evidence = `as sent: ${listOf(chain.map(({ subject }) => said(subject)))}`;
  if (order === 'wrong') return { key: 'wrong-order', evidence, severity: 'medium' };
  return order === 'extra' ? { key: 'extra-certificates', evidence, severity: 'low' } : undefined;
}

/** A certificate in one line: subject, issuer, names, dates, key and signature. */
export function describeCertificate(certificate: TlsCertificate): string {
  const { subject, issuerName, names, notBefore, notAfter, signature } = certificate;
  const named = names.length === 0 ? 'no names' : `names ${listOf(names.map((name) => said(name)))}`;
  const dates = `${isoDay(notBefore)} to ${isoDay(notAfter)}`;
  return neutraliseLine(
    `${said(subject) || 'no subject'}; by ${said(issuerName)}; ${named}; ${dates}; ${describeKey(certificate)}; ${signature}`,
    600,
  );
}

function describeKey({ key: { type, bits, curve } }: TlsCertificate): string {
  if (curve !== undefined) return `${type} ${curve}`;
  return bits === undefined ? type : `${type} ${bits} bits`;
}
