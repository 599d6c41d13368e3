import type { RecordType } from 'dns-packet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PracticeDns, startPracticeDns } from './start.ts';
import { ask, inShort } from './testing.ts';

const launches: { broken?: PracticeDns; repaired?: PracticeDns } = {};
type Which = keyof typeof launches;

beforeAll(async () => {
  launches.broken = await startPracticeDns({ repaired: false });
  launches.repaired = await startPracticeDns({ repaired: true });
});
afterAll(async () => {
  await launches.broken?.close();
  await launches.repaired?.close();
});

const asking = { recurse: true, dnssecOk: true };

async function resolve(which: Which, name: string, type: RecordType) {
  return ask(launches[which]?.resolver ?? '', name, type, asking);
}

/** The data of the records of a type, TXT as text. */
async function dataOf(which: Which, name: string, type: RecordType): Promise<readonly string[]> {
  const { answers = [] } = await resolve(which, name, type);
  return answers.flatMap((one) => {
    if (one.type !== type || !('data' in one)) return [];
    if (one.type === 'TXT') return [[one.data].flat().map(String).join('')];
    return [typeof one.data === 'string' ? one.data : JSON.stringify(one.data)];
  });
}

async function directly(which: Which, server: string, name: string, type: RecordType) {
  return ask(launches[which]?.connect[`${server}:53`] ?? '', name, type);
}

async function spfLookups(which: Which, name: string): Promise<number> {
  const record = (await dataOf(which, name, 'TXT')).find((text) => text.startsWith('v=spf1')) ?? '';
  let count = 0;
  for (const term of record.split(' ')) {
    if (/^[?~+-]?(include:|a\b|mx\b|exists:|redirect=)/.test(term)) count += 1;
    if (term.startsWith('include:')) count += await spfLookups(which, term.slice('include:'.length));
  }
  return count;
}

async function rcodeOf(which: Which, name: string, type: RecordType): Promise<unknown> {
  return inShort(await resolve(which, name, type)).rcode;
}

// One predicate for each rule of the areas: true where the zone breaks it. They know nothing of the product's checks.
const mess: Readonly<Record<string, (which: Which) => Promise<boolean>>> = {
  'SPF beyond ten look-ups': async (which) => (await spfLookups(which, 'example.com')) > 10,
  'SPF that ends in nothing': async (which) =>
    (await dataOf(which, 'example.com', 'TXT')).some((text) => text.endsWith('?all')),
  'a return path that does not know the sender': async (which) =>
    !(await dataOf(which, 'send.example.com', 'TXT')).some((text) => text.includes('include:amazonses.com')),
  'a DKIM key of 512 bits': async (which) =>
    (await dataOf(which, 'google._domainkey.example.com', 'TXT'))[0]?.length === 146,
  'no DKIM key for receipts': async (which) =>
    (await rcodeOf(which, 'resend._domainkey.example.com', 'TXT')) === 'NXDOMAIN',
  'DMARC that only looks': async (which) => /p=none/.test((await dataOf(which, '_dmarc.example.com', 'TXT'))[0] ?? ''),
  'reports for somebody who never agreed': async (which) =>
    /dmarc-inbox/.test((await dataOf(which, '_dmarc.example.com', 'TXT'))[0] ?? '') &&
    (await rcodeOf(which, 'example.com._report._dmarc.dmarc-inbox.example', 'TXT')) === 'NXDOMAIN',
  'a mail server behind an alias': async (which) => (await dataOf(which, 'mail.example.com', 'CNAME')).length > 0,
  'an address for reports without a scheme': async (which) =>
    !/rua=mailto:/.test((await dataOf(which, '_smtp._tls.example.com', 'TXT'))[0] ?? ''),
  'a mark over http': async (which) =>
    /l=http:/.test((await dataOf(which, 'default._bimi.example.com', 'TXT'))[0] ?? ''),
  'a silent domain that anybody may write from': async (which) =>
    (await dataOf(which, 'harbor-lamps.example', 'MX')).length === 0,
  'a second server that is not Vercel’s': async (which) =>
    (await dataOf(which, 'www.shop.example.com', 'A')).includes('203.0.113.80'),
  'an alias of the shop that goes past the edge': async (which) =>
    (await dataOf(which, 'www.shop.example.com', 'AAAA')).length === 0,
  'a name that shows where the shop lives': async (which) =>
    (await dataOf(which, 'origin.example.com', 'CNAME')).length > 0,
  'an alias whose owner let it go': async (which) =>
    (await dataOf(which, 'docs.example.com', 'CNAME')).length > 0 &&
    (await rcodeOf(which, 'docs.example.com', 'A')) === 'NXDOMAIN',
  'an address from inside': async (which) => (await dataOf(which, 'admin.example.com', 'A')).includes('10.20.0.5'),
  'an address for every name': async (which) => (await dataOf(which, 'nobody-made-this.example.com', 'A')).length > 0,
  'another authority than the one in use': async (which) => {
    const allowed = await dataOf(which, 'example.com', 'CAA');
    return !allowed.some((one) => one.includes('letsencrypt.org'));
  },
  'a lame server': async (which) => {
    const { authorities = [] } = await directly(which, 'a.gtld-servers.net', 'example.com', 'NS');
    const servers = authorities.flatMap((one) => (one.type === 'NS' ? [one.data] : []));
    const answers = await Promise.all(servers.map((server) => directly(which, server, 'example.com', 'SOA')));
    return answers.some((answer) => inShort(answer).rcode === 'REFUSED');
  },
  'a registry that names other servers': async (which) => {
    const { authorities = [] } = await directly(which, 'a.gtld-servers.net', 'example.com', 'NS');
    const above = authorities.flatMap((one) => (one.type === 'NS' ? [one.data] : []));
    const { answers = [] } = await directly(which, 'ada.ns.cloudflare.com', 'example.com', 'NS');
    const below = answers.flatMap((one) => (one.type === 'NS' ? [one.data] : []));
    return above.toSorted().join() !== below.toSorted().join();
  },
  'a zone without signatures': async (which) => !(await resolve(which, 'example.com', 'SOA')).flag_ad,
  'a zone with the wrong ones': async (which) => (await rcodeOf(which, 'harbor-goods.example', 'A')) === 'SERVFAIL',
};

