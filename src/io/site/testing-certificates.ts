// Test support: a certificate authority of a moment, so that tests speak real TLS.
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type JsonGeneralNames,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

/** A key and its certificate as `https.createServer` takes them. */
export type TestIdentity = { readonly key: string; readonly cert: string };

/** An authority that nobody knows but the test. */
export type TestAuthority = {
  /** PEM of its own certificate, for `network.ca`. */
  readonly ca: string;
  /** A leaf for names and IP addresses; `days` is its age and its remaining life. */
  issue(hosts: readonly string[], days?: { readonly from: number; readonly until: number }): Promise<TestIdentity>;
};

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const dayMs = 24 * 60 * 60 * 1000;

/** Makes an authority with a fresh P-256 key. */
export async function createTestAuthority(name = 'Practice Root'): Promise<TestAuthority> {
  cryptoProvider.set(webcrypto as never);
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const now = Date.now();
  const root = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(now - dayMs),
    notAfter: new Date(now + 365 * dayMs),
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
    ],
  });
  return {
    ca: root.toString('pem'),
    async issue(hosts, days = { from: -1, until: 60 }) {
      const own = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
      const names: JsonGeneralNames = hosts.map((value) => ({ type: /^[\d.]+$|:/.test(value) ? 'ip' : 'dns', value }));
      const leaf = await X509CertificateGenerator.create({
        subject: `CN=${hosts[0] ?? 'nobody'}`,
        issuer: root.subject,
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: algorithm,
        notBefore: new Date(now + days.from * dayMs),
        notAfter: new Date(now + days.until * dayMs),
        extensions: [
          new SubjectAlternativeNameExtension(names),
          new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        ],
      });
      const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', own.privateKey)).toString('base64');
      const pem = key.replace(/.{64}/g, '$&\n');
      return { cert: leaf.toString('pem'), key: `-----BEGIN PRIVATE KEY-----\n${pem}\n-----END PRIVATE KEY-----\n` };
    },
  };
}
