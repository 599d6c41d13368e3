import type { CloudflareDoor } from './doors/cloudflare.ts';
import type { DnsDoor } from './doors/dns.ts';
import type { ProbeDoor } from './doors/probe.ts';
import type { SiteDoor } from './doors/site.ts';
import type { TlsDoor } from './doors/tls.ts';
import type { VercelProjectRef } from './target.ts';

/** What a file held. A file that is there and cannot be used says why; it is never an exception. */
export type FileText =
  | { readonly state: 'text'; readonly text: string }
  | { readonly state: 'absent' }
  | { readonly state: 'skipped'; readonly why: SkippedWhy };

export type SkippedWhy = 'too-large' | 'binary' | 'link' | 'unreadable';

/** One walk through a directory: absolute paths in stable order, and what was left out. */
export type Walk = {
  readonly files: readonly string[];
  readonly skipped: readonly { readonly path: string; readonly why: SkippedWhy | 'too-many' }[];
};

/** The disk, read-only. Symbolic links are never followed; all paths are absolute. */
export type Files = {
  /** Reads UTF-8 (or UTF-16 with a mark) text of at most `maxBytes` (default 2 MiB). */
  read(path: string, options?: { readonly maxBytes?: number }): Promise<FileText>;
  /**
   * Files below `dir`. `keep` sees the path relative to `dir`, with `/`. Folders that hold no source of the project
   * (`node_modules`, `.git`, build output) are never entered.
   */
  walk(dir: string, keep: (relative: string) => boolean): Promise<Walk>;
  /** Names directly in `dir`; empty when there is no such directory. */
  entries(dir: string): Promise<readonly { readonly name: string; readonly kind: 'file' | 'directory' | 'other' }[]>;
};

/** Git facts, read without running anything that the repository configures (hooks, filters, fsmonitor, pagers). */
export type Git = {
  /** The checked-out commit and branch of the repository around `dir`, or `undefined` outside one. */
  head(dir: string): Promise<{ readonly commit: string; readonly branch?: string } | undefined>;
  /** Which of the paths (relative to `dir`) git tracks, or `undefined` outside a repository. */
  tracked(dir: string, paths: readonly string[]): Promise<ReadonlySet<string> | undefined>;
};

/**
 * A provider's answer as parsed JSON, page by page, untouched by any SDK's schema. `drift` holds one sentence for each
 * page that the SDK's own schema refused: the answer was still used.
 */
export type ProviderAnswer = { readonly pages: readonly unknown[]; readonly drift: readonly string[] };

/**
 * Vercel's REST API, GET only. Every call throws `UnavailableError` (no token, denied, expired, challenge, offline,
 * timeout, rate-limited, not-found) or `ProviderFault` (5xx, HTML, truncated JSON, reset). https://vercel.com/docs/rest-api
 */
export type VercelDoor = {
  /** GET /v9/projects/{idOrName} */
  project(ref: VercelProjectRef, signal: AbortSignal): Promise<ProviderAnswer>;
  /** GET /v10/projects/{idOrName}/env, all pages; values stay as listed (not decrypted). */
  variables(ref: VercelProjectRef, signal: AbortSignal): Promise<ProviderAnswer>;
  /** GET /v1/projects/{idOrName}/env/{id}: one variable, decrypted where the kind allows. */
  variable(ref: VercelProjectRef, id: string, signal: AbortSignal): Promise<ProviderAnswer>;
  /** GET /v1/env?projectId=: the team's shared variables linked to the project, all pages. */
  sharedVariables(ref: VercelProjectRef, projectId: string, signal: AbortSignal): Promise<ProviderAnswer>;
  /** GET /v1/env/{id}: one shared variable, decrypted where the kind allows. */
  sharedVariable(ref: VercelProjectRef, id: string, signal: AbortSignal): Promise<ProviderAnswer>;
  /** GET /v9/projects/{idOrName}/domains, all pages */
  domains(ref: VercelProjectRef, signal: AbortSignal): Promise<ProviderAnswer>;
};

/** Everything a gatherer may touch of the world. */
export type Io = {
  readonly files: Files;
  readonly git: Git;
  readonly vercel: VercelDoor;
  readonly cloudflare: CloudflareDoor;
  readonly dns: DnsDoor;
  readonly site: SiteDoor;
  readonly tls: TlsDoor;
  readonly probe: ProbeDoor;
  /** A secret's keyed fingerprint (16 hex digits): the only form in which a value may leave a gatherer. */
  readonly fingerprint: (value: string) => string;
  /** Tells the doors a value that must never be shown; from then on it is masked in faults and logs. */
  readonly hide: (value: string) => void;
};
