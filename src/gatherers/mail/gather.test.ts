import { describe, expect, it } from 'vitest';
import type { DnsAnswer } from '../../core/doors/dns.ts';
import { type FakeWorld, fakeWorld } from '../testing-world.ts';
import { gatherMailAlignment } from './alignment.ts';
import { gatherMailBimi } from './bimi.ts';
import { gatherMailDkim } from './dkim.ts';
import { gatherMailDmarc } from './dmarc.ts';
import { gatherMailDnsHints } from './dns-hints.ts';
import { gatherMailMtaSts } from './mta-sts.ts';
import { gatherMailMx } from './mx.ts';
import { gatherMailSenders } from './senders.ts';
import { gatherMailTlsReporting } from './tls-reporting.ts';

const domains = [{ domain: 'example.com', from: 'configuration' as const }];
const missing = { state: 'unavailable', reason: 'not-found', hint: '' } as const;
const gatherers = {
  alignment: (world: FakeWorld) => gatherMailAlignment.gather(fakeWorld(world).context, { domains }),
  bimi: (world: FakeWorld) => gatherMailBimi.gather(fakeWorld(world).context, { domains }),
  dkim: (world: FakeWorld) => gatherMailDkim.gather(fakeWorld(world).context, { domains, senders: missing }),
  dmarc: (world: FakeWorld) => gatherMailDmarc.gather(fakeWorld(world).context, { domains }),
  hints: (world: FakeWorld) => gatherMailDnsHints.gather(fakeWorld(world).context, { domains, hosts: missing }),
  mtaSts: (world: FakeWorld) => gatherMailMtaSts.gather(fakeWorld(world).context, { domains }),
  mx: (world: FakeWorld) => gatherMailMx.gather(fakeWorld(world).context, { domains }),
  reporting: (world: FakeWorld) => gatherMailTlsReporting.gather(fakeWorld(world).context, { domains }),
};

// Any name and type ends so: a proxy stands for all keys.
function everything(state: Exclude<DnsAnswer['state'], 'found'>): FakeWorld {
  return { dns: new Proxy({}, { get: () => state }) };
}

describe.each(Object.entries(gatherers))('the gatherer of %s', (name, gather) => {
  it('is unavailable where no question was answered at all', async () => {
    await expect(gather(everything('timeout'))).rejects.toMatchObject({
      reason: 'timeout',
      hint: expect.stringContaining('the test'),
    });
    await expect(gather(everything('unreachable'))).rejects.toMatchObject({ reason: 'offline' });
  });

  it.each([
    ['refused', 'SERVFAIL'],
    ['malformed', 'malformed'],
  ] as const)(
    'is unavailable where several answers are all %s, and says what the resolver said',
    async (state, said) => {
      // One lone refusal is a fact about its name.
      if (name === 'mx' || name === 'bimi') return expect(await gather(everything(state))).toHaveLength(1);
      return expect(gather(everything(state))).rejects.toMatchObject({
        reason: 'not-found',
        hint: expect.stringContaining(said),
      });
    },
  );

  it.each(['nodata', 'nxdomain'] as const)('keeps %s as a fact', async (state) =>
    expect(await gather(everything(state))).toHaveLength(1),
  );
});

