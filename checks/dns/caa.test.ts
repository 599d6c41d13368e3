import { describe, expect, it } from 'vitest';
import type { HostAddresses } from '../../src/artifacts/dns/addresses.ts';
import type { CaaPolicy, CaaRecord } from '../../src/artifacts/dns/caa.ts';
import type { TlsEndpoint } from '../../src/artifacts/tls/endpoints.ts';
import { caa } from './caa.ts';
import { addressesOf, cloudflare, findingsOf, found, host, keysOf, nxdomain, other, vercel } from './testing.ts';

type Known = {
  readonly addresses?: readonly HostAddresses[];
  readonly issuer?: string;
  readonly names?: readonly string[];
};

const unseen = { state: 'unavailable', reason: 'timeout', hint: 'try again' } as const;

function policy(...records: readonly CaaRecord[]): CaaPolicy {
  const own = records.length === 0 ? ({ state: 'none' } as const) : ({ state: 'found', records } as const);
  return {
    host: 'www.harbor.example',
    role: 'canonical',
    levels: [
      { name: 'www.harbor.example', answer: { state: 'none' } },
      { name: 'harbor.example', answer: own },
      { name: 'example', answer: { state: 'none' } },
    ],
  };
}

function record(tag: string, value: string, critical = false): CaaRecord {
  return { critical, tag, value };
}

function judge(policies: readonly CaaPolicy[], { addresses, issuer, names = [] }: Known = {}) {
  return caa.evaluate({
    policies,
    addresses: addresses === undefined ? unseen : { state: 'ok', value: addressesOf(addresses), ms: 1 },
    endpoints: issuer === undefined ? unseen : { state: 'ok', value: [endpoint(issuer, names)], ms: 1 },
  });
}

// Of a handshake the check reads the leaf's issuer and names alone.
function endpoint(issuerName: string, names: readonly string[]): TlsEndpoint {
  return { host: 'www.harbor.example', handshake: { chain: [{ issuerName, names }] } } as unknown as TlsEndpoint;
}

const atVercel = [host('www.harbor.example', found(vercel))];
const atCloudflare = [host('www.harbor.example', found(cloudflare))];
const elsewhere = [host('www.harbor.example', found(other))];
const letsEncrypt = record('issue', 'letsencrypt.org');

