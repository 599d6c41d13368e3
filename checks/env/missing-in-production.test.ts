import { describe, expect, it } from 'vitest';
import { missingInProduction } from './missing-in-production.ts';
import {
  came,
  canary,
  envFile,
  envFiles,
  findingsOf,
  matrixOf,
  missed,
  namesOf,
  notRead,
  reads,
  set,
  usage,
  writeOnly,
} from './testing.ts';

const code = usage([reads('RESEND_API_KEY')]);
const noFiles = came(envFiles());

function judge(
  variables: Parameters<typeof matrixOf>[0],
  {
    uses = code,
    files = noFiles,
    ...unseen
  }: Partial<{ uses: typeof code; files: typeof noFiles | typeof missed }> & Parameters<typeof matrixOf>[1] = {},
) {
  return missingInProduction.evaluate({ matrix: matrixOf(variables, { reads: uses, ...unseen }), usage: uses, files });
}

describe('env/missing-in-production', () => {
  const production = set('RESEND_API_KEY', 'production', writeOnly);
  const preview = set('RESEND_API_KEY', 'preview', writeOnly);

  it('passes, fails for what the code needs, and passes again', () => {
    expect(judge([production, preview])).toEqual({
      outcome: 'pass',
      evidence: '1 variable needed by code or set in preview, all set in production',
    });
    expect(findingsOf(judge([preview]))).toEqual([
      {
        key: 'read-by-code',
        data: { name: 'RESEND_API_KEY' },
        at: { kind: 'provider', provider: 'vercel', resource: 'environment variable', id: 'RESEND_API_KEY' },
        places: [{ kind: 'file', path: 'src/env.ts', line: 1 }],
        evidence: 'RESEND_API_KEY: preview set, production absent; read at src/env.ts:1',
      },
    ]);
    expect(judge([production, preview]).outcome).toBe('pass');
  });

  it('is a blocker', () => expect(missingInProduction.meta.severity).toBe('blocker'));

  it('fails where neither environment has what the code needs', () =>
    expect(findingsOf(judge([]))[0]?.evidence).toBe(
      'RESEND_API_KEY: preview absent, production absent; read at src/env.ts:1',
    ));

  it('fails for what only preview has, though no code names it, and says that it is less sure', () => {
    const verdict = judge([production, preview, set('FEATURE_X', 'preview', notRead)]);
    expect(findingsOf(verdict)).toMatchObject([
      { key: 'preview-only', data: { name: 'FEATURE_X' }, confidence: 'likely' },
    ]);
  });

  it.each([
    ['nothing', ''],
    ['a placeholder', 'your-api-key'],
  ])('fails where production holds %s', (_what, value) => {
    const verdict = judge([set('RESEND_API_KEY', 'production', value)]);
    expect(findingsOf(verdict)).toMatchObject([
      { key: 'empty', evidence: 'RESEND_API_KEY: production empty or a placeholder; read at src/env.ts:1' },
    ]);
  });

  it('lets a variable be empty that the code can do without', () => {
    const uses = usage([reads('BANNER', { optional: true })]);
    expect(judge([set('BANNER', ['production', 'preview'], '')], { uses }).outcome).toBe('pass');
  });

  it('fails for a value that only one branch, development or a custom environment has', () => {
    for (const variable of [
      set('RESEND_API_KEY', 'preview', notRead, { gitBranch: 'main' }),
      set('RESEND_API_KEY', 'development', notRead),
      set('RESEND_API_KEY', 'env_9', notRead),
    ]) {
      expect(namesOf(judge([variable]))).toEqual(['read-by-code RESEND_API_KEY']);
    }
  });

  it('fails for a public name that only browser code needs: the build puts it in', () => {
    const uses = usage([reads('NEXT_PUBLIC_SITE_URL', { server: false, browser: true })]);
    expect(namesOf(judge([], { uses }))).toEqual(['read-by-code NEXT_PUBLIC_SITE_URL']);
  });

  it.each([
    ['an optional read', [], usage([reads('LOG_LEVEL', { optional: true })])],
    [
      'an optional read that preview sets',
      [set('LOG_LEVEL', 'preview', 'debug')],
      usage([reads('LOG_LEVEL', { optional: true })]),
    ],
    ['what the platform sets', [set('VERCEL_URL', 'preview', 'x')], usage([reads('VERCEL_URL'), reads('NODE_ENV')])],
    ['a store of preview', [set('KV_URL', 'preview', notRead, { integration: true })], usage([])],
    ['a browser read that never has a value', [], usage([reads('SECRET_FLAG', { server: false, browser: true })])],
    ['a system record', [set('VERCEL_ENV', 'preview', 'x', { kind: 'system' })], usage([])],
  ])('does not flag %s', (_what, variables, uses) => expect(judge(variables, { uses }).outcome).toBe('pass'));

  it('flags a store that the code needs and only preview has', () => {
    const uses = usage([reads('KV_URL')]);
    expect(namesOf(judge([set('KV_URL', 'preview', notRead, { integration: true })], { uses }))).toEqual([
      'read-by-code KV_URL',
    ]);
  });

  it('does not know where git could not say whether the env file is committed', () => {
    const { tracked: _, ...file } = envFile('.env', ['SITE_NAME']);
    const verdict = judge([], { uses: usage([reads('SITE_NAME')]), files: came(envFiles(file)) });
    expect(verdict).toMatchObject({ outcome: 'unknown', because: expect.stringContaining('SITE_NAME') });
  });

  it('takes what a committed env file of the app supplies, and only that', () => {
    const uses = usage([reads('SITE_NAME')], { app: 'apps/web' });
    const judgeWith = (file: ReturnType<typeof envFile>) => judge([], { uses, files: came(envFiles(file)) }).outcome;
    expect(judgeWith(envFile('apps/web/.env', ['SITE_NAME']))).toBe('pass');
    expect(judgeWith(envFile('apps/web/.env.production', ['SITE_NAME']))).toBe('pass');
    expect(judgeWith(envFile('apps/web/.env', ['SITE_NAME'], { tracked: false }))).toBe('fail');
    expect(judgeWith(envFile('apps/web/.env.example', ['SITE_NAME']))).toBe('fail');
    expect(judgeWith(envFile('apps/web/.env.local', ['SITE_NAME']))).toBe('fail');
    expect(judgeWith(envFile('apps/admin/.env', ['SITE_NAME']))).toBe('fail');
    const empty = envFile('apps/web/.env', [], { variables: [{ name: 'SITE_NAME', line: 1, empty: true }] });
    expect(judgeWith(empty)).toBe('fail');
    expect(judge([], { uses, files: missed }).outcome).toBe('fail');
  });

  it('does not know while production variables are hidden from the token', () => {
    expect(judge([preview], { hiddenInProduction: 2 })).toMatchObject({
      outcome: 'unknown',
      because: '1 variable not seen: RESEND_API_KEY (hidden from this token)',
      hint: expect.stringContaining('token of a member'),
    });
    expect(judge([production, preview], { hiddenInProduction: 2 }).outcome).toBe('pass');
  });

  it('does not know while the shared list is unread, even where everything it asks for is there', () => {
    const sharedUnread = 'ask for access to the shared variables';
    expect(judge([preview], { sharedUnread }).outcome).toBe('unknown');
    expect(judge([production, preview], { sharedUnread })).toMatchObject({ outcome: 'unknown', hint: sharedUnread });
  });

  it('does not know while a name is computed, and says where', () => {
    const uses = usage([], { dynamic: [{ path: 'lib/env.ts', line: 3 }] });
    expect(judge([], { uses })).toMatchObject({ outcome: 'unknown', because: expect.stringContaining('lib/env.ts:3') });
  });

  it('does not know while a source file could not be read, and names it', () => {
    const uses = usage([], { unread: [{ path: 'lib/pay.ts', why: 'it is too large' }] });
    expect(judge([], { uses })).toMatchObject({
      outcome: 'unknown',
      because: '1 file could not be read: lib/pay.ts (it is too large)',
    });
  });

  it('keeps what stays open beside what it found', () => {
    const unread = [{ path: 'lib/pay.ts', why: 'it is too large' }];
    expect(judge([], { uses: usage([reads('A_KEY')], { unread }) })).toMatchObject({
      outcome: 'fail',
      unsettled: { because: expect.stringContaining('lib/pay.ts') },
    });
  });

  it('takes __proto__ and constructor for names like any other', () => {
    const uses = usage([reads('__proto__'), reads('constructor')]);
    expect(namesOf(judge([], { uses }))).toEqual(['read-by-code __proto__', 'read-by-code constructor']);
    expect(JSON.stringify(judge([set('X', 'preview', canary)], { uses }))).not.toContain(canary);
  });
});
