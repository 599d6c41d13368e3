import { describe, expect, it } from 'vitest';
import { vercelDomains } from '../../artifacts/vercel/domains.ts';
import { ProviderFault } from '../../core/fault.ts';
import { gatherVercelDomains } from './domains.ts';
import { fakeVercel } from './testing.ts';

async function gather(...pages: readonly unknown[]) {
  const { context, notes } = fakeVercel({ domains: () => pages }, { drift: ['odd'] });
  return { domains: vercelDomains.parse(await gatherVercelDomains.gather(context, {})), notes };
}

describe('the domains', () => {
  it('come from all pages, in order, with what Vercel says of each', async () => {
    const first = {
      domains: [{ name: 'acme.net', verified: true, redirect: 'www.acme.net', gitBranch: null, odd: 1 }],
    };
    const second = {
      domains: [{ name: 'next.acme.net', verified: false, gitBranch: 'next', customEnvironmentId: 'env_1' }],
    };
    const { domains, notes } = await gather(first, second);
    expect(domains).toEqual([
      { name: 'acme.net', verified: true, redirect: 'www.acme.net' },
      { name: 'next.acme.net', verified: false, gitBranch: 'next', customEnvironmentId: 'env_1' },
    ]);
    expect(notes).toEqual(['odd']);
  });

  it.each([[{}], [{ domains: [{ name: 'acme.net' }] }], [null]])(
    'are a fault, never none, from the page %j',
    async (page) => expect(gather(page)).rejects.toBeInstanceOf(ProviderFault),
  );
});
