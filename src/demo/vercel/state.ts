/** The three environments that every project has. */
export type Environment = 'production' | 'preview' | 'development';

/** How Vercel keeps a value: `sensitive` is never shown again, `encrypted` only one by one, `plain` always. */
export type Kind = 'plain' | 'encrypted' | 'sensitive' | 'system';

/** A variable as the account holds it, value in the clear. Times are milliseconds since 1970. */
export type StoredVariable = {
  readonly id: string;
  readonly key: string;
  readonly value: string;
  readonly type: Kind;
  /** One name stands alone on the wire, as it does in old records. */
  readonly target: Environment | readonly Environment[];
  /** Orders the list and pages it: no two variables of one list share it. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly comment?: string;
  readonly gitBranch?: string;
  readonly customEnvironmentIds?: readonly string[];
  /** Set on what an integration keeps. */
  readonly configurationId?: string;
  readonly contentHint?: { readonly type: string; readonly storeId: string };
  readonly securityIssues?: readonly ('readable-secret' | 'flags-secret-needs-split')[];
};

export type CustomEnvironment = {
  readonly id: string;
  readonly slug: string;
  readonly branchPattern?: string;
  readonly createdAt: number;
};

export type ProjectDomain = {
  readonly name: string;
  readonly apexName: string;
  readonly verified: boolean;
  readonly redirect?: string;
  readonly gitBranch?: string;
  readonly createdAt: number;
};

/** A finished deployment. `target` is absent for previews. */
export type StoredDeployment = {
  readonly id: string;
  /** Host name without a scheme. */
  readonly url: string;
  readonly target?: 'production';
  readonly aliases: readonly string[];
  readonly createdAt: number;
  readonly commit: { readonly sha: string; readonly ref: string; readonly message: string };
};

export type StoredProject = {
  readonly id: string;
  readonly name: string;
  readonly productionBranch: string;
  readonly repository: { readonly org: string; readonly repo: string; readonly repoId: number };
  readonly createdAt: number;
};

/** An access token: what the bearer is compared with, and the teams it reaches. */
export type AccessToken = { readonly value: string; readonly teams: readonly string[]; readonly expired?: boolean };

/** One person, one team and its one project: everything the simulator knows. */
export type VercelState = {
  readonly user: { readonly id: string; readonly username: string; readonly email: string; readonly createdAt: number };
  readonly team: { readonly id: string; readonly slug: string };
  readonly tokens: readonly AccessToken[];
  readonly project: StoredProject;
  readonly variables: readonly StoredVariable[];
  readonly sharedVariables: readonly StoredVariable[];
  readonly customEnvironments: readonly CustomEnvironment[];
  readonly domains: readonly ProjectDomain[];
  readonly deployments: readonly StoredDeployment[];
  /** The token may not see production: its variables are counted instead of listed. */
  readonly hidesProduction?: boolean;
};

/** The deployment that serves production: the newest one made for it. */
export function liveDeployment(state: VercelState): StoredDeployment | undefined {
  const production = state.deployments.filter((one) => one.target === 'production');
  return production.toSorted((a, b) => b.createdAt - a.createdAt)[0];
}
