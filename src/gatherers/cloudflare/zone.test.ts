import { describe, expect, test } from 'vitest';
import type { CloudflarePresence } from '../../artifacts/cloudflare/presence.ts';
import { cloudflareZone } from '../../artifacts/cloudflare/zone.ts';
import type { SiteHosts } from '../../artifacts/site/hosts.ts';
import { ProviderFault, UnavailableError } from '../../core/fault.ts';
import type { Target } from '../../core/target.ts';
import { fakeWorld } from '../testing-world.ts';
import { fakeCloudflare, pagesOf } from './testing.ts';
import { gatherCloudflareZone } from './zone.ts';

// As the API answers, unknown keys included. https://developers.cloudflare.com/api/resources/zones/methods/list/
const row = (name: string, more: object = {}) => ({
  id: `id-of-${name}`,
  name,
  status: 'active',
  paused: false,
  type: 'full',
  development_mode: 0,
  name_servers: ['ada.ns.cloudflare.com'],
  plan: { id: '0feeeeeeeeeeeeeeeeeeeeeeeeeeeeee', name: 'Pro Website', legacy_id: 'pro', price: 20 },
  account: { id: 'acc1', name: 'Harbor Goods' },
  ...more,
});

const hostsOf = (host: string, domain: string | undefined = 'example.com', own = true): SiteHosts => ({
  production: [{ host, port: 443, role: 'canonical', own, ...(domain === undefined ? {} : { domain }) }],
  domains: own && domain !== undefined ? [domain] : [],
});
const shop = hostsOf('shop.example.com');
const seen = (state: CloudflarePresence['state']) =>
  ({ state: 'ok', value: { host: 'shop.example.com', state, because: 'seen in DNS' }, ms: 1 }) as const;
const missed = { state: 'unavailable', reason: 'offline', hint: 'no network' } as const;

async function gather(
  zones: readonly unknown[] | Error,
  presence: ReturnType<typeof seen> | typeof missed,
  { hosts = shop, target = {} }: { readonly hosts?: SiteHosts; readonly target?: Partial<Target> } = {},
) {
  const asked: string[] = [];
  const { context } = fakeWorld({ cloudflare: fakeCloudflare({ zones }, asked), target });
  const value = await gatherCloudflareZone.gather(context, { hosts, presence });
  return { zone: cloudflareZone.parse(value), asked };
}

describe('the zone of production', () => {
  test('is asked for by the names that the host lies in, and told as Cloudflare tells it', async () => {
    const { zone, asked } = await gather([row('example.com', { name: 'Example.com' })], seen('edge'));
    expect(asked).toEqual(['zones shop.example.com', 'zones example.com']);
    expect(zone).toEqual({
      state: 'found',
      host: 'shop.example.com',
      id: 'id-of-example.com',
      name: 'example.com',
      status: 'active',
      paused: false,
      plan: 'pro',
      kind: 'full',
      developmentMode: 0,
      account: { id: 'acc1', name: 'Harbor Goods' },
    });
  });

  test.each<[string, readonly unknown[], string]>([
    [
      'a zone of the subdomain goes before the one above',
      [row('example.com'), row('shop.example.com')],
      'shop.example.com',
    ],
    [
      'an active zone goes before a nearer one that waits',
      [row('example.com'), row('shop.example.com', { status: 'pending' })],
      'example.com',
    ],
    [
      'the active one of two accounts',
      [row('example.com', { status: 'pending', id: 'x' }), row('example.com')],
      'example.com',
    ],
    ['a stranger’s zone is none', [row('evil.example.net'), row('example.com')], 'example.com'],
  ])('%s', async (_what, rows, name) => {
    const { zone } = await gather(rows, seen('edge'));
    expect(zone).toMatchObject({ state: 'found', name, status: 'active', id: `id-of-${name}` });
  });

  test.each<[string, object, object]>([
    ['paused', { paused: true }, { paused: true }],
    ['waiting for its name servers', { status: 'pending' }, { status: 'pending' }],
    ['with DNS elsewhere', { type: 'partial' }, { kind: 'partial' }],
    ['of a plan that only its name tells', { plan: { name: 'Enterprise Website' } }, { plan: 'enterprise' }],
    ['of no plan', { plan: null }, { plan: '' }],
  ])('a zone %s is found all the same', async (_what, more, part) => {
    expect((await gather([row('example.com', more)], seen('dns'))).zone).toMatchObject({ state: 'found', ...part });
  });

  test('a host of twenty labels asks a handful of questions', async () => {
    const host = `${'a.'.repeat(20)}example.com`;
    const { asked, zone } = await gather([row('example.com')], seen('edge'), { hosts: hostsOf(host) });
    expect([asked.length, zone.state]).toEqual([5, 'found']);
  });
});

