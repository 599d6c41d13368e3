import { declaredVariables } from '../../analysis/env-files/declared-variables.ts';
import { envFileRole, isEnvFile } from '../../analysis/env-files/role.ts';
import { type EnvFile, repositoryEnvFiles } from '../../artifacts/repository/env-files.ts';
import { definedOnly } from '../../core/defined.ts';
import { defineGatherer, type GatherContext } from '../../core/gatherer.ts';
import { fromRoot, toAbsolute } from './paths.ts';
import { reasonFor } from './survey.ts';

/** The `.env*` files below the audited root. Their values are dropped while parsing. */
export const gatherEnvFiles = defineGatherer({
  artifact: repositoryEnvFiles,
  needs: {},
  gather: async (context) => {
    const { io, target, note } = context;
    const walk = await io.files.walk(target.root, isEnvFile);
    const paths = walk.files.map((path) => fromRoot(target.root, path));
    const tracked = await io.git.tracked(target.root, paths);
    const files: EnvFile[] = [];
    for (const path of paths) {
      const file = await readEnvFile(context, path);
      if (file !== undefined) files.push(definedOnly({ ...file, tracked: tracked?.has(path) }));
    }
    for (const { path, why } of walk.skipped) {
      const left = fromRoot(target.root, path);
      if (isEnvFile(left)) note(`${left} was not read: ${reasonFor(why)}`);
    }
    return { files };
  },
});

async function readEnvFile({ io, target, note }: GatherContext, path: string) {
  const file = await io.files.read(toAbsolute(target.root, path));
  const role = envFileRole(path);
  if (file.state === 'text') return { path, role, variables: declaredVariables(file.text) };
  if (file.state === 'absent') return undefined;
  note(`${path} was not read: ${reasonFor(file.why)}`);
  return { path, role, variables: [] };
}
