import { buildMatrix } from '../../src/analysis/env-matrix/build.ts';
import { readFacts } from '../../src/analysis/values/describe.ts';
import type { EnvMatrix } from '../../src/artifacts/env/matrix.ts';
import type { EnvUsage, UsedVariable } from '../../src/artifacts/env/usage.ts';
import type { ValueFacts } from '../../src/artifacts/env/value.ts';
import type { EnvFile, RepositoryEnvFiles } from '../../src/artifacts/repository/env-files.ts';
import type {
  EnvironmentVariable,
  VercelEnvironmentVariables,
} from '../../src/artifacts/vercel/environment-variables.ts';
import type { Verdict } from '../../src/core/check.ts';
import type { FindingOf } from '../../src/core/finding.ts';
import { secretFingerprint } from '../../src/core/fingerprint.ts';
import type { Gathered, Unavailable } from '../../src/core/gathered.ts';

// Facts for the tests of this folder: no check imports this file.

/** Stands in every secret that the tests make, and may stand in nothing that a check says. */
export const canary = 'C4naryQ7xW2vT9kLmZ8pR3sB6n';

/** A key of Stripe's shape, put together here so that no scanner takes it for a leaked one. */
export function stripeKey(kind: 'sk' | 'pk' | 'rk', mode: 'live' | 'test', salt = ''): string {
  return [kind, mode, `${canary}${salt}`].join('_');
}

/** A Supabase key of the older kind, which names its project. */
export function supabaseKey(role: 'anon' | 'service_role', ref: string): string {
  const parts = [{ alg: 'HS256' }, { iss: 'supabase', role, ref }].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  return [...parts, canary].join('.');
}

/** A Postgres address whose password is the canary. */
export function postgres(hostAndName: string): string {
  return `postgresql://app:${canary}@${hostAndName}`;
}

/** A value that Vercel never shows again. */
export const writeOnly: ValueFacts = { state: 'write-only' };
/** A value that nobody asked to read. */
export const notRead: ValueFacts = { state: 'not-read' };
/** A value that was asked for in vain; its hint is the way out. */
export const unreadable: ValueFacts = { state: 'unreadable', hint: 'ask the owner for a role that reads values' };

type Environments = string | readonly string[];

/** One record in Vercel's settings, encrypted and read; `value` may also say how it was not seen. */
export function set(
  name: string,
  environments: Environments,
  value: string | ValueFacts,
  more: Partial<EnvironmentVariable> = {},
): EnvironmentVariable {
  const where = [environments].flat();
  const facts = typeof value === 'string' ? readFacts(value, name, fingerprint) : value;
  return {
    id: `env_${name}_${where.join('_')}_${more.gitBranch ?? ''}`,
    name,
    kind: facts.state === 'write-only' ? 'sensitive' : 'encrypted',
    environments: where,
    shared: false,
    integration: false,
    updatedAt: 1_793_491_200_000,
    securityIssues: [],
    value: facts,
    ...more,
  };
}

/** What a token may not see. */
export type Unseen = { readonly hiddenInProduction?: number; readonly sharedUnread?: string };

/** Vercel's settings as gathered. */
export function settings(variables: readonly EnvironmentVariable[], unseen: Unseen = {}): VercelEnvironmentVariables {
  return { hiddenInProduction: 0, ...unseen, variables };
}

/** The matrix of these records; `reads` adds rows for what code needs. */
export function matrixOf(
  variables: readonly EnvironmentVariable[],
  more: Unseen & { readonly reads?: EnvUsage } = {},
): EnvMatrix {
  const { reads, ...unseen } = more;
  const needed = (reads?.variables ?? []).filter(({ optional }) => !optional).map(({ name }) => name);
  return buildMatrix(settings(variables, unseen), needed, new Map([['env_9', 'staging']]));
}

/** A variable that server code needs, read at `src/env.ts:1`. */
export function reads(name: string, more: Partial<UsedVariable> = {}): UsedVariable {
  const places = [{ path: 'src/env.ts', line: 1 }];
  return { name, server: true, browser: false, optional: false, places, ...more };
}

/** What the app reads, in `.`. */
export function usage(variables: readonly UsedVariable[], more: Partial<EnvUsage> = {}): EnvUsage {
  return { app: '.', variables, dynamic: [], dependencies: [], unread: [], ...more };
}

/** A committed env file that gives each name a value. */
export function envFile(path: string, names: readonly string[], more: Partial<EnvFile> = {}): EnvFile {
  const variables = names.map((name, nth) => ({ name, line: nth + 1, empty: false }));
  return { path, role: path.endsWith('example') ? 'example' : 'all', tracked: true, variables, ...more };
}

/** Env files as a fact. */
export function envFiles(...files: readonly EnvFile[]): RepositoryEnvFiles {
  return { files, unread: [] };
}

/** A fact that came. */
export function came<V>(value: V): Gathered<V> {
  return { state: 'ok', value, ms: 1 };
}

/** A fact that did not come. */
export const missed: Unavailable = { state: 'unavailable', reason: 'no-credential', hint: 'set VERCEL_TOKEN' };

/** The findings of a verdict; none unless it failed. */
export function findingsOf<Key extends string>(verdict: Verdict<Key>): readonly FindingOf<Key>[] {
  return verdict.outcome === 'fail' ? verdict.findings : [];
}

/** Kind and variable of each finding, `absent FOO`: what a table of cases compares. */
export function namesOf(verdict: Verdict): readonly string[] {
  return findingsOf(verdict).map(({ key, data }) => `${key} ${data.name ?? data.environment}`);
}

function fingerprint(value: string): string {
  return secretFingerprint(new Uint8Array(32), value);
}
