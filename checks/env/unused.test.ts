import { describe, expect, it } from 'vitest';
import type { EnvironmentVariable } from '../../src/artifacts/vercel/environment-variables.ts';
import { findingsOf, namesOf, reads, set, settings, type Unseen, usage, writeOnly } from './testing.ts';
import { unused } from './unused.ts';

const code = usage([reads('RESEND_API_KEY')]);

function judge(variables: readonly EnvironmentVariable[], uses = code, unseen: Unseen = {}) {
  return unused.evaluate({ listed: settings(variables, unseen), usage: uses });
}

describe('env/unused', () => {
  const read = set('RESEND_API_KEY', ['production', 'preview'], writeOnly);

  it('passes, fails for what nothing reads, and passes again', () => {
    const fine = { outcome: 'pass', evidence: '1 record set, all read by code or by an installed package' };
    expect(judge([read])).toEqual(fine);
    const old = [set('CART_TOKEN', 'production', writeOnly), set('CART_TOKEN', ['preview', 'production'], writeOnly)];
    expect(findingsOf(judge([read, ...old]))).toEqual([
      {
        key: 'unread',
        data: { name: 'CART_TOKEN' },
        at: { kind: 'provider', provider: 'vercel', resource: 'environment variable', id: 'CART_TOKEN' },
        evidence: 'CART_TOKEN is set in production, preview; the sources of the repository never name it',
        confidence: 'likely',
      },
    ]);
    expect(judge([read])).toEqual(fine);
  });

  it('is low', () => expect(unused.meta.severity).toBe('low'));

  it('is less sure where a computed name or an unread file may be what reads it', () => {
    const place = { path: 'src/env.ts', line: 4 };
    const blind = [{ dynamic: [place] }, { unread: [{ path: 'a.ts', why: 'it is too large' }] }];
    for (const more of blind) {
      expect(
        findingsOf(judge([set('CART_TOKEN', 'production', writeOnly)], usage([], { app: 'apps/web', ...more }))),
      ).toMatchObject([
        { confidence: 'possible', evidence: expect.stringContaining('apps/web never name it; 1 place could not be') },
      ]);
    }
  });

  it.each([
    [
      'what an optional read names',
      set('LOG_LEVEL', 'production', 'x'),
      usage([reads('LOG_LEVEL', { optional: true })]),
    ],
    [
      'what an installed package reads',
      set('SENTRY_AUTH_TOKEN', 'production', writeOnly),
      usage([], { dependencies: ['@sentry/nextjs'] }),
    ],
    ['what the build reads', set('NPM_TOKEN', 'production', writeOnly), usage([])],
    ['what the platform sets', set('VERCEL_URL', 'production', 'x'), usage([])],
    ['what an integration keeps', set('KV_URL', 'production', writeOnly, { integration: true }), usage([])],
  ])('does not flag %s', (_what, variable, uses) => expect(judge([variable], uses).outcome).toBe('pass'));

  it('flags a package’s variable once the package is gone', () =>
    expect(namesOf(judge([set('SENTRY_AUTH_TOKEN', 'production', writeOnly)]))).toEqual(['unread SENTRY_AUTH_TOKEN']));

  it.each([
    ['hidden production variables', { hiddenInProduction: 3 }],
    ['an unread shared list', { sharedUnread: 'ask for access' }],
  ])('does not pass with %s', (_what, unseen) => expect(judge([read], code, unseen).outcome).toBe('unknown'));

  it('takes __proto__ and constructor for names like any other', () =>
    expect(namesOf(judge([set('__proto__', 'production', 'x'), set('constructor', 'production', 'x')]))).toEqual([
      'unread __proto__',
      'unread constructor',
    ]));
});
