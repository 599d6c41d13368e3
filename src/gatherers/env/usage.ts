import { usageOf } from '../../analysis/env-usage/usage.ts';
import { envUsage } from '../../artifacts/env/usage.ts';
import { repositorySources } from '../../artifacts/repository/sources.ts';
import { vercelProject } from '../../artifacts/vercel/project.ts';
import { optional } from '../../core/artifact.ts';
import { defineGatherer } from '../../core/gatherer.ts';

/** Derived: of everything the repository reads, what the launched app reads. */
export const gatherEnvUsage = defineGatherer({
  artifact: envUsage,
  needs: { sources: repositorySources, project: optional(vercelProject) },
  gather: async (_context, { sources, project }) =>
    usageOf(sources, project.state === 'ok' ? project.value.rootDirectory : undefined),
});
