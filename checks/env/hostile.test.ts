import { describe, expect, it } from 'vitest';
import { envMatrix } from '../../src/artifacts/env/matrix.ts';
import { envUsage } from '../../src/artifacts/env/usage.ts';
import { repositoryEnvFiles } from '../../src/artifacts/repository/env-files.ts';
import { siteAddresses } from '../../src/artifacts/site/addresses.ts';
import { vercelEnvironmentVariables } from '../../src/artifacts/vercel/environment-variables.ts';
import { vercelProject } from '../../src/artifacts/vercel/project.ts';
import { areaOf } from '../../src/core/check.ts';
import type { Gathered } from '../../src/core/gathered.ts';
import { judge } from '../../src/engine/judge.ts';
import { checks } from '../index.ts';
import {
  came,
  canary,
  envFile,
  envFiles,
  matrixOf,
  missed,
  postgres,
  reads,
  set,
  settings,
  stripeKey,
  supabaseKey,
  usage,
} from './testing.ts';

const sequence = '\u001b]8;;https://evil.example\u0007';
const hostileNames = [
  '__proto__',
  'constructor',
  `A${sequence}_SECRET\u202e\u0000`,
  'B_SECRET\r\n# [ready](https://evil.example) |',
  'NEXT_PUBLIC_<img src=x>_SECRET',
  `LONG_${'SECRET_'.repeat(2_000)}KEY`,
];
const onlyProduction = `ONLY_${sequence}SECRET`;
const hosts = ['production', 'preview'];

const variables = [
  ...hostileNames.flatMap((name) => [
    set(name, 'production', canary, { updatedAt: 2_000, securityIssues: [sequence] }),
    set(name, 'preview', canary),
    set(name, 'preview', canary, { gitBranch: `${sequence}main` }),
  ]),
  set(onlyProduction, 'production', canary),
  set('DATABASE_URL', hosts, postgres('localhost/shop')),
  set('POSTGRES_URL', hosts, postgres('db.shop.net/shop')),
  set('STRIPE_KEY', hosts, stripeKey('sk', 'test')),
  set('NEXT_PUBLIC_PAY', hosts, stripeKey('sk', 'live')),
  set('NEXT_PUBLIC_FEED', hosts, `http://u:${canary}@localhost:1/${canary}?k=${canary}#${canary}`),
  set('BROKEN_URL', hosts, `postgres://u:12/${canary}@db.shop.net/shop`),
  set('SUPABASE_ANON_KEY', hosts, supabaseKey('anon', 'one')),
  set('SUPABASE_URL', hosts, 'https://two.supabase.co'),
];
const read = usage(
  [...hostileNames, onlyProduction, 'GONE_SECRET'].map((name) =>
    reads(name, { places: [{ path: `${sequence}a.ts`, line: 1 }] }),
  ),
);
const matrix = matrixOf(variables, { reads: read });

const facts: readonly (readonly [{ readonly id: string }, unknown])[] = [
  [envMatrix, matrix],
  [envUsage, read],
  [repositoryEnvFiles, envFiles(envFile(`${sequence}.env`, hostileNames))],
  [siteAddresses, {}],
  [vercelEnvironmentVariables, settings(variables)],
  [
    vercelProject,
    {
      id: 'prj_1',
      name: 'shop',
      live: { id: `${sequence}dpl`, createdAt: 1_000, aliases: [] },
      customEnvironments: [],
    },
  ],
];
const own = checks.filter(({ meta }) => areaOf(meta.id) === 'env');

function states(state: (value: unknown) => Gathered<unknown>) {
  return new Map(facts.map(([{ id }, value]) => [id, state(value)]));
}

describe('hostile facts', () => {
  it('are what all thirteen checks of the area are asked', () => expect(own).toHaveLength(13));

  it.each(own.map((check) => [check.meta.id, check] as const))(
    'leave %s harmless and silent about values',
    (_id, check) => {
      const result = judge(check, states(came));
      expect(result.outcome).toBe('fail');
      const shown = JSON.stringify(result);
      expect(shown).not.toContain(canary);
      expect(shown).not.toMatch(/\\u001b|\\u0000|\u202e|\\u0007|\\r/);
    },
  );

  it.each(own.map((check) => [check.meta.id, check] as const))('never let %s pass without any fact', (_id, check) =>
    expect(
      judge(
        check,
        states(() => missed),
      ).outcome,
    ).toBe('unavailable'),
  );

  it('hide a value’s parts where a password breaks the address in two', () =>
    expect(matrix.rows.find(({ name }) => name === 'BROKEN_URL')?.production.value).toMatchObject({ traits: [] }));
});

describe('the wording of', () => {
  it.each(own.map(({ meta }) => [meta.id, meta] as const))('%s fills every blank it leaves', (id, meta) => {
    const failing = own.find((check) => check.meta.id === id);
    const result = failing === undefined ? undefined : judge(failing, states(came));
    const findings = result !== undefined && 'findings' in result ? (result.findings ?? []) : [];
    expect(findings.filter(({ message }) => /\{\w+\}/.test(message))).toEqual([]);
    expect(meta.fix).toMatch(/[.)]$/);
    expect(meta.why).toMatch(/\.$/);
  });
});
