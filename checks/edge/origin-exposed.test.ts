import { describe, expect, it } from 'vitest';
import type { CloudflareRecord } from '../../src/artifacts/cloudflare/rule.ts';
import type { PrivateAnswer } from '../../src/artifacts/site/private-answers.ts';
import { originExposed } from './origin-exposed.ts';
import { denied, edgeOf, findingsOf, host, keysOf, nothing, noZone, ok, record, zoneOf } from './testing.ts';

const address = '203.0.113.9';
const own = record(host, address);

function judge(records: readonly CloudflareRecord[], answers: readonly PrivateAnswer[] = []) {
  return originExposed.evaluate({
    zone: zoneOf(),
    edge: ok(edgeOf({ records: ok(records) })),
    answers: ok({ host, answers, left: [] }),
  });
}

const answered = (via: PrivateAnswer['via'], answer?: PrivateAnswer['answer']): PrivateAnswer => ({
  path: '/dashboard',
  asked: '/dashboard',
  variant: 'plain',
  url: `https://${host}/dashboard`,
  via,
  answer: answer ?? { state: 'answered', status: 307, headers: [], cookies: [], turnedAway: true },
});

describe('edge/origin-exposed', () => {
  it('passes when nothing shows the origin, fails for a DNS-only record of it, and passes again', () => {
    expect(judge([own])).toMatchObject({ outcome: 'pass', evidence: expect.stringContaining(address) });
    expect(findingsOf(judge([own, record('direct.example.com', address, { proxied: false })]))).toEqual([
      {
        key: 'record',
        data: { name: 'direct.example.com', host },
        at: { kind: 'dns', name: 'direct.example.com', type: 'A' },
        evidence: 'direct.example.com A 203.0.113.9 (DNS only)',
      },
    ]);
    expect(judge([own, record('direct.example.com', address)]).outcome).toBe('pass');
    expect(originExposed.meta.severity).toBe('medium');
  });

  it('sees the address in an SPF record, and the origin behind an alias inside the zone', () => {
    const spf = (content: string) => record('example.com', content, { type: 'TXT', proxied: false });
    expect(keysOf(judge([own, spf(`"v=spf1 ip4:${address}/32 -all"`)]))).toEqual(['record']);
    expect(judge([own, spf('v=spf1 ip4:203.0.113.99 -all')]).outcome).toBe('pass');
    const inner = [record(host, 'app.example.com'), record('app.example.com', address)];
    expect(keysOf(judge([...inner, record('mail.example.com', address, { proxied: false })]))).toEqual(['record']);
  });

  it('ends for aliases that lead in a circle', () => {
    const circle = [record(host, 'a.example.com'), record('a.example.com', host)];
    expect(judge(circle).outcome).not.toBe('fail');
  });

  it('takes a record that leads to the same place at Vercel as possible: its entry is everybody’s', () => {
    const vercel = [
      record(host, 'cname.vercel-dns.com'),
      record('old.example.com', 'cname.vercel-dns.com.', { proxied: false }),
    ];
    expect(findingsOf(judge(vercel))).toMatchObject([{ key: 'platform', confidence: 'possible' }]);
  });

  it('fails when an origin of one’s own answers past the edge, not when Vercel’s does', () => {
    expect(findingsOf(judge([own], [answered('origin')]))).toMatchObject([
      { key: 'answers', at: { kind: 'url', url: 'https://shop.example.com/dashboard' } },
    ]);
    expect(judge([own], [answered('edge')]).outcome).toBe('pass');
    expect(judge([own], [answered('origin', { state: 'failed', why: 'refused', detail: '' })]).outcome).toBe('pass');
    expect(judge([record(host, 'cname.vercel-dns.com')], [answered('origin')])).toMatchObject({
      outcome: 'pass',
      evidence: expect.stringContaining('deployment/firewall'),
    });
  });

  it('has nothing to get past where nothing is proxied', () =>
    expect(judge([{ ...own, proxied: false }]).outcome).toBe('pass'));

  it('does not know without a record, and never passes without the records', () => {
    expect(judge([]).outcome).toBe('unknown');
    const edge = ok(edgeOf({ records: denied('DNS Read') }));
    expect(originExposed.evaluate({ zone: zoneOf(), edge, answers: nothing }).outcome).toBe('blocked');
    expect(originExposed.evaluate({ zone: noZone, edge: nothing, answers: nothing }).outcome).toBe('not-applicable');
  });
});