describe('dns/caa', () => {
  it('passes, fails when the issuer of the live certificate is left out, and passes again', () => {
    const live = { issuer: "Let's Encrypt", addresses: elsewhere };
    const fine = {
      outcome: 'pass',
      evidence: 'harbor.example CAA 0 issue "letsencrypt.org" (inherited by www.harbor.example)',
    };
    expect(judge([policy(letsEncrypt)], live)).toEqual(fine);
    expect(findingsOf(judge([policy(record('issue', 'digicert.com'))], live))).toMatchObject([
      {
        key: 'refused',
        data: { host: 'www.harbor.example', domain: 'letsencrypt.org' },
        at: { kind: 'dns', name: 'harbor.example', type: 'CAA' },
        evidence: 'harbor.example CAA 0 issue "digicert.com" (inherited by www.harbor.example)',
      },
    ]);
    expect(judge([policy(letsEncrypt)], live)).toEqual(fine);
  });

  it('is high', () => expect(caa.meta.severity).toBe('high'));

  it('passes without any CAA up to the root: everybody may issue', () =>
    expect(judge([policy()])).toMatchObject({
      outcome: 'pass',
      evidence: expect.stringContaining('none up to the root'),
    }));

  it('asks for Let’s Encrypt at Vercel, also before there is a certificate', () => {
    expect(findingsOf(judge([policy(record('issue', 'sectigo.com'))], { addresses: atVercel }))).toMatchObject([
      { key: 'refused', data: { domain: 'letsencrypt.org' } },
    ]);
    expect(judge([policy(letsEncrypt)], { addresses: atVercel }).outcome).toBe('pass');
  });

  it('leaves a certificate that was uploaded at Vercel to its own authority', () =>
    expect(
      judge([policy(record('issue', 'digicert.com'))], { addresses: atVercel, issuer: 'DigiCert Inc' }).outcome,
    ).toBe('pass'));

  it('warns when one of several authorities of Cloudflare is left out, and fails when all are', () => {
    const known = { addresses: atCloudflare, issuer: 'Google Trust Services' };
    const some = judge([policy(letsEncrypt, record('issue', 'pki.goog; cansignhttpexchanges=yes'))], known);
    expect(findingsOf(some)).toMatchObject([
      { key: 'partial', severity: 'medium', data: { missing: 'ssl.com, sectigo.com' } },
    ]);
    expect(keysOf(judge([policy(record('issue', 'buypass.com'))], { addresses: atCloudflare }))).toEqual(['refused']);
    const all = ['letsencrypt.org', 'pki.goog', 'ssl.com', 'sectigo.com'].map((value) => record('issue', value));
    expect(judge([policy(...all)], known).outcome).toBe('pass');
  });

  it('fails for an empty issue (RFC 8659, section 4.2) and for a critical tag nobody knows (section 4.5)', () => {
    const live = { issuer: "Let's Encrypt", addresses: atVercel };
    expect(keysOf(judge([policy(record('issue', ';'))], live))).toEqual(['nobody']);
    expect(keysOf(judge([policy(letsEncrypt, record('tbs', 'x', true))], live))).toEqual(['critical']);
    expect(judge([policy(letsEncrypt, record('iodef', 'mailto:a@harbor.example', true))], live).outcome).toBe('pass');
  });

  it('judges a wildcard in the certificate by issuewild (RFC 8659, section 4.3)', () => {
    const records = [letsEncrypt, record('issuewild', ';')];
    const wild = { issuer: "Let's Encrypt", addresses: atVercel, names: ['harbor.example', '*.harbor.example'] };
    expect(findingsOf(judge([policy(...records)], wild))).toMatchObject([
      { key: 'nobody', data: { host: '*.harbor.example' } },
    ]);
    expect(judge([policy(...records)], { ...wild, names: ['www.harbor.example'] }).outcome).toBe('pass');
  });

  it('warns when the record binds an edge to an account (RFC 8657)', () => {
    const bound = policy(record('issue', 'letsencrypt.org; accounturi=https://acme.example/acct/1'));
    expect(findingsOf(judge([bound], { addresses: atVercel }))).toMatchObject([{ key: 'bound', severity: 'medium' }]);
    expect(judge([bound], { addresses: elsewhere, issuer: "Let's Encrypt" }).outcome).toBe('pass');
  });

  it('fails when the CAA question fails, and does not know when nobody answered', () => {
    const failing = {
      name: 'www.harbor.example',
      answer: { state: 'failed', detail: '192.0.2.53: SERVFAIL' },
    } as const;
    expect(findingsOf(judge([{ ...policy(), levels: [failing] }]))).toMatchObject([
      { key: 'failed', confidence: 'likely' },
    ]);
    const silent = { name: 'www.harbor.example', answer: { state: 'unknown', detail: 'timeout' } } as const;
    expect(judge([{ ...policy(), levels: [silent] }]).outcome).toBe('unknown');
  });

  it('does not know who issues when neither a certificate nor an edge was seen, or the issuer is not known', () => {
    expect(judge([policy(letsEncrypt)])).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining('who issues'),
    });
    expect(judge([policy(letsEncrypt)], { addresses: elsewhere, issuer: 'Harbor Private CA' })).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining('“Harbor Private CA”'),
    });
  });

  it('does not take the edge’s usual authority for that of a live certificate from one that is not known', () => {
    const known = { issuer: 'Harbor Private CA' };
    for (const addresses of [atVercel, atCloudflare]) {
      const all = ['letsencrypt.org', 'pki.goog', 'ssl.com', 'sectigo.com'].map((value) => record('issue', value));
      expect(judge([policy(...all)], { ...known, addresses })).toMatchObject({
        outcome: 'unknown',
        because: expect.stringContaining('“Harbor Private CA”'),
      });
    }
    expect(judge([policy()], { ...known, addresses: atVercel }).outcome).toBe('pass');
    expect(keysOf(judge([policy(record('issue', ';'))], { ...known, addresses: atVercel }))).toEqual(['nobody']);
  });

  it('names a wildcard once that several hosts share', () => {
    const records = policy(letsEncrypt, record('issuewild', ';'));
    const shop = { ...records, host: 'shop.harbor.example', role: 'alias' } as const;
    const [one, two] = ['www.harbor.example', 'shop.harbor.example'].map((name) => ({
      ...endpoint("Let's Encrypt", ['*.harbor.example']),
      host: name,
    }));
    const verdict = caa.evaluate({
      policies: [
        records,
        { ...shop, levels: [{ name: shop.host, answer: { state: 'none' } }, ...shop.levels.slice(1)] },
      ],
      addresses: unseen,
      endpoints: { state: 'ok', value: [one, two] as never, ms: 1 },
    });
    expect(findingsOf(verdict)).toMatchObject([{ key: 'nobody', data: { host: '*.harbor.example' } }]);
  });

  it('tells hosts that inherit the same records as one', () => {
    const strict = policy(record('issue', 'digicert.com'));
    const shop = { ...strict, host: 'shop.harbor.example', role: 'alias' } as const;
    const addresses = [...atVercel, host('shop.harbor.example', found(vercel), { role: 'alias' })];
    expect(findingsOf(judge([strict, shop], { addresses }))).toMatchObject([
      { key: 'refused', data: { host: 'www.harbor.example, shop.harbor.example' } },
    ]);
  });

  it('leaves out a guessed sibling that is not there', () => {
    const sibling = { ...policy(record('issue', ';')), host: 'harbor.example', role: 'sibling' } as const;
    const addresses = [...atVercel, host('harbor.example', nxdomain, { role: 'sibling' })];
    expect(judge([policy(), sibling], { addresses }).outcome).toBe('pass');
  });

  it('shortens long values and does not trip over hostile ones', () => {
    const long = record('issue', `${'a'.repeat(5000)}\u001b[31m`);
    const [finding] = findingsOf(judge([policy(long)], { addresses: atVercel }));
    expect(finding?.evidence.length).toBeLessThan(300);
  });

  it('does not apply below a platform’s own domain', () => expect(judge([]).outcome).toBe('not-applicable'));
});
