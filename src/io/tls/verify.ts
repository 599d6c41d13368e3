import { X509Certificate } from 'node:crypto';
import type { TlsDistrust, TlsVerification } from '../../core/doors/tls.ts';
import { neutraliseLine } from '../../core/text.ts';

/** Trusted roots by their subject, read from PEM. What is no certificate is left out. */
export type Roots = ReadonlyMap<string, readonly X509Certificate[]>;

/** Reads roots once for many questions. A PEM text may hold several. */
export function readRoots(pems: readonly string[]): Roots {
  const roots = new Map<string, X509Certificate[]>();
  for (const pem of pems.flatMap(certificatesIn)) {
    const root = readCertificate(pem);
    if (root !== undefined) roots.set(root.subject, [...(roots.get(root.subject) ?? []), root]);
  }
  return roots;
}

function certificatesIn(pem: string): readonly string[] {
  return pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
}

type Distrust = Extract<TlsVerification, { trusted: false }>;
type Search = {
  readonly roots: Roots;
  readonly sent: readonly X509Certificate[];
  readonly at: number;
  /** Signatures that may still be tried: authorities that certify each other make more paths than there is time. */
  left: number;
};

// Real chains have two or three certificates between the leaf and the root.
const mostSteps = 8;
const mostSignatures = 200;

/**
 * Looks for a path from the first certificate to a root, at the strength of OpenSSL's default level. Node can judge a chain only
 * by its own clock and on a live connection: this answers for any time, and for certificates fetched afterwards. Name constraints
 * and policies are left to Node's verdict on the live connection. https://www.rfc-editor.org/rfc/rfc5280#section-6.1
 */
export function findPath(roots: Roots, chain: readonly Uint8Array[], at: number): TlsVerification {
  const [leaf, ...others] = chain.map(readCertificate);
  if (leaf === undefined) return distrust('unreadable', 'the certificate cannot be read');
  const sent = others.filter((one) => one !== undefined);
  if (isRoot(leaf, roots)) return { trusted: true };
  return climb({ roots, sent, at, left: mostSignatures }, leaf, [leaf]);
}

function climb(search: Search, below: X509Certificate, path: readonly X509Certificate[]): TlsVerification {
  const { roots, sent } = search;
  if (isSelfIssued(below)) {
    if (path.length === 1) return distrust('self-signed', 'the certificate is signed by itself alone');
    return distrust('private-root', `${nameOf(below.subject)} is no root that browsers know`);
  }
  if (path.length > mostSteps) return distrust('no-issuer', 'the chain is longer than any real one');
  // A root before what was sent: a copy of a root that was sent for old clients leads further, to one that is gone.
  const isIssuer = (one: X509Certificate): boolean => {
    if (search.left <= 0) return false;
    search.left -= 1;
    return signed(one, below);
  };
  const trusted = (roots.get(below.issuer) ?? []).filter(isIssuer);
  const given = sent.filter((one) => !path.includes(one) && one.subject === below.issuer && isIssuer(one));
  let worst: Distrust | undefined;
  for (const issuer of [...trusted, ...given]) {
    const found =
      weaknessOf(search.at, issuer, below) ??
      (trusted.includes(issuer) ? ({ trusted: true } as const) : climb(search, issuer, [...path, issuer]));
    if (found.trusted) return found;
    worst ??= found;
  }
  return (
    worst ??
    distrust('no-issuer', `${nameOf(below.issuer)} is no root that browsers know, and its certificate was not sent`)
  );
}

function weaknessOf(at: number, issuer: X509Certificate, below: X509Certificate): Distrust | undefined {
  const name = nameOf(issuer.subject);
  // Not only by its basic constraints: its key usage has to allow it too (RFC 5280 §4.2.1.3).
  if (!issuer.ca || !below.checkIssued(issuer)) return distrust('issuer-not-ca', `${name} may not issue certificates`);
  if (issuer.validToDate.getTime() < at) return distrust('issuer-expired', `the certificate of ${name} has expired`);
  if (issuer.validFromDate.getTime() > at)
    return distrust('issuer-expired', `the certificate of ${name} is not valid yet`);
  if (/sha1|md[245]/i.test(below.signatureAlgorithm ?? ''))
    return distrust('weak-signature', `${nameOf(below.subject)} is signed with ${below.signatureAlgorithm}`);
  if ((issuer.publicKey.asymmetricKeyDetails?.modulusLength ?? 2048) < 2048)
    return distrust('weak-key', `the key of ${name} is too short`);
  return undefined;
}

function signed(issuer: X509Certificate, below: X509Certificate): boolean {
  try {
    return below.issuer === issuer.subject && below.verify(issuer.publicKey);
  } catch {
    // A key that OpenSSL cannot use signs nothing.
    return false;
  }
}

function isRoot(certificate: X509Certificate, roots: Roots): boolean {
  return (roots.get(certificate.subject) ?? []).some(
    ({ fingerprint256 }) => fingerprint256 === certificate.fingerprint256,
  );
}

function isSelfIssued(certificate: X509Certificate): boolean {
  return signed(certificate, certificate);
}

function readCertificate(source: Uint8Array | string): X509Certificate | undefined {
  try {
    return new X509Certificate(source);
  } catch {
    return undefined;
  }
}

// Node writes a name as lines: `C=US`, `O=Let's Encrypt`, `CN=E7`.
function nameOf(subject: string): string {
  const lines = (subject ?? '').split('\n');
  const value = (key: string): string | undefined =>
    lines.find((line) => line.startsWith(`${key}=`))?.slice(key.length + 1);
  return neutraliseLine(value('CN') ?? value('O') ?? '', 120) || 'its issuer';
}

function distrust(code: TlsDistrust, why: string): Distrust {
  return { trusted: false, code, why };
}
