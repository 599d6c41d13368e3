import { describe, expect, it } from 'vitest';
import type { EnvironmentVariable } from '../../src/artifacts/vercel/environment-variables.ts';
import {
  came,
  envFile,
  envFiles,
  findingsOf,
  matrixOf,
  missed,
  namesOf,
  reads,
  set,
  type Unseen,
  usage,
  writeOnly,
} from './testing.ts';
import { undeclared } from './undeclared.ts';

const code = usage([reads('SHIPPING_KEY')]);

function judge(variables: readonly EnvironmentVariable[], uses = code, files = envFiles(), unseen: Unseen = {}) {
  return undeclared.evaluate({ usage: uses, files, matrix: came(matrixOf(variables, { reads: uses, ...unseen })) });
}

describe('env/undeclared', () => {
  it('passes, fails for a name that stands nowhere, and passes once an example file has it', () => {
    expect(judge([set('SHIPPING_KEY', 'production', writeOnly)])).toEqual({
      outcome: 'pass',
      evidence: '1 variable read by the code, all declared in settings or in an env file',
    });
    expect(findingsOf(judge([]))).toEqual([
      {
        key: 'undeclared',
        data: { name: 'SHIPPING_KEY' },
        at: { kind: 'provider', provider: 'vercel', resource: 'environment variable', id: 'SHIPPING_KEY' },
        places: [{ kind: 'file', path: 'src/env.ts', line: 1 }],
        evidence: 'SHIPPING_KEY is read at src/env.ts:1; no environment and no env file has it',
      },
    ]);
    expect(judge([], code, envFiles(envFile('.env.example', ['SHIPPING_KEY']))).outcome).toBe('pass');
  });

  it('is medium, and low where the code copes without', () => {
    expect(undeclared.meta.severity).toBe('medium');
    const uses = usage([reads('BANNER', { optional: true })]);
    expect(findingsOf(judge([], uses))).toMatchObject([{ key: 'undeclared-optional', severity: 'low' }]);
  });

  it.each(['development', 'preview', 'env_9'])('counts a record for %s alone as a declaration', (environment) =>
    expect(judge([set('SHIPPING_KEY', environment, writeOnly)]).outcome).toBe('pass'),
  );

  it.each(['VERCEL_URL', 'NODE_ENV', 'npm_package_version', 'NODE_OPTIONS', 'TURBO_TOKEN'])(
    'does not flag %s, which platform or build provide',
    (name) => expect(namesOf(judge([], usage([reads(name)])))).toEqual([]),
  );

  it('needs no key where every name stands in a file', () => {
    const files = envFiles(envFile('.env.example', ['SHIPPING_KEY']));
    expect(undeclared.evaluate({ usage: code, files, matrix: missed }).outcome).toBe('pass');
    expect(undeclared.evaluate({ usage: code, files: envFiles(), matrix: missed })).toEqual({
      outcome: 'blocked',
      by: missed,
    });
  });

  it.each([
    ['hidden production variables', { hiddenInProduction: 3 }],
    ['an unread shared list', { sharedUnread: 'ask for access' }],
  ])('does not know with %s, of required and optional names alike', (_what, unseen) => {
    for (const optional of [false, true]) {
      const verdict = judge([], usage([reads('SHIPPING_KEY', { optional })]), envFiles(), unseen);
      expect(verdict).toMatchObject({
        outcome: 'unknown',
        because: expect.stringContaining('SHIPPING_KEY may be among'),
      });
    }
    expect(judge([set('SHIPPING_KEY', 'preview', writeOnly)], code, envFiles(), unseen).outcome).toBe('pass');
  });

  it('does not know while a source file could not be read', () =>
    expect(judge([], usage([], { unread: [{ path: 'a.ts', why: 'it is too large' }] }))).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining('a.ts (it is too large)'),
    }));

  it('takes __proto__ for a name like any other', () => {
    const uses = usage([reads('__proto__')]);
    expect(namesOf(judge([], uses))).toEqual(['undeclared __proto__']);
    expect(judge([set('__proto__', 'production', writeOnly)], uses).outcome).toBe('pass');
  });
});
