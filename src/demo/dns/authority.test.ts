import { afterEach, describe, expect, it } from 'vitest';
import { authorityOf } from './authority.ts';
import { type ServedDns, serveDns } from './serve.ts';
import { ask, inShort } from './testing.ts';
import { zone } from './zone.ts';

const shop = zone(
  'acme.test',
  `
@ SOA ns1.acme.test. hostmaster 7
@ NS ns1
@ MX 0 .
@ TXT "v=spf1 " "-all"
ns1 A 192.0.2.53
www CNAME shop
shop A 192.0.2.80
away CNAME www.other.test.
a.b.deep A 192.0.2.1
* A 192.0.2.99
*.wild TXT "any"
caa CAA 128 issue "ca.test"
below NS ns.below
ns.below A 192.0.2.54
below DS 1 13 2 aabb
`,
);

const open: ServedDns[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function serving(): Promise<string> {
  const served = await serveDns(authorityOf([shop]));
  open.push(served);
  return served.address;
}

describe('an authoritative server', () => {
  it.each([
    ['acme.test', 'MX', 'NOERROR', ['acme.test MX']],
    ['ACME.Test', 'MX', 'NOERROR', ['ACME.Test MX']],
    ['acme.test', 'A', 'NOERROR', []],
    ['www.acme.test', 'A', 'NOERROR', ['www.acme.test CNAME', 'shop.acme.test A']],
    ['www.acme.test', 'CNAME', 'NOERROR', ['www.acme.test CNAME']],
    ['away.acme.test', 'A', 'NOERROR', ['away.acme.test CNAME']],
    ['anything.acme.test', 'A', 'NOERROR', ['anything.acme.test A']],
    ['x.y.acme.test', 'A', 'NOERROR', ['x.y.acme.test A']],
    ['anything.acme.test', 'TXT', 'NOERROR', []],
    ['b.deep.acme.test', 'A', 'NOERROR', []],
    ['x.b.deep.acme.test', 'A', 'NXDOMAIN', []],
    ['x.shop.acme.test', 'A', 'NXDOMAIN', []],
    ['x.y.wild.acme.test', 'TXT', 'NOERROR', ['x.y.wild.acme.test TXT']],
    ['other.test', 'A', 'REFUSED', []],
  ] as const)('%s %s: %s %j (RFC 1034 section 4.3.2, RFC 4592)', async (name, type, rcode, answers) => {
    const packet = await ask(await serving(), name, type);
    expect(inShort(packet)).toEqual({ rcode, answers });
    expect([packet.flag_aa, packet.flag_ra]).toEqual([rcode !== 'REFUSED', false]);
  });

  it('says with the SOA record which zone has nothing (RFC 2308)', async () => {
    const address = await serving();
    for (const name of ['acme.test', 'x.shop.acme.test']) {
      const { authorities } = await ask(address, name, 'AAAA');
      expect(authorities?.map((one) => `${one.name} ${one.type}`)).toEqual(['acme.test SOA']);
    }
  });

  it('refers to the servers below a cut, with their addresses and without authority', async () => {
    const packet = await ask(await serving(), 'www.below.acme.test', 'A', { dnssecOk: true });
    expect([packet.flag_aa, packet.answers]).toEqual([false, []]);
    expect(packet.authorities?.map((one) => `${one.name} ${one.type}`)).toEqual([
      'below.acme.test NS',
      'below.acme.test DS',
    ]);
    expect(packet.additionals?.map((one) => `${one.name} ${one.type}`)).toEqual(['ns.below.acme.test A', '. OPT']);
  });

  it('answers for the DS record of a cut itself (RFC 4035 section 3.1.4.1)', async () => {
    const packet = await ask(await serving(), 'below.acme.test', 'DS');
    expect([packet.flag_aa, inShort(packet).answers]).toEqual([true, ['below.acme.test DS']]);
  });

  it('keeps the strings of a TXT record, the null MX and the critical flag of CAA', async () => {
    const address = await serving();
    const [text, mx, caa] = [
      await ask(address, 'acme.test', 'TXT'),
      await ask(address, 'acme.test', 'MX'),
      await ask(address, 'caa.acme.test', 'CAA'),
    ];
    expect(text.answers?.[0]).toMatchObject({ data: [Buffer.from('v=spf1 '), Buffer.from('-all')] });
    expect(mx.answers?.[0]).toMatchObject({ data: { preference: 0, exchange: '.' } });
    expect(caa.answers?.[0]).toMatchObject({ data: { issuerCritical: true, tag: 'issue', value: 'ca.test' } });
  });
});

describe('a zone in lines', () => {
  it.each(['shop A', 'shop NAPTR 1 2', 'shop.other.test. A 192.0.2.1'])('refuses %s', (line) => {
    expect(() => zone('acme.test', line)).toThrow();
  });
});
