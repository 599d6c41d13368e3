import { declaredVariables } from '../../analysis/env-files/declared-variables.ts';
import { envFileRole, isEnvFile } from '../../analysis/env-files/role.ts';
import { type EnvFile, type RepositoryEnvFiles, repositoryEnvFiles } from '../../artifacts/repository/env-files.ts';
import { definedOnly } from '../../core/defined.ts';
import { defineGatherer } from '../../core/gatherer.ts';
import { fromRoot, toAbsolute } from './paths.ts';
import { reasonFor } from './survey.ts';

/** The `.env*` files below the audited root. Their values are dropped while parsing. */
export const gatherEnvFiles = defineGatherer({
  artifact: repositoryEnvFiles,
  needs: {},
  gather: async ({ io, target }) => {
    const walk = await io.files.walk(target.root, isEnvFile);
    const paths = walk.files.map((path) => fromRoot(target.root, path));
    const tracked = await io.git.tracked(target.root, paths);
    const files: EnvFile[] = [];
    const unread: Unread[] = walk.skipped
      .map(({ path, why }) => ({ path: fromRoot(target.root, path), why: reasonFor(why), isCut: why !== 'link' }))
      .filter(({ path, isCut }) => isCut || isEnvFile(path))
      .map(({ path, why }) => ({ path, why }));
    for (const path of paths) {
      const file = await io.files.read(toAbsolute(target.root, path));
      if (file.state === 'skipped') unread.push({ path, why: reasonFor(file.why) });
      if (file.state !== 'text') continue;
      const variables = declaredVariables(file.text);
      files.push(definedOnly({ path, role: envFileRole(path), variables, tracked: tracked?.has(path) }));
    }
    return { files, unread };
  },
});

type Unread = RepositoryEnvFiles['unread'][number];
