import { describe, expect, it } from 'vitest';
import type { EnvironmentVariable } from '../../src/artifacts/vercel/environment-variables.ts';
import { missingInPreview } from './missing-in-preview.ts';
import {
  came,
  envFile,
  envFiles,
  findingsOf,
  matrixOf,
  namesOf,
  reads,
  set,
  type Unseen,
  usage,
  writeOnly,
} from './testing.ts';

const code = usage([reads('RESEND_API_KEY')]);

function judge(variables: readonly EnvironmentVariable[], uses = code, unseen: Unseen = {}, files = envFiles()) {
  return missingInPreview.evaluate({
    matrix: matrixOf(variables, { reads: uses, ...unseen }),
    usage: uses,
    files: came(files),
  });
}

describe('env/missing-in-preview', () => {
  const production = set('RESEND_API_KEY', 'production', writeOnly);
  const preview = set('RESEND_API_KEY', 'preview', writeOnly);

  it('passes, fails for what preview lacks, and passes again', () => {
    const fine = { outcome: 'pass', evidence: '1 variable of production read by code, all set in preview' };
    expect(judge([production, preview])).toEqual(fine);
    expect(findingsOf(judge([production]))).toEqual([
      {
        key: 'absent',
        severity: 'medium',
        data: { name: 'RESEND_API_KEY' },
        at: { kind: 'provider', provider: 'vercel', resource: 'environment variable', id: 'RESEND_API_KEY' },
        places: [{ kind: 'file', path: 'src/env.ts', line: 1 }],
        evidence: 'RESEND_API_KEY: production set, preview absent; read at src/env.ts:1',
      },
    ]);
    expect(judge([set('RESEND_API_KEY', ['production', 'preview'], writeOnly)])).toEqual(fine);
  });

  it('is medium', () => expect(missingInPreview.meta.severity).toBe('medium'));

  it('names the branch or environment that alone has it', () => {
    const branch = set('RESEND_API_KEY', 'preview', writeOnly, { gitBranch: 'mail' });
    const staging = set('RESEND_API_KEY', 'env_9', writeOnly);
    expect(findingsOf(judge([production, branch, staging]))[0]?.evidence).toBe(
      'RESEND_API_KEY: production set, preview absent, set only for branch mail, environment staging; read at src/env.ts:1',
    );
  });

  it('is milder where the code goes on without it', () => {
    const uses = usage([reads('ANALYTICS_ID', { optional: true })]);
    expect(findingsOf(judge([set('ANALYTICS_ID', 'production', 'G-1')], uses))).toMatchObject([
      { key: 'absent-optional', severity: 'low' },
    ]);
  });

  it.each([
    ['what no code reads', set('OLD_FLAG', 'production', '1'), code],
    ['what the platform sets', set('VERCEL_URL', 'production', 'x'), usage([reads('VERCEL_URL')])],
    [
      'a store of production that the code can do without',
      set('KV_URL', 'production', writeOnly, { integration: true }),
      usage([reads('KV_URL', { optional: true })]),
    ],
  ])('does not flag %s', (_what, variable, uses) =>
    expect(namesOf(judge([variable, production, preview], uses))).toEqual([]),
  );

  it('flags a store of production that the code needs', () => {
    const store = set('KV_URL', 'production', writeOnly, { integration: true });
    expect(namesOf(judge([store], usage([reads('KV_URL')])))).toEqual(['absent KV_URL']);
  });

  it('takes what a committed env file supplies to every build', () =>
    expect(judge([production], code, {}, envFiles(envFile('.env', ['RESEND_API_KEY']))).outcome).toBe('pass'));

  it.each([
    ['hidden production variables', { hiddenInProduction: 1 }],
    ['an unread shared list', { sharedUnread: 'ask for access' }],
  ])('does not know with %s', (_what, unseen) => {
    expect(judge([production, preview], code, unseen).outcome).toBe('unknown');
  });

  it('does not call a variable absent that the shared list may hold', () =>
    expect(judge([production], code, { sharedUnread: 'ask for access' })).toMatchObject({
      outcome: 'unknown',
      because: '1 variable not seen: RESEND_API_KEY (hidden from this token)',
    }));

  it('does not know while a source file could not be read', () => {
    const uses = usage([reads('RESEND_API_KEY')], { unread: [{ path: 'a.ts', why: 'it cannot be read' }] });
    expect(judge([production, preview], uses)).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining('a.ts'),
    });
  });
});
