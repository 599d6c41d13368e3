import { describe, expect, it } from 'vitest';
import type { EnvUsage } from '../../artifacts/env/usage.ts';
import { mailProviders } from './providers.ts';
import { sendersOf } from './senders.ts';

const usage = (dependencies: readonly string[], names: readonly string[] = []): EnvUsage => ({
  app: '.',
  dependencies,
  dynamic: [],
  unread: [],
  variables: names.map((name) => ({
    name,
    server: true,
    browser: false,
    optional: false,
    places: [{ path: 'lib/mail.ts', line: 3 }],
  })),
});
const shop = (dependencies: readonly string[], dir = '.') => ({ packages: [{ dir, dependencies, imports: [] }] });
const idsOf = (...given: Parameters<typeof sendersOf>) => sendersOf(...given).map(({ id }) => id);

describe('the senders of a repository', () => {
  it('show in packages, with the manifest that names them', () =>
    expect(sendersOf(usage(['resend']), shop(['resend'], 'apps/web'))).toMatchObject([
      { id: 'resend', seen: ['package resend'], places: [{ path: 'apps/web/package.json' }], selectors: ['resend'] },
    ]));

  it('show in variables, with the place that reads them', () =>
    expect(sendersOf(usage([], ['SENDGRID_API_KEY']), shop([]))).toMatchObject([
      { id: 'sendgrid', seen: ['variable SENDGRID_API_KEY'], places: [{ path: 'lib/mail.ts', line: 3 }] },
    ]));

  const envFile = (path: string, role: 'example' | 'test' = 'example') => ({
    path,
    role,
    variables: [{ name: 'RESEND_API_KEY', line: 4, empty: true }],
  });

  it('show in .env files, with the place that declares them', () => {
    expect(sendersOf(usage([]), shop([]), [envFile('.env.example')])).toMatchObject([
      {
        id: 'resend',
        seen: ['variable RESEND_API_KEY in .env.example'],
        places: [{ path: '.env.example', line: 4 }],
      },
    ]);
    expect(sendersOf(usage([], ['RESEND_API_KEY']), shop([]), [envFile('.env.example')])).toMatchObject([
      { seen: ['variable RESEND_API_KEY'] },
    ]);
  });

  it('are not taken from .env files of tests or of other apps', () => {
    const web = { ...usage([]), app: 'apps/web' };
    expect(sendersOf(web, shop([]), [envFile('.env.test', 'test'), envFile('apps/docs/.env.example')])).toEqual([]);
    expect(sendersOf(web, shop([]), [envFile('apps/web/.env.example')])).toHaveLength(1);
  });

  it('show behind a public prefix', () =>
    expect(idsOf(usage([], ['NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY']), shop([]))).toEqual(['clerk']));

  it('are not guessed from names that only look alike', () =>
    expect(idsOf(usage(['postmark-templates'], ['RESENDABLE', 'IS_LOOPS_ON', 'SESSION_SECRET']), shop([]))).toEqual(
      [],
    ));

  it('are not taken from packages that the launched app does not use', () =>
    expect(idsOf(usage(['next']), shop(['resend'], 'apps/docs'))).toEqual([]));
});

describe('the table of providers', () => {
  it('has each id and each package once', () => {
    const ids = mailProviders.map(({ id }) => id);
    const packages = mailProviders.flatMap((provider) => provider.packages);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(packages).size).toBe(packages.length);
  });

  it('names for each a page, and what it fixes has selectors', () => {
    for (const { page, selectors, selectorsFixed } of mailProviders) {
      expect(page).toMatch(/^https:\/\//);
      if (selectorsFixed) expect(selectors.length).toBeGreaterThan(0);
    }
  });
});
