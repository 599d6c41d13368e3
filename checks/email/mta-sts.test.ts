import { describe, expect, it } from 'vitest';
import type { FakePage } from '../../src/gatherers/testing-world.ts';
import { mtaSts } from './mta-sts.ts';
import { faultsIn, findingsIn, type MailWorld, mailFacts } from './testing.ts';

const url = 'https://mta-sts.example.com/.well-known/mta-sts.txt';
const mx = 'example.com MX 10 mx.example.com';
const record = '_mta-sts.example.com TXT v=STSv1; id=20261120';
const enforced = 'version: STSv1\nmode: enforce\nmx: mx.example.com\nmax_age: 604800\n';

function page(body: string, more: Partial<Exclude<FakePage, string>> = {}): FakePage {
  return { status: 200, headers: { 'content-type': 'text/plain' }, body, ...more };
}

async function judge(zone: string, answer: FakePage | undefined, world: MailWorld = {}) {
  const site = answer === undefined ? {} : { [`GET ${url}`]: answer };
  return mtaSts.evaluate({ mtaSts: (await mailFacts({ zone, site, ...world })).mtaSts });
}

describe('email/mta-sts', () => {
  it('passes, fails for a policy that leaves out a mail host, and passes again', async () => {
    const right = { outcome: 'pass', evidence: 'example.com: mode enforce, max_age 604800' };
    expect(await judge(`${mx}\n${record}`, page(enforced))).toEqual(right);
    expect(findingsIn(await judge(`${mx}\n${record}\nexample.com MX 20 mx2.example.net`, page(enforced)))).toEqual([
      {
        key: 'uncovered',
        data: { domain: 'example.com', detail: 'mx2.example.net' },
        at: { kind: 'url', url },
        evidence: 'MX mx2.example.net; mode: enforce; mx: mx.example.com',
        severity: 'medium',
      },
    ]);
    expect(await judge(`${mx}\n${record}`, page(enforced))).toEqual(right);
  });

  it('is low where there is none at all', async () => {
    const [finding] = findingsIn(await judge(mx, undefined));
    expect(finding).toMatchObject({
      key: 'absent',
      severity: 'low',
      at: { kind: 'dns', name: '_mta-sts.example.com' },
    });
  });

  it.each([
    ['RFC 8461 section 3.1: an id with other characters', 'v=STSv1; id=2026-11', page(enforced), ['record medium']],
    ['RFC 8461 section 3.1: no id', 'v=STSv1;', page(enforced), ['record medium']],
    ['RFC 8461 section 3.1: another version', 'v=STSv2; id=1', undefined, ['record medium']],
    [
      'RFC 8461 section 3.3: a redirect',
      'v=STSv1; id=1',
      page('', { status: 301, headers: { location: 'https://www.example.com/' } }),
      ['orphan-record medium'],
    ],
    ['RFC 8461 section 3.3: not found', 'v=STSv1; id=1', page('no', { status: 404 }), ['orphan-record medium']],
    [
      'RFC 8461 section 3.3: a certificate that does not verify',
      'v=STSv1; id=1',
      'tls' as const,
      ['orphan-record medium'],
    ],
    ['a policy host that is not there', 'v=STSv1; id=1', undefined, ['orphan-record medium']],
    [
      'a web page in its place',
      'v=STSv1; id=1',
      page('<!doctype html><p>hi', { headers: { 'content-type': 'text/html' } }),
      ['policy medium'],
    ],
    [
      'RFC 8461 section 3.2: text/plain',
      'v=STSv1; id=1',
      page(enforced, { headers: { 'content-type': 'text/html' } }),
      ['policy medium'],
    ],
    ['RFC 8461 section 3.2: no max_age', 'v=STSv1; id=1', page(enforced.replace(/max_age.*/, '')), ['policy medium']],
    [
      'RFC 8461 section 3.2: a max_age over a year',
      'v=STSv1; id=1',
      page(enforced.replace('604800', '31557601')),
      ['policy medium'],
    ],
    ['RFC 8461 section 3.2: no mx', 'v=STSv1; id=1', page(enforced.replace(/mx:.*\n/, '')), ['policy medium']],
    [
      'RFC 8461 section 3.2: an unknown mode',
      'v=STSv1; id=1',
      page(enforced.replace('enforce', 'strict')),
      ['policy medium'],
    ],
    ['a policy that is forgotten at once', 'v=STSv1; id=1', page(enforced.replace('604800', '60')), ['brief low']],
    [
      'RFC 8461 section 5: testing protects nothing',
      'v=STSv1; id=1',
      page(enforced.replace('enforce', 'testing')),
      ['testing low'],
    ],
    ['mode none', 'v=STSv1; id=1', page(enforced.replace('enforce', 'none')), ['off low']],
    ['carriage returns', 'v=STSv1; id=1', page(enforced.replaceAll('\n', '\r\n')), []],
    ['a wildcard', 'v=STSv1; id=1', page(enforced.replace('mx: mx.', 'mx: *.')), []],
  ])('judges %s', async (_what, text, answer, faults) =>
    expect(faultsIn(await judge(`${mx}\n_mta-sts.example.com TXT ${text}`, answer))).toEqual(faults),
  );

  it('RFC 8461 section 3.1: several records count as none', async () =>
    expect(faultsIn(await judge(`${mx}\n${record}\n${record}1`, page(enforced)))).toEqual(['several medium']));

  it('fails for a policy that no record announces', async () =>
    expect(faultsIn(await judge(mx, page(enforced)))).toEqual(['orphan-policy medium']));

  it('takes a web page for every path as no policy', async () =>
    expect(faultsIn(await judge(mx, page('<html>', { headers: { 'content-type': 'text/html' } })))).toEqual([
      'absent low',
    ]));

  it('does not apply to a domain that takes no mail', async () => {
    expect((await judge('example.com MX 0 .', undefined)).outcome).toBe('not-applicable');
    expect((await judge('example.com A 203.0.113.1', undefined)).outcome).toBe('not-applicable');
  });

  it('is unknown where DNS or the way there gave no answer', async () => {
    expect((await judge(mx, undefined, { dns: { '_mta-sts.example.com TXT': 'refused' } })).outcome).toBe('unknown');
    for (const trouble of ['private', 'dns'] as const)
      expect((await judge(`${mx}\n${record}`, trouble)).outcome).toBe('unknown');
    expect((await judge(`${mx}\n${record}`, 'timeout')).outcome).toBe('blocked');
    const dns = { 'example.com MX': 'refused' } as const;
    expect((await judge(record, page(enforced), { dns })).outcome).toBe('unknown');
    expect((await judge('example.com A 203.0.113.1', undefined, { dns })).outcome).toBe('unknown');
  });

  it('shortens what a hostile host serves', async () => {
    const [finding] = findingsIn(await judge(`${mx}\n${record}`, page(`version: STSv1\n${'\u001b[2J'.repeat(9000)}`)));
    expect(finding?.evidence.length).toBeLessThan(500);
  });
});
