import { describe, expect, it } from 'vitest';
import type { HostAddresses } from '../../src/artifacts/dns/addresses.ts';
import { apexAndWww } from './apex-and-www.ts';
import { addressesOf, circle, findingsOf, found, host, nodata, nxdomain, servfail, vercel } from './testing.ts';

const apex = host('harbor.example', found(vercel));
const www = host('www.harbor.example', found(vercel), { role: 'sibling' });

function judge(...hosts: readonly HostAddresses[]) {
  return apexAndWww.evaluate({ addresses: addressesOf(hosts) });
}

describe('dns/apex-and-www', () => {
  it('passes with both, fails without www, and passes again', () => {
    expect(judge(apex, www).outcome).toBe('pass');
    expect(judge(apex, host('www.harbor.example', nxdomain, { role: 'sibling' }))).toMatchObject({
      outcome: 'fail',
      findings: [{ key: 'no-address', at: { kind: 'dns', name: 'www.harbor.example', type: 'A' } }],
    });
    expect(judge(apex, www).outcome).toBe('pass');
  });

  it('fails for an apex without an address when production is www', () => {
    const bare = host('harbor.example', nodata, { role: 'sibling' });
    const verdict = judge(host('www.harbor.example', found(vercel)), bare);
    expect(findingsOf(verdict)).toMatchObject([{ data: { name: 'harbor.example' } }]);
  });

  it('fails for aliases that lead in a circle', () =>
    expect(findingsOf(judge(apex, { ...www, a: circle, aaaa: servfail }))).toMatchObject([
      { key: 'no-address', data: { name: 'www.harbor.example' } },
    ]));

  it('judges every domain of which production uses either name', () => {
    const shop = host('shop.harbor.example', found(vercel));
    const alias = host('lamps.example', found(vercel), { role: 'alias', domain: 'lamps.example' });
    const bare = host('www.lamps.example', nodata, { role: 'sibling', domain: 'lamps.example' });
    expect(findingsOf(judge(shop, alias, bare))).toMatchObject([{ data: { name: 'www.lamps.example' } }]);
    expect(judge(shop, alias, { ...bare, a: found(vercel) }).outcome).toBe('pass');
  });

  it('passes with an IPv6 address only', () =>
    expect(judge(apex, { ...www, a: nodata, aaaa: found('2606:4700::1') }).outcome).toBe('pass'));

  it('does not apply when production is another subdomain, or below a platform', () => {
    expect(judge(host('app.harbor.example', found(vercel)), { ...apex, role: 'sibling' }).outcome).toBe(
      'not-applicable',
    );
    expect(judge().outcome).toBe('not-applicable');
  });

  it('does not know what could not be asked', () => {
    expect(judge(apex, { ...www, a: servfail, aaaa: servfail }).outcome).toBe('unknown');
    expect(judge({ ...apex, a: nodata, aaaa: nodata }, { ...www, a: servfail, aaaa: servfail })).toMatchObject({
      outcome: 'fail',
      unsettled: {},
    });
  });
});
