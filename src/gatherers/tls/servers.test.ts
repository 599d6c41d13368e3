import type { Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { certificate } from '../../../checks/tls/certificate.ts';
import { ciphers } from '../../../checks/tls/ciphers.ts';
import { everyDomain } from '../../../checks/tls/every-domain.ts';
import { expiry } from '../../../checks/tls/expiry.ts';
import { protocols } from '../../../checks/tls/protocols.ts';
import { tlsEndpoints } from '../../artifacts/tls/endpoints.ts';
import { tlsOffers } from '../../artifacts/tls/offers.ts';
import type { Verdict } from '../../core/check.ts';
import { createTlsDoor } from '../../io/tls/door.ts';
import { day, type Issued, issue, issueChain, pkcs7 } from '../../io/tls/testing-certificates.ts';
import { loopback, rawServer, tlsServer } from '../../io/tls/testing-servers.ts';
import { fakeWorld } from '../testing-world.ts';
import { gatherTlsEndpoints } from './endpoints.ts';
import { gatherTlsOffers } from './offers.ts';

// Short, for the servers that say nothing.
const limits = { connectMs: 2000, answerMs: 1500 };

type Host = { readonly host: string; readonly port: number; readonly role: 'canonical' | 'sibling' | 'alias' };

async function audit(hosts: readonly Host[], ca?: string, now = Date.now()) {
  const { door, close } = createTlsDoor({
    router: loopback,
    offline: false,
    limits,
    ...(ca === undefined ? {} : { ca }),
  });
  const { context } = fakeWorld({ tls: door, target: { now } });
  const production = hosts.map((one) => ({ ...one, domain: 'shop.example', own: true }));
  const facts = { hosts: { production, domains: ['shop.example'] } };
  try {
    const [shown, taken] = await Promise.all([
      gatherTlsEndpoints.gather(context, facts),
      gatherTlsOffers.gather(context, facts),
    ]);
    const endpoints = tlsEndpoints.parse(JSON.parse(JSON.stringify(shown)));
    const offers = tlsOffers.parse(JSON.parse(JSON.stringify(taken)));
    const moment = now;
    const optional = { state: 'ok', value: endpoints, ms: 1 } as const;
    return {
      endpoints,
      offers,
      verdicts: {
        certificate: certificate.evaluate({ endpoints, moment }),
        expiry: expiry.evaluate({ endpoints, moment }),
        protocols: protocols.evaluate({ offers }),
        ciphers: ciphers.evaluate({ offers, endpoints: optional }),
        'every-domain': everyDomain.evaluate({ endpoints, moment, hosts: facts.hosts }),
      },
    };
  } finally {
    close();
  }
}

// What failed, by check: `certificate expired`; and what did not pass for another reason.
function told(verdicts: Readonly<Record<string, Verdict>>): readonly string[] {
  return Object.entries(verdicts).flatMap(([check, verdict]) => {
    if (verdict.outcome === 'fail') return verdict.findings.map(({ key }) => `${check} ${key}`);
    return verdict.outcome === 'pass' ? [] : [`${check} ${verdict.outcome}`];
  });
}

async function toldOf(chain: readonly Issued[], options: TlsOptions, root: Issued, now?: number) {
  await using server = await tlsServer(chain, options);
  return told((await audit([{ host: 'shop.example', port: server.port, role: 'canonical' }], root.pem, now)).verdicts);
}

const everything = { ciphers: 'ALL:COMPLEMENTOFALL:@SECLEVEL=0', minVersion: 'TLSv1' } as const;

describe('a server with one fault', () => {
  it('is found out, and the same server without it passes every check', async () => {
    const [leaf, intermediate, root] = await issueChain();
    expect(await toldOf([leaf, intermediate], {}, root)).toEqual([]);
    expect(await toldOf([leaf], {}, root)).toEqual(['certificate untrusted']);
    expect(await toldOf([leaf, root, intermediate], {}, root)).toEqual(['certificate wrong-order']);
    expect(await toldOf([leaf, intermediate, intermediate], {}, root)).toEqual(['certificate extra-certificates']);
    expect(await toldOf([leaf, intermediate], {}, leaf)).toEqual(['certificate untrusted']);
    expect(await toldOf([leaf, intermediate], {}, root)).toEqual([]);
  });

  it.each([
    ['expired', { notAfter: Date.now() - day }, ['certificate expired', 'expiry expired']],
    ['not yet valid', { notBefore: Date.now() + day }, ['certificate not-yet-valid']],
    ['for another host', { names: ['other.example'] }, ['certificate wrong-host']],
    ['with a wildcard too far up', { names: ['*.example'] }, ['certificate wrong-host']],
    ['with only a common name', { names: [], name: 'shop.example' }, ['certificate common-name-only']],
    ['for clients', { usages: ['1.3.6.1.5.5.7.3.2'] }, ['certificate wrong-usage']],
    ['with an RSA key of 1024 bits', { key: 'RSA-1024' }, ['certificate weak-key']],
    ['signed with SHA-1', { hash: 'SHA-1' }, ['certificate weak-signature']],
    [
      'that lives for 825 days',
      { notBefore: Date.now() - day, notAfter: Date.now() + 824 * day },
      ['certificate over-long'],
    ],
    ['that must staple and does not', { mustStaple: true }, ['certificate no-staple']],
    ['in its last third', { notBefore: Date.now() - 70 * day, notAfter: Date.now() + 20 * day }, ['expiry late']],
    ['in its last sixth', { notBefore: Date.now() - 80 * day, notAfter: Date.now() + 10 * day }, ['expiry urgent']],
  ] as const)('has a certificate %s', async (_what, wish, expected) => {
    const [leaf, intermediate, root] = await issueChain(wish);
    expect(await toldOf([leaf, intermediate], { ciphers: 'DEFAULT:@SECLEVEL=0' }, root)).toEqual(expected);
  });

  it('needs an issuer that ends soon, and not one that another path goes around', async () => {
    const root = await issue({ name: 'Test Root', ca: true });
    const ending = await issue({ name: 'Cross', ca: true, notAfter: Date.now() + 2 * day }, root);
    const leaf = await issue({ names: ['shop.example'] }, ending);
    expect(await toldOf([leaf, ending], {}, root)).toEqual(['expiry issuer']);
    const lasting = await issue({ name: 'Cross', ca: true }, root, ending.keys);
    expect(await toldOf([leaf, ending, lasting], {}, root)).not.toContain('expiry issuer');
  });

  it('has a self-signed certificate', async () => {
    const own = await issue({ names: ['shop.example'] });
    const root = await issue({ name: 'Other Root', ca: true });
    expect(await toldOf([own], {}, root)).toEqual(['certificate self-signed']);
    const usual = await issue({ names: ['shop.example'], keyUsage: 1 });
    expect(await toldOf([usual], {}, root)).toEqual(['certificate self-signed']);
  });

  it('staples, as its certificate demands', async () => {
    const [leaf, intermediate, root] = await issueChain({ mustStaple: true });
    await using server = await tlsServer([leaf, intermediate]);
    server.onStatusRequest(Buffer.from('30030a0100', 'hex'));
    const { verdicts } = await audit([{ host: 'shop.example', port: server.port, role: 'canonical' }], root.pem);
    expect(told(verdicts)).toEqual([]);
  });

  it.each([
    ['TLS 1.0 too', { ...everything, ciphers: 'DEFAULT:!kRSA:@SECLEVEL=0' }, ['protocols old', 'protocols old']],
    ['TLS 1.1 too', { minVersion: 'TLSv1.1', ciphers: 'DEFAULT:!kRSA:@SECLEVEL=0' }, ['protocols old']],
    ['TLS 1.2 at most', { maxVersion: 'TLSv1.2' }, ['protocols no-1.3']],
    ['TLS 1.3 alone', { minVersion: 'TLSv1.3' }, []],
    [
      'TLS 1.0 alone',
      { ...everything, maxVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' },
      ['protocols old', 'protocols no-1.2'],
    ],
    ['NULL', { ciphers: 'ALL:eNULL:!aNULL:@SECLEVEL=0' }, ['ciphers null']],
    ['anonymous suites', { ciphers: 'ALL:!eNULL:@SECLEVEL=0' }, ['ciphers anonymous']],
    ['static keys alone', { ciphers: 'AES128-GCM-SHA256:TLS_AES_128_GCM_SHA256' }, ['ciphers no-forward-secrecy']],
    [
      'CBC alone',
      { ciphers: 'ECDHE-RSA-AES128-SHA256:TLS_AES_128_GCM_SHA256' },
      ['ciphers no-authenticated-encryption'],
    ],
  ] as const)('takes %s', async (_what, options, expected) => {
    const [leaf, intermediate, root] = await issueChain({ key: 'RSA-2048' });
    expect(await toldOf([leaf, intermediate], options, root)).toEqual(expected);
  });

  it('agrees on keys with a prime of 1024 bits', async () => {
    const [leaf, intermediate, root] = await issueChain({ key: 'RSA-2048' });
    const options = { ciphers: 'DEFAULT:@SECLEVEL=0', dhparam: dh1024 };
    expect(await toldOf([leaf, intermediate], options, root)).toEqual(['ciphers small-prime']);
    const alone = { ...options, ciphers: 'DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0', maxVersion: 'TLSv1.2' } as const;
    expect(await toldOf([leaf, intermediate], alone, root)).toEqual([
      'protocols no-1.3',
      'ciphers small-prime',
      'ciphers refused',
    ]);
  });
});

describe('a server that no library would start any more', () => {
  it.each([
    ['SSLv3', 0x0300, 0x002f, ['protocols old', 'protocols no-1.2']],
    ['RC4', 0x0303, 0x0005, ['protocols no-1.3', 'ciphers obsolete']],
    ['3DES', 0x0303, 0x000a, ['protocols no-1.3', 'ciphers obsolete']],
    ['DES', 0x0303, 0x0009, ['protocols no-1.3', 'ciphers obsolete']],
    ['EXPORT', 0x0303, 0x0003, ['protocols no-1.3', 'ciphers export']],
  ] as const)('takes %s', async (_what, version, suite, expected) => {
    await using server = await rawServer((socket) => answerHello(socket, version, suite));
    const { verdicts } = await audit([{ host: 'shop.example', port: server.port, role: 'canonical' }]).catch(
      (error) => {
        throw error;
      },
    );
    const found = told(verdicts).filter((one) => /protocols|ciphers/.test(one) && !/secrecy|authenticated/.test(one));
    expect(found).toEqual(expected);
  });
});

describe('an issuer that can be fetched (RFC 5280 §4.2.2.1)', () => {
  it.each(['DER', 'PEM', 'PKCS #7'])('tells incomplete from untrusted: %s', async (form) => {
    const root = await issue({ name: 'Test Root', ca: true });
    const intermediate = await issue({ name: 'Test Intermediate', ca: true }, root);
    const file = { DER: intermediate.der, PEM: intermediate.pem, 'PKCS #7': pkcs7(intermediate) }[form] ?? '';
    await using publisher = await rawServer((socket) => publish(socket, file));
    const issuerUrls = [`http://pki.example:${publisher.port}/issuer.crt`];
    const leaf = await issue({ names: ['shop.example'], issuerUrls }, intermediate);
    expect(await toldOf([leaf], {}, root)).toEqual(['certificate incomplete']);
    expect(await toldOf([leaf, intermediate], {}, root)).toEqual([]);
    const stranger = await issue({ name: 'Other Root', ca: true });
    expect(await toldOf([leaf], {}, stranger)).toEqual(['certificate untrusted']);
  });

  it('climbs two steps, and stops at issuers that name themselves in a circle', async () => {
    const root = await issue({ name: 'Test Root', ca: true });
    const upper = await issue({ name: 'Upper', ca: true }, root);
    await using upperFile = await rawServer((socket) => publish(socket, upper.der));
    const upperUrls = [`http://pki.example:${upperFile.port}/`];
    const lower = await issue({ name: 'Lower', ca: true, issuerUrls: upperUrls }, upper);
    await using lowerFile = await rawServer((socket) => publish(socket, lower.der));
    const leaf = await issue({ names: ['shop.example'], issuerUrls: [`http://pki.example:${lowerFile.port}/`] }, lower);
    expect(await toldOf([leaf], {}, root)).toEqual(['certificate incomplete']);
    await using circle = await rawServer((socket) => publish(socket, leaf.der));
    const urls = Array.from({ length: 9 }, (_, nth) => `http://pki.example:${circle.port}/${nth}`);
    const lost = await issue({ names: ['shop.example'], issuerUrls: urls }, lower);
    expect(await toldOf([lost], {}, root)).toEqual(['certificate untrusted']);
    expect(circle.connections()).toBeLessThanOrEqual(4);
  });

  it.each([
    ['an error', 'HTTP/1.1 404 Not Found\r\n\r\n', 'the answer has status 404'],
    ['something else', 'SSH-2.0-x\r\n', 'the answer is not HTTP'],
    ['a page', 'HTTP/1.1 200 OK\r\n\r\n<html>', 'it holds no certificate'],
  ])('stays untrusted when the answer is %s, and says so', async (_what, answer, reason) => {
    const [, intermediate, root] = await issueChain();
    await using publisher = await rawServer((socket) => socket.end(answer));
    const leaf = await issue(
      { names: ['shop.example'], issuerUrls: [`http://pki.example:${publisher.port}/`] },
      intermediate,
    );
    await using server = await tlsServer([leaf]);
    const { verdicts } = await audit([{ host: 'shop.example', port: server.port, role: 'canonical' }], root.pem);
    expect(told(verdicts)).toEqual(['certificate untrusted']);
    expect(JSON.stringify(verdicts.certificate)).toContain(`http://pki.example:${publisher.port}/ (${reason})`);
  });
});

describe('several hosts', () => {
  it('are judged each by its own certificate, and a dead one does not hide the others', async () => {
    const [leaf, intermediate, root] = await issueChain({ names: ['shop.example'] });
    await using good = await tlsServer([leaf, intermediate]);
    await using cut = await rawServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    await using plain = await rawServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    const canonical = { host: 'shop.example', port: good.port, role: 'canonical' } as const;
    const www = { host: 'www.shop.example', port: good.port, role: 'sibling' } as const;
    expect(told((await audit([canonical, www], root.pem)).verdicts)).toEqual(['every-domain wrong-host']);
    const alias = { host: 'old.example', port: cut.port, role: 'alias' } as const;
    const unreached = (await audit([canonical, www, alias], root.pem)).verdicts;
    expect(told(unreached)).toEqual([
      'expiry unknown',
      'protocols unknown',
      'ciphers unknown',
      'every-domain wrong-host',
    ]);
    expect(unreached['every-domain']).toMatchObject({ unsettled: { because: expect.stringContaining('old.example') } });
    const noTls = { host: 'plain.example', port: plain.port, role: 'alias' } as const;
    expect(told((await audit([canonical, noTls], root.pem)).verdicts)).toEqual([
      'expiry unknown',
      'protocols no-tls',
      'ciphers unknown',
      'every-domain not-tls',
    ]);
  });

  it.each([
    ['resets in mid-handshake', (socket: Socket) => socket.once('data', () => socket.resetAndDestroy()), 'offline'],
    ['hangs up', (socket: Socket) => socket.end(), 'offline'],
    ['says nothing', () => undefined, 'timeout'],
  ])('is unavailable, never passed, when the only one %s', async (_what, speak, reason) => {
    await using server = await rawServer((socket) => void speak(socket));
    await expect(audit([{ host: 'shop.example', port: server.port, role: 'canonical' }])).rejects.toMatchObject({
      reason: reason,
      hint: expect.stringContaining('shop.example'),
    });
  });

  it('judges expiry at the audit’s own time', async () => {
    const [leaf, intermediate, root] = await issueChain();
    expect(await toldOf([leaf, intermediate], {}, root, Date.now() + 60 * day)).toEqual(['expiry late']);
    expect(await toldOf([leaf, intermediate], {}, root, Date.now() + 100 * day)).toEqual([
      'certificate expired',
      'certificate untrusted',
      'expiry expired',
    ]);
  });
});

// The 1024-bit MODP group of RFC 2409 §6.2.
const dh1024 = [
  '-----BEGIN DH PARAMETERS-----',
  'MIGHAoGBAP//////////yQ/aoiFowjTExmKLgNwc0SkCTgiKZ8x0Agu+pjsTmyJR',
  'Sgh5jjQE3e+VGbPNOkMbMCsKbfJfFDdP4TVtbVHCReSFtXZiXn7G9ExC6aY37WsL',
  '/1y29Aa37e44a/taiZ+lrp8kEXxLH+ZJKGZR7OZTgf//////////AgEC',
  '-----END DH PARAMETERS-----',
].join('\n');

// A ServerHello with the suite when the client offers it in that version or a later one; else a fatal alert.
function answerHello(socket: Socket, version: number, suite: number): void {
  socket.once('data', (hello: Buffer) => {
    const start = 9 + 2 + 32;
    const suitesAt = start + 1 + (hello[start] ?? 0);
    const length = hello.readUInt16BE(suitesAt);
    const offered = new Set<number>();
    for (let at = 0; at < length; at += 2) offered.add(hello.readUInt16BE(suitesAt + 2 + at));
    if (hello.readUInt16BE(9) < version || !offered.has(suite)) return socket.end(Buffer.from([21, 3, 1, 0, 2, 2, 40]));
    const body = Buffer.concat([
      uint16(version),
      Buffer.alloc(32, 7),
      Buffer.from([0]),
      uint16(suite),
      Buffer.from([0]),
    ]);
    const message = Buffer.concat([Buffer.from([2, 0, 0, body.length]), body]);
    socket.end(Buffer.concat([Buffer.from([22]), uint16(version), uint16(message.length), message]));
  });
}

function uint16(value: number): Buffer {
  return Buffer.from([value >> 8, value & 255]);
}

function publish(socket: Socket, file: string | Uint8Array): void {
  socket.once('data', () => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/pkix-cert\r\n\r\n');
    socket.end(file);
  });
}
