import type { EnvUsage } from '../../artifacts/env/usage.ts';
import type { EnvFile, RepositoryEnvFiles } from '../../artifacts/repository/env-files.ts';
import { unknown, type Verdict } from '../../core/check.ts';
import type { Gathered } from '../../core/gathered.ts';
import { listOf } from '../../core/text.ts';

/** Names that env files supply for certain, and names they supply if git has them committed, which nobody could tell. */
export type Supplied = { readonly certain: ReadonlySet<string>; readonly possible: ReadonlySet<string> };

/**
 * Names that a deployment takes from the app's own committed `.env` and `.env.production`: a build for production loads
 * both, whether it serves production or preview. https://nextjs.org/docs/app/guides/environment-variables
 */
export function suppliedByFiles(files: Gathered<RepositoryEnvFiles>, usage: EnvUsage): Supplied {
  const all = files.state === 'ok' ? files.value.files : [];
  const folder = usage.app === '.' ? '' : `${usage.app}/`;
  const loaded = all.filter(({ path }) => [`${folder}.env`, `${folder}.env.production`].includes(path));
  return {
    certain: namesIn(loaded.filter(({ tracked }) => tracked === true)),
    possible: namesIn(loaded.filter(({ tracked }) => tracked === undefined)),
  };
}

/** `settled` unless one of the names is supplied only if git has its env file committed. */
export function unlessPossiblySupplied(
  names: readonly string[],
  { possible }: Supplied,
  settled: Verdict<never>,
): Verdict<never> {
  const open = names.filter((name) => possible.has(name));
  if (settled.outcome !== 'pass' || open.length === 0) return settled;
  return unknown(
    `${listOf(open)} stand in an env file, and git could not say whether it is committed`,
    'run the audit inside the git repository, with git installed',
  );
}

function namesIn(files: readonly EnvFile[]): ReadonlySet<string> {
  return new Set(files.flatMap(({ variables }) => variables.filter(({ empty }) => !empty).map(({ name }) => name)));
}
