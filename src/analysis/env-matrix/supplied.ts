import type { EnvUsage } from '../../artifacts/env/usage.ts';
import type { RepositoryEnvFiles } from '../../artifacts/repository/env-files.ts';
import type { Gathered } from '../../core/gathered.ts';

/**
 * Names that a deployment takes from the app's own committed `.env` and `.env.production`: a build for production loads
 * both, whether it serves production or preview. https://nextjs.org/docs/app/guides/environment-variables
 */
export function suppliedByFiles(files: Gathered<RepositoryEnvFiles>, usage: EnvUsage): ReadonlySet<string> {
  if (files.state !== 'ok') return new Set();
  const folder = usage.app === '.' ? '' : `${usage.app}/`;
  const loaded = files.value.files.filter(
    ({ path, tracked }) => tracked !== false && [`${folder}.env`, `${folder}.env.production`].includes(path),
  );
  const declared = loaded.flatMap(({ variables }) => variables.filter(({ empty }) => !empty));
  return new Set(declared.map(({ name }) => name));
}
