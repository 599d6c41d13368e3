import { X509Certificate } from 'node:crypto';
import { type ConnectionOptions, connect } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { harborCertificates, issuerHost } from './harbor-certificates.ts';
import { type OpenPort, type SecurePort, serveSecurely } from './serve.ts';

const now = Date.now();
const [broken, repaired] = [false, true].map((isRepaired) => harborCertificates({ repaired: isRepaired, now }));
type Certificates = NonNullable<typeof broken>;

const open: OpenPort[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

function identityOf(host: string, certificates: Certificates | undefined): SecurePort['identity'] {
  const found = certificates?.servers.find((one) => one.host === host);
  if (found === undefined) throw new Error(`no certificate for ${host}`);
  return found;
}

function leafOf(host: string, certificates: Certificates | undefined): X509Certificate {
  return new X509Certificate(identityOf(host, certificates).chain);
}

// What a client says after the handshake: nothing when all is well, else the code.
async function shake(host: string, certificates: Certificates | undefined, more: ConnectionOptions = {}, weak = false) {
  const port = await serveSecurely({
    identity: identityOf(host, certificates),
    weak,
    respond: (_request, response) => response.end(),
  });
  open.push(port);
  const [address = '', number] = port.address.split(':');
  return new Promise<string>((resolve) => {
    const socket = connect({
      host: address,
      port: Number(number),
      servername: host,
      ca: certificates?.root ?? '',
      ...more,
    });
    socket.once('secureConnect', () => {
      resolve(`${socket.getProtocol()} ${socket.getCipher().name}`);
      socket.destroy();
    });
    socket.once('error', (error) => resolve('code' in error ? String(error.code) : error.message));
  });
}

describe('the certificates, put right', () => {
  it('make every host trusted over TLS 1.3', async () => {
    for (const { host } of repaired?.servers ?? []) {
      expect([host, await shake(host, repaired)]).toEqual([host, expect.stringMatching(/^TLSv1.3 /)]);
    }
  });

  it('last 90 days, name their host and say where the issuer is', () => {
    for (const { host } of repaired?.servers ?? []) {
      const leaf = leafOf(host, repaired);
      expect(leaf.validToDate.getTime() - leaf.validFromDate.getTime()).toBe(90 * 86_400_000);
      expect(leaf.checkHost(host, { subject: 'never' })).toBe(host);
      expect(leaf.infoAccess).toContain(`CA Issuers - URI:http://${issuerHost}/`);
      expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
      expect(leaf.ca).toBe(false);
    }
  });

  it('refuse what is older than TLS 1.2', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const;
    expect(await shake('shop.example.com', repaired, old)).toMatch(/PROTOCOL_VERSION/);
  });
});

describe('the certificates, broken', () => {
  it('leave the shop a ninth of its lifetime, and its name to the common name alone', async () => {
    const leaf = leafOf('shop.example.com', broken);
    expect(Math.round((leaf.validToDate.getTime() - now) / 86_400_000)).toBe(10);
    expect([leaf.subjectAltName, leaf.subject]).toEqual([undefined, 'CN=shop.example.com']);
    expect(leaf.checkHost('shop.example.com', { subject: 'never' })).toBeUndefined();
    // Node falls back to the common name, and so do many monitors: that is why nobody noticed.
    expect(await shake('shop.example.com', broken)).toMatch(/^TLSv1.3 /);
  });

  it('send one chain without its intermediate, which lies where the certificate says', async () => {
    expect(await shake('harbor-lamps.example', broken)).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    const intermediate = new X509Certificate(broken?.intermediate ?? '');
    expect(leafOf('harbor-lamps.example', broken).verify(intermediate.publicKey)).toBe(true);
    expect(intermediate.verify(new X509Certificate(broken?.root ?? '').publicKey)).toBe(true);
  });

  it("show another host's name on one domain", async () => {
    expect(await shake('harbor-goods.example', broken)).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it.each([
    ['TLSv1', 'DEFAULT:@SECLEVEL=0'],
    ['TLSv1.1', 'DEFAULT:@SECLEVEL=0'],
    ['TLSv1.2', 'ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0'],
    ['TLSv1.2', 'AECDH-AES128-SHA:@SECLEVEL=0'],
  ] as const)('a weak port takes %s with %s', async (version, ciphers) => {
    const only = { minVersion: version, maxVersion: version, ciphers, rejectUnauthorized: false };
    expect(await shake('shop.example.com', broken, only, true)).toMatch(new RegExp(`^${version} `));
  });
});
