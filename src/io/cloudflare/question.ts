import type { CloudflareClient } from './sdk.ts';

/** What goes into the query of a request. */
export type Query = Readonly<Record<string, string | number>>;

/** One question to Cloudflare's API and what to tell a person when it is not answered. */
export type Question = {
  /** What is asked for: `the Cache Rules`, harmless to show. */
  readonly what: string;
  /** Whose it is: `the zone example.com`, harmless to show. */
  readonly of: string;
  /** The permission group that the token needs, as Cloudflare's own table names it. */
  readonly permission: string;
  readonly query?: Query;
  /** Sends it through a resource of the SDK. What the SDK makes of the answer is not used. */
  send(client: CloudflareClient, options: { readonly query: Query }): PromiseLike<unknown>;
};
