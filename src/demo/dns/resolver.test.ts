import { decode } from 'dns-packet';
import { afterEach, describe, expect, it } from 'vitest';
import { resolverOf } from './resolver.ts';
import { type ServedDns, serveDns } from './serve.ts';
import { ask, inShort, overUdp, questionFor } from './testing.ts';
import { zone } from './zone.ts';

const world = [
  zone('', '@ SOA a.root-servers.net nstld.example 1\nlame NS ns.nowhere', 'signed'),
  zone('test', '@ SOA ns.test. hostmaster 1\nbad NS ns.test.\nbad DS 1 13 2 aabb', 'signed'),
  zone('good.test', '@ SOA ns.test. hostmaster 1\n@ A 192.0.2.1\nout CNAME www.plain.test.', 'signed'),
  zone('plain.test', '@ SOA ns.test. hostmaster 1\nwww A 192.0.2.2\none CNAME two\ntwo CNAME one'),
  zone('bad.test', '@ SOA ns.test. hostmaster 1\n@ A 192.0.2.3', 'bogus'),
];

const open: ServedDns[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function serving(): Promise<string> {
  const served = await serveDns(resolverOf(world));
  open.push(served);
  return served.address;
}

describe('the resolver', () => {
  it.each([
    ['good.test', 'A', 'NOERROR', ['good.test A']],
    ['out.good.test', 'A', 'NOERROR', ['out.good.test CNAME', 'www.plain.test A']],
    ['nothing.plain.test', 'A', 'NXDOMAIN', []],
    ['plain.test', 'A', 'NOERROR', []],
    ['no-such-domain', 'A', 'NXDOMAIN', []],
    ['one.plain.test', 'A', 'SERVFAIL', []],
    ['www.lame', 'A', 'SERVFAIL', []],
    ['bad.test', 'A', 'SERVFAIL', []],
    ['bad.test', 'DS', 'NOERROR', ['bad.test DS']],
  ] as const)('%s %s: %s %j', async (name, type, rcode, answers) => {
    const packet = await ask(await serving(), name, type, { recurse: true });
    expect(inShort(packet)).toEqual({ rcode, answers });
    expect([packet.flag_ra, packet.flag_rd, packet.flag_aa]).toEqual([true, true, false]);
  });

  it.each([
    ['good.test', { dnssecOk: true }, true],
    ['good.test', { authenticData: true }, true],
    ['good.test', {}, false],
    ['good.test', { dnssecOk: true, checkingDisabled: true }, false],
    ['gone.good.test', { dnssecOk: true }, true],
    ['out.good.test', { dnssecOk: true }, false],
    ['www.plain.test', { dnssecOk: true }, false],
  ])('vouches for %s asked with %j: %s (RFC 6840 section 5.7)', async (name, asking, vouched) => {
    const packet = await ask(await serving(), name, 'A', { recurse: true, ...asking });
    expect(packet.flag_ad).toBe(vouched);
  });

  it('adds signatures for those who set DO', async () => {
    const address = await serving();
    const signed = await ask(address, 'good.test', 'A', { recurse: true, dnssecOk: true });
    expect(inShort(signed).answers).toEqual(['good.test A', 'good.test RRSIG']);
    const plain = await ask(address, 'www.plain.test', 'A', { recurse: true, dnssecOk: true });
    expect(inShort(plain).answers).toEqual(['www.plain.test A']);
  });

  it('gives what does not validate to those who disable checking, and to others an extended error (RFC 8914)', async () => {
    const address = await serving();
    const unchecked = await ask(address, 'bad.test', 'A', { recurse: true, checkingDisabled: true });
    expect(inShort(unchecked)).toEqual({ rcode: 'NOERROR', answers: ['bad.test A'] });
    const refused = await ask(address, 'bad.test', 'A', { recurse: true });
    const [opt] = refused.additionals ?? [];
    const options = opt?.type === 'OPT' ? (opt.options as readonly { code: number; data?: Buffer }[]) : [];
    expect(options.map(({ code, data }) => [code, data?.readUInt16BE(0), data?.subarray(2).toString()])).toEqual([
      [15, 9, expect.stringContaining('bad.test')],
    ]);
  });

  it('refuses who does not want recursion', async () => {
    expect(inShort(await ask(await serving(), 'good.test', 'A'))).toEqual({ rcode: 'REFUSED', answers: [] });
  });

  it('answers without EDNS when it is asked without', async () => {
    const bytes = await overUdp(await serving(), questionFor('good.test', 'A', { recurse: true, edns: 0 }));
    expect(decode(bytes ?? Buffer.alloc(0)).additionals).toEqual([]);
  });
});
