import { describe, expect, it } from 'vitest';
import { siteAddresses } from '../../artifacts/site/addresses.ts';
import type { VercelDomains } from '../../artifacts/vercel/domains.ts';
import type { VercelProject } from '../../artifacts/vercel/project.ts';
import type { Gathered } from '../../core/gathered.ts';
import type { Target } from '../../core/target.ts';
import { fakeVercel } from '../vercel/testing.ts';
import { gatherSiteAddresses } from './addresses.ts';

const missing = { state: 'unavailable', reason: 'no-credential', hint: 'set VERCEL_TOKEN' } as const;
const came = <V>(value: V): Gathered<V> => ({ state: 'ok', value, ms: 1 });
const at = (name: string, more: Partial<VercelDomains[number]> = {}) => ({ name, verified: true, ...more });
const projectAt = (...aliases: readonly string[]): VercelProject => ({
  id: 'prj_1',
  name: 'shop',
  live: { id: 'dpl_1', createdAt: 1, aliases },
  customEnvironments: [],
});

async function gather(
  domains: Gathered<VercelDomains>,
  more: { readonly project?: Gathered<VercelProject>; readonly target?: Partial<Target> } = {},
) {
  const { context } = fakeVercel({});
  const found = await gatherSiteAddresses.gather(
    { ...context, target: { ...context.target, ...more.target } },
    { domains, project: more.project ?? missing },
  );
  return siteAddresses.parse(found);
}

async function productionOf(...domains: VercelDomains): Promise<string | undefined> {
  return (await gather(came(domains))).production?.origin;
}

describe('the production address', () => {
  it('is the person’s own domain before Vercel’s, whichever comes first', async () => {
    expect(await productionOf(at('shop.vercel.app'), at('acme.net'))).toBe('https://acme.net');
    expect(await productionOf(at('acme.net'), at('shop.vercel.app'))).toBe('https://acme.net');
    expect(await productionOf(at('shop.vercel.app'))).toBe('https://shop.vercel.app');
  });

  it.each([
    ['only redirects', { redirect: 'www.acme.net' }],
    ['is not verified', { verified: false }],
    ['belongs to a branch', { gitBranch: 'next' }],
    ['belongs to a custom environment', { customEnvironmentId: 'env_1' }],
  ])('is no domain that %s', async (_what, more) => {
    expect(await productionOf(at('acme.net', more), at('www.acme.net'))).toBe('https://www.acme.net');
    expect(await productionOf(at('acme.net', more))).toBeUndefined();
  });

  it('is not known, and says why, where the domains could not be read', async () => {
    const project = came(projectAt('shop.vercel.app', 'shop-2.vercel.app'));
    expect(await gather(missing, { project })).toEqual({ unread: 'set VERCEL_TOKEN' });
  });

  it('is the live deployment’s first alias where the project has no domain', async () => {
    const project = came(projectAt('shop.vercel.app', 'shop-2.vercel.app'));
    expect((await gather(came([]), { project })).production?.origin).toBe('https://shop.vercel.app');
  });

  it('is the configured one before all others', async () => {
    const target = { production: 'https://new.acme.net', preview: 'https://preview.acme.net' };
    expect(await gather(came([at('acme.net')]), { target })).toEqual({
      production: { origin: 'https://new.acme.net', from: 'configuration' },
      preview: { origin: 'https://preview.acme.net', from: 'configuration' },
    });
  });

  it('is unknown without any of these', async () => expect(await gather(came([]))).toEqual({}));

  it.each(['acme.net/evil', 'me:pw@acme.net', 'acme.net:81', 'a b', '', 'acme.net?x', '..', '\u001b[31m'])(
    'is never made from %j',
    async (name) => expect(await productionOf(at(name))).toBeUndefined(),
  );
});
