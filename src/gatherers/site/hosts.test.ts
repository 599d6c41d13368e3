import { describe, expect, it } from 'vitest';
import { siteHosts } from '../../artifacts/site/hosts.ts';
import type { VercelDomains } from '../../artifacts/vercel/domains.ts';
import type { Gathered } from '../../core/gathered.ts';
import { fakeWorld } from '../testing-world.ts';
import { gatherSiteHosts } from './hosts.ts';

const missing = { state: 'unavailable', reason: 'no-credential', hint: 'set VERCEL_TOKEN' } as const;
const at = (name: string, more: Partial<VercelDomains[number]> = {}) => ({ name, verified: true, ...more });
const came = (...domains: VercelDomains): Gathered<VercelDomains> => ({ state: 'ok', value: domains, ms: 1 });

async function hostsOf(origin: string, domains: Gathered<VercelDomains> = missing, isLinked = false) {
  const { context } = fakeWorld({});
  const { vercel, ...target } = context.target;
  const linked = isLinked && vercel !== undefined ? { ...target, vercel } : target;
  const addresses = { production: { origin, from: 'configuration' } };
  return siteHosts.parse(await gatherSiteHosts.gather({ ...context, target: linked }, { addresses, domains }));
}

const named = async (...given: Parameters<typeof hostsOf>) =>
  (await hostsOf(...given)).production.map(({ host, role, port }) => `${role} ${host}:${port}`);

describe('production’s hosts', () => {
  it('are the canonical one and its sibling', async () => {
    expect(await named('https://example.com')).toEqual(['canonical example.com:443', 'sibling www.example.com:443']);
    expect(await named('https://www.example.com')).toEqual([
      'canonical www.example.com:443',
      'sibling example.com:443',
    ]);
    expect(await named('https://WWW.Shop.co.uk')).toEqual(['canonical www.shop.co.uk:443', 'sibling shop.co.uk:443']);
  });

  it('have no sibling below a subdomain, on a platform’s domain or for an address', async () => {
    expect(await named('https://shop.example.com')).toEqual(['canonical shop.example.com:443']);
    expect(await named('https://shop.vercel.app')).toEqual(['canonical shop.vercel.app:443']);
    expect(await named('https://203.0.113.7')).toEqual(['canonical 203.0.113.7:443']);
    expect(await named('https://[2001:db8::1]:8443')).toEqual(['canonical 2001:db8::1:8443']);
  });

  it('keep the port of the address', async () =>
    expect(await named('https://example.com:8443')).toEqual([
      'canonical example.com:8443',
      'sibling www.example.com:8443',
    ]));

  it('are Vercel’s other production domains, too, each once', async () => {
    const domains = came(
      at('example.com'),
      at('WWW.example.com', { redirect: 'example.com' }),
      at('other.net'),
      at('next.example.com', { gitBranch: 'next' }),
      at('stage.example.com', { customEnvironmentId: 'env_1' }),
      at('evil.net/path'),
    );
    expect(await named('https://example.com', domains)).toEqual([
      'canonical example.com:443',
      'alias www.example.com:443',
      'alias other.net:443',
    ]);
    expect((await hostsOf('https://example.com', domains)).domains).toEqual(['example.com', 'other.net']);
  });

  it('are guessed beside those that Vercel has', async () =>
    expect(await named('https://www.example.com', came(at('www.example.com'), at('other.net')))).toEqual([
      'canonical www.example.com:443',
      'alias other.net:443',
      'sibling example.com:443',
    ]));

  it('have no zone of one’s own on a platform’s domain', async () =>
    expect(await hostsOf('https://shop.vercel.app')).toMatchObject({ domains: [], production: [{ own: false }] }));

  it('say that there may be more where Vercel is used and could not be read', async () => {
    expect((await hostsOf('https://example.com', missing, true)).unread).toBe('set VERCEL_TOKEN');
    expect((await hostsOf('https://example.com', missing, false)).unread).toBeUndefined();
  });

  it('are not configured without a production address', async () => {
    const { context } = fakeWorld({});
    const gathering = gatherSiteHosts.gather(context, { addresses: { unread: 'set VERCEL_TOKEN' }, domains: missing });
    await expect(gathering).rejects.toMatchObject({
      reason: 'not-configured',
      hint: expect.stringMatching(/"production".*set VERCEL_TOKEN/),
    });
  });
});
