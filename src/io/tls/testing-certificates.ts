// Test support: certificates of every fault, made on the spot.
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** A key: `P-256` unless a test is about another. RSA takes tenths of a second to make. */
export type KeyKind = 'P-256' | 'P-384' | 'P-521' | 'RSA-1024' | 'RSA-2048';

/** What a certificate says. What is not said is as it should be. */
export type CertificateWish = {
  readonly name?: string;
  /** DNS names and addresses; none: no subject alternative name at all. */
  readonly names?: readonly string[];
  readonly key?: KeyKind;
  readonly hash?: 'SHA-1' | 'SHA-256' | 'SHA-384';
  readonly ca?: boolean;
  /** Milliseconds since 1970; 10 days ago, and 80 days from now. */
  readonly notBefore?: number;
  readonly notAfter?: number;
  /** OIDs; server authentication for a leaf. */
  readonly usages?: readonly string[];
  /** The bits of `KeyUsageFlags`; signing certificates for an authority, none at all for a leaf. */
  readonly keyUsage?: number;
  readonly mustStaple?: boolean;
  /** CA issuers (AIA). */
  readonly issuerUrls?: readonly string[];
  readonly organisation?: string;
};

/** A certificate, its key, and who signed it. */
export type Issued = {
  readonly pem: string;
  readonly der: Uint8Array;
  readonly keyPem: string;
  readonly keys: webcrypto.CryptoKeyPair;
  readonly certificate: x509.X509Certificate;
  readonly hash: string;
};

/** One day in milliseconds. */
export const day = 86_400_000;

/** Issues a certificate by `issuer`, or a self-signed one; for `own` keys when they are given. */
export async function issue(wish: CertificateWish, issuer?: Issued, own?: webcrypto.CryptoKeyPair): Promise<Issued> {
  const { name = 'shop.example', key = 'P-256', hash = 'SHA-256', ca = false, organisation } = wish;
  const keys = own ?? (await makeKeys(key));
  const signer = issuer?.keys ?? keys;
  const organised = organisation === undefined ? '' : `O=${organisation}, `;
  const subject = `${organised}CN=${name}`;
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: Buffer.from(webcrypto.getRandomValues(new Uint8Array(8)))
      .toString('hex')
      .replace(/^./, '1'),
    subject,
    issuer: issuer?.certificate.subjectName ?? subject,
    notBefore: new Date(wish.notBefore ?? Date.now() - 10 * day),
    notAfter: new Date(wish.notAfter ?? Date.now() + 80 * day),
    publicKey: keys.publicKey,
    signingKey: signer.privateKey,
    signingAlgorithm: { ...signer.privateKey.algorithm, hash },
    extensions: await extensionsOf(wish, ca, keys, signer),
  });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    pem: certificate.toString('pem'),
    der: new Uint8Array(certificate.rawData),
    keyPem: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
    keys,
    certificate,
    hash,
  };
}

/** A root and an intermediate, and a leaf by the intermediate: `[leaf, intermediate, root]`. */
export async function issueChain(leaf: CertificateWish = {}): Promise<readonly [Issued, Issued, Issued]> {
  const root = await issue({ name: 'Test Root', ca: true });
  const intermediate = await issue({ name: 'Test Intermediate', organisation: 'Test Trust', ca: true }, root);
  return [await issue({ names: ['shop.example'], ...leaf }, intermediate), intermediate, root];
}

/** An authority that nobody knows but the test: its PEM for `network.ca`, and leaves as servers of Node take them. */
export type TestAuthority = {
  readonly ca: string;
  /** `more` is what is not as it should be. */
  identity(names: readonly string[], more?: CertificateWish): Promise<{ readonly key: string; readonly cert: string }>;
};

/** Makes an authority that issues its leaves itself. */
export async function createTestAuthority(name = 'Practice Root'): Promise<TestAuthority> {
  const root = await issue({ name, ca: true });
  return {
    ca: root.pem,
    async identity(names, more = {}) {
      const { keyPem, pem } = await issue({ name: names[0] ?? 'nobody', names, ...more }, root);
      return { key: keyPem, cert: pem };
    },
  };
}

/** The certificate as authorities publish it in `.p7c` files: PKCS #7, certificates only. */
export function pkcs7({ certificate }: Issued): Uint8Array {
  return new Uint8Array(new x509.X509Certificates([certificate]).export('raw'));
}

function makeKeys(kind: KeyKind): Promise<webcrypto.CryptoKeyPair> {
  const [type, size] = kind.split('-');
  const uses = ['sign', 'verify'] as const;
  if (type === 'P') return webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: kind }, true, uses);
  const publicExponent = new Uint8Array([1, 0, 1]);
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', modulusLength: Number(size), publicExponent, hash: 'SHA-256' };
  return webcrypto.subtle.generateKey(algorithm, true, uses);
}

async function extensionsOf(
  { names = [], usages, keyUsage, mustStaple = false, issuerUrls = [] }: CertificateWish,
  ca: boolean,
  keys: webcrypto.CryptoKeyPair,
  signer: webcrypto.CryptoKeyPair,
): Promise<x509.Extension[]> {
  const allowed = usages ?? (ca ? [] : ['1.3.6.1.5.5.7.3.1']);
  const used = keyUsage ?? (ca ? x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign : undefined);
  const general = names.map((value) => ({ type: /^[\d.]+$|:/.test(value) ? 'ip' : 'dns', value }) as const);
  return [
    new x509.BasicConstraintsExtension(ca, undefined, true),
    await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    await x509.AuthorityKeyIdentifierExtension.create(signer.publicKey),
    ...(used === undefined ? [] : [new x509.KeyUsagesExtension(used, true)]),
    ...(allowed.length > 0 ? [new x509.ExtendedKeyUsageExtension([...allowed])] : []),
    ...(general.length > 0 ? [new x509.SubjectAlternativeNameExtension(general)] : []),
    ...(issuerUrls.length > 0 ? [new x509.AuthorityInfoAccessExtension({ caIssuers: [...issuerUrls] })] : []),
    // TLSFeature with status_request, RFC 7633.
    ...(mustStaple ? [new x509.Extension('1.3.6.1.5.5.7.1.24', false, new Uint8Array([0x30, 3, 2, 1, 5]))] : []),
  ];
}
