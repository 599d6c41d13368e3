// The parser's dependency injection asks for this at import; it must come first.
import 'reflect-metadata';
import {
  AuthorityInfoAccessExtension,
  AuthorityKeyIdentifierExtension,
  ExtendedKeyUsageExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509Certificates,
} from '@peculiar/x509';
import type { TlsCertificate } from '../../artifacts/tls/endpoints.ts';
import { definedOnly } from '../../core/defined.ts';
import { keySize } from './key-size.ts';

/** What a certificate says; its fingerprint is the door's to make. */
export type CertificateFacts = Omit<TlsCertificate, 'fingerprint'>;

// 20 kB is four times the largest certificate that public authorities issue.
const longestDer = 64 * 1024;
const mostNames = 250;
const longestText = 300;
const tlsFeature = '1.3.6.1.5.5.7.1.24';

/**
 * Reads a certificate in DER; `undefined` when it is malformed. Loading this module loads the parser (some 200 kB): import it
 * dynamically. https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 */
export function readCertificate(der: Uint8Array): CertificateFacts | undefined {
  if (der.length > longestDer) return undefined;
  try {
    return factsOf(new X509Certificate(copyOf(der)));
  } catch {
    // Whatever the parser trips over: the certificate is not one.
    return undefined;
  }
}

/** DER of the certificates in a file as authorities publish it: DER, PEM or PKCS #7 with certificates only; empty for anything else. */
export function readCertificateFile(file: Uint8Array): readonly Uint8Array[] {
  if (file.length > longestDer) return [];
  try {
    return [new Uint8Array(new X509Certificate(copyOf(file)).rawData)];
  } catch {
    return readBundle(file);
  }
}

function readBundle(file: Uint8Array): readonly Uint8Array[] {
  const text = new TextDecoder('latin1').decode(file);
  try {
    const bundle = new X509Certificates(text.includes('-----BEGIN') ? text : copyOf(file));
    return [...bundle].slice(0, 10).map(({ rawData }) => new Uint8Array(rawData));
  } catch {
    return [];
  }
}

function factsOf(certificate: X509Certificate): CertificateFacts {
  const notBefore = certificate.notBefore.getTime();
  const notAfter = certificate.notAfter.getTime();
  if (!Number.isFinite(notBefore) || !Number.isFinite(notAfter)) throw new RangeError('the dates are none');
  const { subject, issuer } = certificate;
  const keyId = certificate.getExtension(SubjectKeyIdentifierExtension)?.keyId;
  const issuerKeyId = certificate.getExtension(AuthorityKeyIdentifierExtension)?.keyId;
  return definedOnly({
    subject: short(subject),
    issuer: short(issuer),
    issuerName: short(firstOf(certificate.issuerName, 'O') ?? firstOf(certificate.issuerName, 'CN') ?? issuer),
    commonName: firstOf(certificate.subjectName, 'CN'),
    names: namesOf(certificate),
    notBefore,
    notAfter,
    key: keyOf(certificate),
    signature: signatureOf(certificate),
    serverAuth: servesTls(certificate),
    mustStaple: asksForStaple(certificate),
    selfSigned: subject === issuer && (issuerKeyId === undefined || keyId === undefined || issuerKeyId === keyId),
    keyId: keyId?.slice(0, 128),
    issuerKeyId: issuerKeyId?.slice(0, 128),
    issuerUrls: issuerUrlsOf(certificate),
  });
}

function namesOf(certificate: X509Certificate): readonly string[] {
  const items = certificate.getExtension(SubjectAlternativeNameExtension)?.names.items ?? [];
  return items
    .filter(({ type }) => type === 'dns' || type === 'ip')
    .slice(0, mostNames)
    .map(({ value }) => short(value));
}

function issuerUrlsOf(certificate: X509Certificate): readonly string[] {
  const places = certificate.getExtension(AuthorityInfoAccessExtension)?.caIssuers ?? [];
  return places
    .filter(({ type, value }) => type === 'url' && value.length <= longestText)
    .slice(0, 3)
    .map(({ value }) => value);
}

// RFC 5280 §4.2.1.12: without the extension every use is allowed, and 2.5.29.37.0 allows every use.
function servesTls(certificate: X509Certificate): boolean {
  const usages = certificate.getExtension(ExtendedKeyUsageExtension)?.usages.map(String);
  return usages === undefined || usages.includes('1.3.6.1.5.5.7.3.1') || usages.includes('2.5.29.37.0');
}

// RFC 7633 §4.1: a sequence of TLS extension numbers, each an INTEGER of its own; 5 is status_request.
function asksForStaple(certificate: X509Certificate): boolean {
  const extension = certificate.getExtension(tlsFeature);
  if (extension === null) return false;
  const der = new Uint8Array(extension.value);
  return der.some((tag, at) => tag === 2 && der[at + 1] === 1 && der[at + 2] === 5);
}

function keyOf(certificate: X509Certificate): TlsCertificate['key'] {
  const { algorithm, rawData } = certificate.publicKey;
  const spki = new Uint8Array(rawData);
  if (algorithm.name.startsWith('RSA')) return definedOnly({ type: 'RSA', bits: keySize(spki, 'RSA') });
  const isCurve = algorithm.name === 'ECDSA' || algorithm.name === '1.2.840.10045.2.1';
  if (!isCurve) return { type: short(algorithm.name) };
  const curve = 'namedCurve' in algorithm ? String(algorithm.namedCurve) : undefined;
  return definedOnly({ type: 'EC', bits: keySize(spki, 'EC'), curve });
}

const oldSignatures: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.1.1.2', 'RSA with MD2'],
  ['1.2.840.113549.1.1.3', 'RSA with MD4'],
  ['1.2.840.113549.1.1.4', 'RSA with MD5'],
  ['1.2.840.10040.4.3', 'DSA with SHA-1'],
  ['1.2.840.113549.1.1.14', 'RSA with SHA-224'],
  ['1.2.840.10045.4.3.1', 'ECDSA with SHA-224'],
]);

function signatureOf(certificate: X509Certificate): string {
  const { name = 'unknown', hash }: { name?: string; hash?: unknown } = certificate.signatureAlgorithm;
  const algorithm = name === 'RSASSA-PKCS1-v1_5' ? 'RSA' : (oldSignatures.get(name) ?? name);
  const digest = typeof hash === 'object' && hash !== null && 'name' in hash ? hash.name : hash;
  return short(digest === undefined ? algorithm : `${algorithm} with ${digest}`);
}

function firstOf(name: X509Certificate['subjectName'], field: string): string | undefined {
  const [value] = name.getField(field);
  return value === undefined ? undefined : short(value);
}

function short(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText - 1)}…`;
}

// The parser keeps views into what it is given, and wants a buffer that is nobody else's.
function copyOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
