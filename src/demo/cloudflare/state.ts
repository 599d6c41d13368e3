import type { PermissionGroup } from './permission-groups.ts';

/** An answer's part as it goes onto the wire. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** An API token: what the bearer is compared with, and what it reaches. */
export type CloudflareToken = {
  readonly id: string;
  readonly value: string;
  /** Tokens of an account are verified elsewhere, and Page Rules refuse them. */
  readonly owner: 'user' | 'account';
  readonly status: 'active' | 'disabled' | 'expired';
  /** ISO 8601. */
  readonly expiresOn?: string;
  readonly groups: readonly PermissionGroup[];
  /** Ids of the only zones it reaches; every zone of the account without it. */
  readonly zones?: readonly string[];
};

/** A DNS record as its owner entered it. `name` is whole, `content` as the dashboard shows it. */
export type StoredRecord = {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly content: string;
  readonly proxied: boolean;
  /** Seconds; 1 is automatic. */
  readonly ttl: number;
  /** Of an MX record. */
  readonly priority?: number;
  /** The parts of a structured record, such as CAA. */
  readonly data?: Json;
};

/** A rule of a phase. */
export type StoredRule = {
  readonly id: string;
  readonly description: string;
  readonly expression: string;
  readonly action: string;
  /** False for a rule that is switched off; on without it. */
  readonly enabled?: boolean;
  readonly parameters?: Json;
  /** Only rate limiting rules have one. */
  readonly ratelimit?: Json;
};

export type StoredPageRule = {
  readonly id: string;
  readonly status: 'active' | 'disabled';
  /** A higher one wins. */
  readonly priority: number;
  /** URL pattern. */
  readonly target: string;
  readonly actions: readonly { readonly id: string; readonly value?: Json }[];
};

export type StoredSnippetRule = {
  readonly id: string;
  readonly snippet: string;
  readonly description: string;
  readonly expression: string;
  readonly enabled: boolean;
};

export type StoredPolicy = {
  readonly id: string;
  readonly name: string;
  readonly decision: 'allow' | 'deny' | 'bypass' | 'non_identity';
  /** Selectors: `{everyone: {}}`, `{email_domain: {domain}}`. */
  readonly include: readonly Json[];
};

/** A self-hosted Access application. */
export type StoredApplication = {
  readonly id: string;
  readonly name: string;
  /** Hosts with an optional path, the main one first. */
  readonly domains: readonly string[];
  readonly policies: readonly StoredPolicy[];
};

export type StoredCertificatePack = {
  readonly id: string;
  readonly type: 'universal' | 'advanced' | 'sni_custom';
  readonly hosts: readonly string[];
  /** `active`, `validation_timed_out`, `expired`, … */
  readonly status: string;
  readonly authority: 'lets_encrypt' | 'google' | 'ssl_com';
  readonly issuer: string;
  /** ISO 8601. */
  readonly expiresOn: string;
};

export type StoredHealthCheck = {
  readonly id: string;
  readonly name: string;
  /** Host or address. */
  readonly address: string;
  readonly path: string;
  /** Seconds. */
  readonly interval: number;
  readonly suspended: boolean;
  readonly status: 'unknown' | 'healthy' | 'unhealthy' | 'suspended';
};

/** Signed: its key, as the registry has to be told it. */
export type StoredSecurity =
  | { readonly status: 'disabled' }
  | {
      readonly status: 'active' | 'pending';
      readonly keyTag: number;
      readonly digest: string;
      readonly publicKey: string;
    };

export type StoredZone = {
  readonly id: string;
  readonly name: string;
  readonly status: 'initializing' | 'pending' | 'active' | 'moved';
  /** DNS only: nothing is proxied. */
  readonly paused: boolean;
  readonly kind: 'full' | 'partial' | 'secondary';
  readonly plan: 'free' | 'pro' | 'business' | 'enterprise';
  readonly nameServers: readonly string[];
  /** When it was made and last changed, in milliseconds since 1970. */
  readonly openedAt: number;
  readonly changedAt: number;
  /** By the setting's name. */
  readonly settings: Readonly<Record<string, Json>>;
  readonly records: readonly StoredRecord[];
  /** By the phase's name; a phase that is not here never had a rule. */
  readonly phases: Readonly<Record<string, readonly StoredRule[]>>;
  readonly pageRules: readonly StoredPageRule[];
  /** A route without a script switches Workers off. */
  readonly workerRoutes: readonly { readonly id: string; readonly pattern: string; readonly script?: string }[];
  readonly snippetRules: readonly StoredSnippetRule[];
  readonly normalization: {
    readonly type: 'cloudflare' | 'rfc3986';
    readonly scope: 'incoming' | 'both' | 'none';
  };
  /** As the API shows it: the fields differ from plan to plan. */
  readonly bots: Readonly<Record<string, Json>>;
  readonly applications: readonly StoredApplication[];
  readonly security: StoredSecurity;
  readonly certificatePacks: readonly StoredCertificatePack[];
  readonly healthChecks: readonly StoredHealthCheck[];
};

/** A list that expressions name with `$`. Items as an expression's `in` would hold them. */
export type StoredList = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'ip' | 'hostname' | 'asn';
  readonly items: readonly string[];
};

/** One account with its zones: everything the simulator knows. */
export type CloudflareState = {
  readonly account: { readonly id: string; readonly name: string };
  readonly tokens: readonly CloudflareToken[];
  readonly zones: readonly StoredZone[];
  readonly lists: readonly StoredList[];
};
