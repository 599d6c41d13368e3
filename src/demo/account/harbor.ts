import { hexDigits, letters } from '../deterministic.ts';
import { type PlantedSecrets, plantSecrets } from '../planted.ts';
import type { ProjectDomain, StoredVariable, VercelState } from '../vercel/state.ts';
import { brokenVariables } from './broken-variables.ts';
import { harborDeployments } from './deployments.ts';
import { generatedVariables } from './generated-variables.ts';
import { repairedVariables } from './repaired-variables.ts';
import { sharedVariables } from './shared-variables.ts';
import { openedAt } from './times.ts';

/** The ids that `.vercel/project.json` carries too. */
export const harborIds = {
  team: `team_${letters('harbor team', 24)}`,
  project: `prj_${letters('harbor project', 28)}`,
  staging: `env_${letters('harbor staging', 28)}`,
} as const;

export type HarborOptions = {
  readonly repaired: boolean;
  /** The checked-out commit, which is also the one that is live; a made-up one where there is no git. */
  readonly commit?: string;
  /** How many generated variables stand beside the shop's own. */
  readonly variables?: number;
};

/** Harbor Goods' account at Vercel: its team, its project `shop`, and everything in it. */
export function harborAccount(options: HarborOptions): VercelState {
  const secrets = plantSecrets(options);
  const commit = options.commit ?? hexDigits('harbor commit', 40);
  return {
    user: { id: letters('mara', 24), username: 'mara-harbor', email: 'mara@example.com', createdAt: openedAt },
    team: { id: harborIds.team, slug: 'harbor' },
    tokens: [{ value: secrets.vercelToken, teams: [harborIds.team] }],
    project: {
      id: harborIds.project,
      name: 'shop',
      productionBranch: 'release',
      repository: { org: 'harbor-goods', repo: 'shop', repoId: 904_118_262 },
      createdAt: openedAt,
    },
    variables: [...ownVariables(options, secrets), ...generatedVariables(options.variables ?? 0)],
    sharedVariables: sharedVariables(),
    customEnvironments: [
      { id: harborIds.staging, slug: 'staging', branchPattern: 'staging', createdAt: openedAt + 86_400_000 },
    ],
    domains: [
      { name: 'shop.example.com', apexName: 'example.com', verified: true, createdAt: openedAt + 3_000 },
      redirected('www.shop.example.com', 'example.com', openedAt + 2_000),
      options.repaired
        ? redirected('shop-harbor.vercel.app', 'vercel.app', openedAt + 1_000)
        : { name: 'shop-harbor.vercel.app', apexName: 'vercel.app', verified: true, createdAt: openedAt + 1_000 },
      redirected('harbor-goods.example', 'harbor-goods.example', openedAt + 4_000),
      redirected('harbor-lamps.example', 'harbor-lamps.example', openedAt + 5_000),
    ],
    deployments: harborDeployments({ repaired: options.repaired, commit }),
  };
}

function redirected(name: string, apexName: string, createdAt: number): ProjectDomain {
  return { name, apexName, verified: true, redirect: 'shop.example.com', createdAt };
}

function ownVariables(options: HarborOptions, secrets: PlantedSecrets): readonly StoredVariable[] {
  return options.repaired ? repairedVariables(secrets) : brokenVariables(secrets, harborIds.staging);
}
