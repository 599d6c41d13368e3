import { describe, expect, it } from 'vitest';
import { vercelProject } from '../../artifacts/vercel/project.ts';
import { ProviderFault } from '../../core/fault.ts';
import { gatherVercelProject } from './project.ts';
import { fakeVercel } from './testing.ts';

async function gather(page: unknown) {
  const { context } = fakeVercel({ project: () => [page] });
  return vercelProject.parse(await gatherVercelProject.gather(context, {}));
}

const least = { id: 'prj_1', name: 'shop' };
const live = { id: 'dpl_1', createdAt: 7, url: 'shop-1.vercel.app', alias: ['shop.acme.net'] };

describe('the project', () => {
  it('is read with its live deployment', async () => {
    const page = {
      ...least,
      framework: 'nextjs',
      rootDirectory: 'apps/web',
      nodeVersion: '24.x',
      link: { type: 'github', productionBranch: 'main' },
      targets: { production: { ...live, meta: { githubCommitSha: 'abc123' } } },
      customEnvironments: [{ id: 'env_1', slug: 'staging', type: 'preview' }],
    };
    expect(await gather(page)).toEqual({
      id: 'prj_1',
      name: 'shop',
      framework: 'nextjs',
      rootDirectory: 'apps/web',
      nodeVersion: '24.x',
      productionBranch: 'main',
      live: { id: 'dpl_1', createdAt: 7, url: 'shop-1.vercel.app', aliases: ['shop.acme.net'], commit: 'abc123' },
      customEnvironments: [{ id: 'env_1', slug: 'staging' }],
    });
  });

  it.each([
    ['nothing more', {}],
    ['nulls', { framework: null, rootDirectory: null, link: null, targets: null, customEnvironments: null }],
    ['no production yet', { targets: { production: null } }],
    ['other targets', { targets: { preview: live } }],
  ])('may have %s', async (_what, more) =>
    expect(await gather({ ...least, ...more })).toEqual({ ...least, customEnvironments: [] }),
  );

  it.each([['gitlabCommitSha'], ['bitbucketCommitSha'], ['gitCommitSha']])('knows the commit by %s', async (word) => {
    const found = await gather({ ...least, targets: { production: { ...live, meta: { [word]: 'abc' } } } });
    expect(found.live?.commit).toBe('abc');
  });

  it('takes times as text', async () => {
    const found = await gather({ ...least, targets: { production: { ...live, createdAt: '2026-11-16T09:00:00Z' } } });
    expect(found.live?.createdAt).toBe(Date.UTC(2026, 10, 16, 9));
  });

  it.each([
    ['an error', { error: { code: 'forbidden' } }],
    ['a live deployment without a time', { ...least, targets: { production: { id: 'dpl_1' } } }],
    ['a time beyond every calendar', { ...least, targets: { production: { ...live, createdAt: 1e20 } } }],
    ['null', null],
  ])('is a fault when it is %s', async (_what, page) => expect(gather(page)).rejects.toBeInstanceOf(ProviderFault));

  it('is a fault when no page came', async () => {
    const { context } = fakeVercel({ project: () => [] });
    await expect(gatherVercelProject.gather(context, {})).rejects.toBeInstanceOf(ProviderFault);
  });
});