describe('the DKIM gatherer', () => {
  const dkim = async (world: FakeWorld, senders: Parameters<typeof gatherMailDkim.gather>[1]['senders'] = missing) => {
    const { context, asked } = fakeWorld(world);
    const [fact] = await gatherMailDkim.gather(context, { domains, senders });
    return { fact, asked };
  };

  it('asks no more than eighty selectors and a few names', async () => {
    const { asked } = await dkim({});
    expect(asked.length).toBeLessThanOrEqual(84);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('asks nothing further of servers that answer nothing', async () => {
    const names = ['example.net', '_domainkey.example.net', 'launch-ready-no-such-selector._domainkey.example.net'];
    const dns = Object.fromEntries(
      names.flatMap((name) => [`${name} TXT`, `${name} MX`].map((key) => [key, 'refused' as const])),
    );
    const { context, asked } = fakeWorld({ dns });
    const both = [...domains, { domain: 'example.net', from: 'configuration' as const }];
    const [, fact] = await gatherMailDkim.gather(context, { domains: both, senders: missing });
    expect(asked.filter((key) => key.includes('example.net'))).toHaveLength(4);
    expect(fact).toMatchObject({ unanswered: { why: 'the test: SERVFAIL' }, tried: [] });
  });

  it('takes a wildcard’s text for no key', async () => {
    const random = 'launch-ready-no-such-selector._domainkey.example.com';
    const zone = `${random} TXT v=DKIM1; p=wild\ns1._domainkey.example.com TXT v=DKIM1; p=wild\ns2._domainkey.example.com TXT v=DKIM1; p=own`;
    const { fact } = await dkim({ zone });
    expect(fact?.below).toBe('unsaid');
    expect(fact?.selectors.map(({ selector }) => selector)).toEqual(['s2']);
  });

  it('takes a wildcard’s alias, such as that of a website, for no delegated key', async () => {
    const names = ['launch-ready-no-such-selector', 's1', 's2', 'k1', 'mine'].map(
      (label) => `${label}._domainkey.example.com`,
    );
    const zone = names.map((name) => `${name} CNAME cname.vercel-dns.com`).join('\n');
    const { fact } = await dkim({ zone, target: { dkimSelectors: ['mine'] } });
    expect(fact?.selectors).toMatchObject([{ selector: 'mine', answer: { state: 'absent', chain: [] } }]);
  });

  it('tries what MX and SPF suggest before what is usual', async () => {
    const { fact } = await dkim({ zone: 'example.com MX 10 in1-smtp.messagingengine.com' });
    expect(fact?.tried.slice(0, 3)).toEqual(['fm1', 'fm2', 'fm3']);
  });
});

describe('the other gatherers', () => {
  it('a DMARC walk asks each name once and no more than eight', async () => {
    const { context, asked } = fakeWorld({});
    const deep = [{ domain: 'a.b.c.d.e.f.g.h.i.example.com', from: 'configuration' as const }];
    await gatherMailDmarc.gather(context, { domains: deep });
    expect(asked.filter((question) => question.startsWith('_dmarc.'))).toHaveLength(8);
  });

  it('BIMI reads no logo that the record does not name over https, and none of two records', async () => {
    const { context, asked } = fakeWorld({
      zone: 'default._bimi.example.com TXT v=BIMI1; l=http://10.0.0.1/x.svg',
    });
    await gatherMailBimi.gather(context, { domains });
    expect(asked).toEqual(['default._bimi.example.com TXT']);
  });

  it('MTA-STS keeps only the beginning of what a host serves', async () => {
    const url = 'https://mta-sts.example.com/.well-known/mta-sts.txt';
    const site = { [`GET ${url}`]: { status: 200, body: `version: STSv1\n${'mx: a.example\n'.repeat(5000)}` } };
    const [fact] = await gatherMailMtaSts.gather(fakeWorld({ site }).context, { domains });
    expect(JSON.stringify(fact).length).toBeLessThan(4000);
  });

  it('hints look at production’s other domains, too', async () => {
    const hosts = { state: 'ok', value: { production: [], domains: ['example.com', 'example.net'] }, ms: 1 } as const;
    const found = await gatherMailDnsHints.gather(fakeWorld({}).context, { domains, hosts });
    expect(found.map(({ domain, mail }) => `${domain} ${mail}`)).toEqual([
      'example.com configuration',
      'example.net no',
    ]);
  });

  it('senders come from what the app reads and depends on', async () => {
    const usage = { app: '.', variables: [], dynamic: [], dependencies: ['resend'], unread: [] };
    const sources = { packages: [], reads: [], dynamic: [], unread: [], files: 0 };
    expect(await gatherMailSenders.gather(fakeWorld({}).context, { usage, sources, files: missing })).toMatchObject([
      { id: 'resend' },
    ]);
  });
});
