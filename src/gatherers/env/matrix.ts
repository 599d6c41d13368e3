import { buildMatrix } from '../../analysis/env-matrix/build.ts';
import { isPlatformVariable } from '../../analysis/env-names/platform.ts';
import { envMatrix } from '../../artifacts/env/matrix.ts';
import { envUsage } from '../../artifacts/env/usage.ts';
import { vercelEnvironmentVariables } from '../../artifacts/vercel/environment-variables.ts';
import { vercelProject } from '../../artifacts/vercel/project.ts';
import { optional } from '../../core/artifact.ts';
import { defineGatherer } from '../../core/gatherer.ts';

/** Derived: the variables by name and environment, with a row for each name that the code cannot do without. */
export const gatherEnvMatrix = defineGatherer({
  artifact: envMatrix,
  needs: { listed: vercelEnvironmentVariables, usage: optional(envUsage), project: optional(vercelProject) },
  gather: async (_context, { listed, usage, project }) => {
    const required = usage.state === 'ok' ? usage.value.variables.filter((variable) => !variable.optional) : [];
    const names = required.map(({ name }) => name).filter((name) => !isPlatformVariable(name));
    const custom = project.state === 'ok' ? project.value.customEnvironments : [];
    return buildMatrix(listed, names, new Map(custom.map(({ id, slug }) => [id, slug])));
  },
});
