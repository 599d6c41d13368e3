import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { bits, bool, der, integer, octets, oid, sequence, set, tagged, time, utf8 } from './der.ts';

/** Somebody with a key, and the certificate for it: PEM for servers, DER for those who fetch it. */
export type Identity = {
  readonly subject: Subject;
  readonly key: KeyObject;
  readonly der: Buffer;
  readonly pem: string;
};

/** A distinguished name, as far as it is used here. */
export type Subject = { readonly country?: string; readonly organization?: string; readonly commonName: string };

export type CertificateOrder = {
  readonly subject: Subject;
  /** Whoever signs; without one it signs itself. */
  readonly issuer?: Identity;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly authority?: boolean;
  /** DNS names of the subject alternative name; without any the extension is left out. */
  readonly names?: readonly string[];
  /** Where the issuer's certificate can be fetched (RFC 5280, section 4.2.2.1). */
  readonly issuerAddress?: string;
};

/** Makes a P-256 key and a certificate for it (RFC 5280), in about a millisecond. */
export function issue(order: CertificateOrder): Identity {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const signer = order.issuer?.key ?? privateKey;
  const toBeSigned = sequence(
    tagged(0, integer(Buffer.from([2])), true),
    integer(serialNumber()),
    ecdsaWithSha256(),
    distinguishedName(order.issuer?.subject ?? order.subject),
    sequence(time(order.notBefore), time(order.notAfter)),
    distinguishedName(order.subject),
    spki,
    tagged(3, sequence(...extensions(order, spki)), true),
  );
  const certificate = sequence(toBeSigned, ecdsaWithSha256(), bits(sign('sha256', toBeSigned, signer)));
  return { subject: order.subject, key: privateKey, der: certificate, pem: pemOf(certificate) };
}

// 16 random bytes, the first of them neither zero nor negative.
function serialNumber(): Buffer {
  const bytes = randomBytes(16);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x3f) | 0x40, 0);
  return bytes;
}

function ecdsaWithSha256(): Buffer {
  return sequence(oid('1.2.840.10045.4.3.2'));
}

function distinguishedName({ country, organization, commonName }: Subject): Buffer {
  const parts: Buffer[] = [];
  // A country is a PrintableString.
  if (country !== undefined) parts.push(set(sequence(oid('2.5.4.6'), der(0x13, Buffer.from(country)))));
  if (organization !== undefined) parts.push(set(sequence(oid('2.5.4.10'), utf8(organization))));
  parts.push(set(sequence(oid('2.5.4.3'), utf8(commonName))));
  return sequence(...parts);
}

function extensions(order: CertificateOrder, spki: Buffer): readonly Buffer[] {
  const isAuthority = order.authority === true;
  const list = [
    extension('2.5.29.19', isAuthority ? sequence(bool(true)) : sequence(), true),
    // keyCertSign and cRLSign, or digitalSignature.
    extension('2.5.29.15', isAuthority ? bits(Buffer.from([0x06]), 1) : bits(Buffer.from([0x80]), 7), true),
    extension('2.5.29.14', octets(keyIdentifier(spki))),
  ];
  if (order.issuer !== undefined) {
    const issuerKey = tagged(0, keyIdentifier(publicKeyIn(order.issuer)));
    list.push(extension('2.5.29.35', sequence(issuerKey)));
  }
  if (!isAuthority) list.push(extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'))));
  if (order.names !== undefined) {
    const names = order.names.map((name) => tagged(2, Buffer.from(name)));
    list.push(extension('2.5.29.17', sequence(...names)));
  }
  if (order.issuerAddress !== undefined) {
    const place = tagged(6, Buffer.from(order.issuerAddress));
    list.push(extension('1.3.6.1.5.5.7.1.1', sequence(sequence(oid('1.3.6.1.5.5.7.48.2'), place))));
  }
  return list;
}

function extension(id: string, value: Buffer, critical = false): Buffer {
  return sequence(oid(id), ...(critical ? [bool(true)] : []), octets(value));
}

function keyIdentifier(spki: Buffer): Buffer {
  return createHash('sha1').update(spki).digest();
}

function publicKeyIn({ key }: Identity): Buffer {
  return createPublicKey(key).export({ type: 'spki', format: 'der' });
}

function pemOf(certificate: Buffer): string {
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
