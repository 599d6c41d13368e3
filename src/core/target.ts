/** A Vercel project as its API wants it. `teamId` is absent for a personal account; `slug` names a team by its address. */
export type VercelProjectRef = {
  readonly idOrName: string;
  readonly teamId?: string;
  readonly slug?: string;
  /** Where the name comes from, for people: `.vercel/project.json`, `VERCEL_PROJECT_ID`, … */
  readonly from: string;
};

/** What the person allowed. All false unless said. */
export type Consents = {
  /** Decrypt variables and compare them in memory. */
  readonly readValues: boolean;
  readonly probe: boolean;
  readonly probeProduction: boolean;
  /** No request leaves the machine. */
  readonly offline: boolean;
};

/** What is audited: the repository, its addresses and projects, and what the person allowed. */
export type Target = {
  /** Absolute path of the audited directory. */
  readonly root: string;
  /** Origins as configured; without one they are found at Vercel. */
  readonly production?: string;
  /** Host of `production` where nobody but the audited repository names it, and test users are the person's own. */
  readonly unconfirmedHost?: string;
  readonly preview?: string;
  readonly privatePaths: readonly string[];
  /** Domains that mail is sent from, as configured; empty: the registrable domain of production. */
  readonly mailDomains: readonly string[];
  /** DKIM selectors that the person knows of. */
  readonly dkimSelectors: readonly string[];
  /** Path of the payment webhook, as configured; absent: found in the code. */
  readonly webhookPath?: string;
  readonly vercel?: VercelProjectRef;
  /** Name of the zone at Cloudflare, as configured; absent: the registrable domain of production. */
  readonly cloudflareZone?: string;
  readonly consents: Consents;
  /** The time to judge by, milliseconds since 1970; `--now` sets it. */
  readonly now: number;
};
