// Generated from the files beside it by `npm run generate`. Do not edit.
import type { AnyGatherer } from '../core/gatherer.ts';
import { gatherEnvMatrix } from './env/matrix.ts';
import { gatherEnvUsage } from './env/usage.ts';
import { gatherMailDomains } from './mail/domains.ts';
import { gatherRepositoryCommit } from './repository/commit.ts';
import { gatherEnvFiles } from './repository/env-files.ts';
import { gatherRepositorySources } from './repository/sources.ts';
import { gatherRunMoment } from './run/moment.ts';
import { gatherSiteAddresses } from './site/addresses.ts';
import { gatherSiteHosts } from './site/hosts.ts';
import { gatherVercelDomains } from './vercel/domains.ts';
import { gatherEnvironmentVariables } from './vercel/environment-variables.ts';
import { gatherVercelProject } from './vercel/project.ts';

/** Every one of the gatherers, in the order of their files. */
export const gatherers: readonly AnyGatherer[] = [
  gatherEnvMatrix,
  gatherEnvUsage,
  gatherMailDomains,
  gatherRepositoryCommit,
  gatherEnvFiles,
  gatherRepositorySources,
  gatherRunMoment,
  gatherSiteAddresses,
  gatherSiteHosts,
  gatherVercelDomains,
  gatherEnvironmentVariables,
  gatherVercelProject,
];
