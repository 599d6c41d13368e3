import {
  type CustomEnvironment,
  liveDeployment,
  type ProjectDomain,
  type StoredDeployment,
  type VercelState,
} from './state.ts';

/** `GET /v9/projects/{idOrName}`: what a freshly linked Next.js project answers, with its live deployment. */
export function projectShape(state: VercelState): Record<string, unknown> {
  const { project, team } = state;
  const live = liveDeployment(state);
  return {
    id: project.id,
    name: project.name,
    accountId: team.id,
    createdAt: project.createdAt,
    updatedAt: live?.createdAt ?? project.createdAt,
    framework: 'nextjs',
    nodeVersion: '24.x',
    rootDirectory: null,
    buildCommand: null,
    installCommand: null,
    outputDirectory: null,
    devCommand: null,
    directoryListing: false,
    live: live !== undefined,
    paused: false,
    autoExposeSystemEnvs: true,
    autoAssignCustomDomains: true,
    gitForkProtection: true,
    defaultResourceConfig: resources,
    resourceConfig: resources,
    deploymentExpiration: { expirationDays: 30, expirationDaysProduction: 365, deploymentsToKeep: 10 },
    ssoProtection: { deploymentType: 'preview' },
    passwordProtection: null,
    alias: [],
    customEnvironments: state.customEnvironments.map(customEnvironmentShape),
    link: linkShape(state),
    targets: live === undefined ? {} : { production: targetShape(live, state) },
    latestDeployments: [],
  };
}

const resources = { functionDefaultRegions: ['fra1'], fluid: true };

function linkShape(state: VercelState): Record<string, unknown> {
  const { project, user } = state;
  return {
    type: 'github',
    ...project.repository,
    repoOwnerId: 7_340_112,
    gitCredentialId: `cred_${user.id}`,
    productionBranch: project.productionBranch,
    deployHooks: [],
    createdAt: project.createdAt,
    updatedAt: project.createdAt,
  };
}

function targetShape(deployment: StoredDeployment, state: VercelState): Record<string, unknown> {
  const { user, team, project } = state;
  return {
    id: deployment.id,
    name: project.name,
    url: deployment.url,
    deploymentHostname: deployment.url.split('.')[0],
    alias: deployment.aliases,
    automaticAliases: [],
    aliasAssigned: deployment.createdAt + 60_000,
    aliasError: null,
    createdAt: deployment.createdAt,
    createdIn: 'fra1',
    creator: { uid: user.id, username: user.username, email: user.email },
    meta: metaOf(deployment, state),
    plan: 'pro',
    private: false,
    readyAt: deployment.createdAt + 55_000,
    readyState: 'READY',
    readySubstate: 'PROMOTED',
    target: 'production',
    teamId: team.id,
    type: 'LAMBDAS',
    userId: user.id,
  };
}

/** A row of `GET /v7/deployments`. */
export function deploymentShape(deployment: StoredDeployment, state: VercelState): Record<string, unknown> {
  const { user, project } = state;
  return {
    uid: deployment.id,
    name: project.name,
    projectId: project.id,
    url: deployment.url,
    target: deployment.target ?? null,
    created: deployment.createdAt,
    createdAt: deployment.createdAt,
    buildingAt: deployment.createdAt + 1_000,
    ready: deployment.createdAt + 55_000,
    state: 'READY',
    readyState: 'READY',
    ...(deployment.target === undefined ? {} : { readySubstate: 'PROMOTED' }),
    source: 'git',
    type: 'LAMBDAS',
    creator: { uid: user.id, username: user.username, email: user.email },
    inspectorUrl: `https://vercel.com/${state.team.slug}/${project.name}/${deployment.id}`,
    aliasAssigned: deployment.createdAt + 60_000,
    aliasError: null,
    isRollbackCandidate: deployment.target === 'production' && deployment !== liveDeployment(state),
    meta: metaOf(deployment, state),
  };
}

function metaOf(deployment: StoredDeployment, state: VercelState): Record<string, string> {
  const { org, repo, repoId } = state.project.repository;
  const { sha, ref, message } = deployment.commit;
  return {
    githubCommitSha: sha,
    githubCommitRef: ref,
    githubCommitMessage: message,
    githubOrg: org,
    githubRepo: repo,
    githubRepoId: String(repoId),
    branchAlias: `${state.project.name}-git-${ref}-${state.team.slug}.vercel.app`,
  };
}

/** A row of `GET /v9/projects/{idOrName}/domains`. An unverified domain carries the record it still waits for. */
export function domainShape(domain: ProjectDomain, state: VercelState): Record<string, unknown> {
  const proof = { type: 'TXT', domain: `_vercel.${domain.apexName}`, value: 'vc-domain-verify', reason: 'pending' };
  return {
    name: domain.name,
    apexName: domain.apexName,
    projectId: state.project.id,
    redirect: domain.redirect ?? null,
    redirectStatusCode: domain.redirect === undefined ? null : 308,
    gitBranch: domain.gitBranch ?? null,
    customEnvironmentId: null,
    createdAt: domain.createdAt,
    updatedAt: domain.createdAt,
    verified: domain.verified,
    ...(domain.verified ? {} : { verification: [proof] }),
  };
}

/** A row of `GET /v9/projects/{idOrName}/custom-environments`. */
export function customEnvironmentShape(environment: CustomEnvironment): Record<string, unknown> {
  const { id, slug, branchPattern, createdAt } = environment;
  return {
    id,
    slug,
    type: 'preview',
    createdAt,
    updatedAt: createdAt,
    ...(branchPattern === undefined ? {} : { branchMatcher: { type: 'equals', pattern: branchPattern } }),
    domains: [],
    currentDeploymentAliases: [],
  };
}

/** `GET /v2/user`. */
export function userShape(state: VercelState): Record<string, unknown> {
  const { user, team } = state;
  return {
    user: {
      id: user.id,
      username: user.username,
      email: user.email,
      name: null,
      avatar: null,
      billing: null,
      createdAt: user.createdAt,
      defaultTeamId: team.id,
      hasTrialAvailable: false,
      resourceConfig: {},
      softBlock: null,
      stagingPrefix: user.username,
    },
  };
}