describe('no zone', () => {
  test.each([
    ['edge', /DNS shows Cloudflare \(seen in DNS\), but this token sees no zone example\.com.*"Zone Read"/],
    ['dns', /another account/],
    ['unlearnt', /this token sees no zone example\.com.*not at Cloudflare at all/],
  ] as const)('is unavailable where DNS shows %s', async (state, words) => {
    const work = gather([], seen(state));
    await expect(work).rejects.toMatchObject({ reason: 'not-found', hint: expect.stringMatching(words) });
  });

  test('is unavailable where DNS could not be asked', async () => {
    await expect(gather([], missed)).rejects.toMatchObject({ reason: 'not-found' });
  });

  test.each<[string, readonly unknown[] | Error]>([
    ['no token', new UnavailableError('no-credential', 'set CLOUDFLARE_API_TOKEN')],
    ['an expired one', new UnavailableError('expired', 'make a new one')],
    ['an API that fails', new ProviderFault('Cloudflare answered with an error of its own (500)', 'again')],
    ['no such zone', []],
    ['a zone that was left behind', [row('example.com', { status: 'moved' })]],
    ['a zone with DNS elsewhere, which does not serve this host', [row('example.com', { type: 'partial' })]],
  ])('is absent where DNS shows no Cloudflare, with %s', async (_what, zones) => {
    const { zone } = await gather(zones, seen('none'));
    expect(zone).toEqual({ state: 'absent', host: 'shop.example.com', because: 'seen in DNS: not at Cloudflare' });
  });

  test('an active zone that the token sees counts for more than what DNS seemed to show', async () => {
    expect((await gather([row('example.com')], seen('none'))).zone).toMatchObject({ state: 'found' });
  });

  test.each([hostsOf('shop.vercel.app', 'vercel.app', false), hostsOf('203.0.113.7', undefined, false)])(
    'is absent for a name that no own zone can hold, and nothing is asked',
    async (hosts) => {
      const { zone, asked } = await gather([row('vercel.app')], missed, { hosts });
      expect([zone.state, asked]).toEqual(['absent', []]);
    },
  );

  test.each([
    new UnavailableError('no-credential', 'set CLOUDFLARE_API_TOKEN'),
    new UnavailableError('denied', 'Zone Read'),
    new ProviderFault('500', 'again'),
  ])('where Cloudflare may be there, %s is what it is', async (error) => {
    for (const presence of [seen('edge'), seen('dns'), seen('unlearnt'), missed]) {
      await expect(gather(error, presence)).rejects.toBe(error);
    }
  });

  test('what the token lacks is told about the registered domain, not about a name below it', async () => {
    const zones = async (name: string) => {
      throw new UnavailableError('denied', `"Zone Read" on the zone ${name}`);
    };
    const { context } = fakeWorld({ cloudflare: { zones } });
    const work = gatherCloudflareZone.gather(context, { hosts: shop, presence: seen('edge') });
    await expect(work).rejects.toMatchObject({ hint: '"Zone Read" on the zone example.com' });
  });

  test.each([[[{ id: 'x' }]], [[row('example.com', { account: null })]], ['text'], [{ zones: [] }]])(
    'an answer of another shape, %j, is a fault',
    async (zones) => {
      await expect(gather(zones as readonly unknown[], seen('edge'))).rejects.toBeInstanceOf(ProviderFault);
    },
  );
});

describe('a configured zone', () => {
  const target = { cloudflareZone: 'Example.com' };

  test('is asked for alone, whatever DNS shows', async () => {
    const { zone, asked } = await gather([row('example.com')], seen('none'), { target });
    expect([zone.state, asked]).toEqual(['found', ['zones example.com']]);
  });

  test('that does not hold the host is told so, and nothing is asked', async () => {
    const work = gather([row('example.net')], seen('edge'), { target: { cloudflareZone: 'example.net' } });
    await expect(work).rejects.toMatchObject({
      reason: 'not-found',
      hint: expect.stringMatching(/zone example\.net does not hold shop\.example\.com.*launch-ready\.json/),
    });
  });

  test('that the token does not see is unavailable, never absent', async () => {
    await expect(gather([], seen('none'), { target })).rejects.toMatchObject({
      reason: 'not-found',
      hint: expect.stringMatching(/"Zone Read".*launch-ready\.json/),
    });
  });
});

test('zones of several pages are all looked at', async () => {
  const zones = async () => pagesOf([row('example.net')], [row('example.com')]);
  const { context } = fakeWorld({ cloudflare: { zones } });
  const value = await gatherCloudflareZone.gather(context, { hosts: shop, presence: seen('edge') });
  expect(value).toMatchObject({ name: 'example.com' });
});