describe.each(Object.entries(mess))('%s', (_name, isBroken) => {
  it('is there in the broken launch and gone from the repaired one', async () => {
    expect([await isBroken('broken'), await isBroken('repaired')]).toEqual([true, false]);
  });
});

describe.each(['broken', 'repaired'] as const)('the %s DNS', (which) => {
  it('refers from the registry to every own domain, and answers there with authority', async () => {
    for (const domain of ['example.com', 'harbor-goods.example', 'harbor-lamps.example']) {
      const registry = domain.endsWith('.com') ? 'a.gtld-servers.net' : 'a.nic.example';
      const referral = await directly(which, registry, domain, 'NS');
      expect([referral.flag_aa, inShort(referral)]).toEqual([false, { rcode: 'NOERROR', answers: [] }]);
      const server = domain === 'example.com' ? 'ada.ns.cloudflare.com' : 'ns1.harbor-dns.example';
      const own = await directly(which, server, domain, 'SOA');
      expect([own.flag_aa, inShort(own).answers]).toEqual([true, [`${domain} SOA`]]);
    }
  });

  it('answers with the edge for the shop, and never with what is behind it', async () => {
    const { answers } = inShort(await resolve(which, 'shop.example.com', 'CNAME'));
    expect(answers.filter((one) => one.endsWith('CNAME'))).toEqual([]);
    for (const address of await dataOf(which, 'shop.example.com', 'A')) expect(address).toMatch(/^104\.1[67]\./);
    expect(await dataOf(which, 'shop.example.com', 'AAAA')).toHaveLength(2);
  });

  it('gives every host of the web an address', async () => {
    for (const host of ['shop.example.com', 'www.shop.example.com', 'shop-harbor.vercel.app', 'mta-sts.example.com']) {
      expect([host, (await dataOf(which, host, 'A')).length > 0]).toEqual([host, true]);
    }
  });
});

it('tells what was asked, and of whom', async () => {
  await resolve('repaired', 'asked-once.example.com', 'TXT');
  await directly('repaired', 'bob.ns.cloudflare.com', 'asked-once.example.com', 'TXT');
  const asked = launches.repaired?.queries().filter(({ name }) => name === 'asked-once.example.com');
  expect(asked?.map(({ server, type, transport }) => `${server} ${type} ${transport}`)).toEqual([
    'resolver TXT udp',
    'ada.ns.cloudflare.com TXT udp',
  ]);
});
