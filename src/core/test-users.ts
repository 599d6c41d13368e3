import type { TestUser } from './doors/probe.ts';

/** A test identity with its secrets. `missing` names the environment variables that it refers to and that are not set. */
export type TestUserSecrets = {
  readonly headers: Readonly<Record<string, string>>;
  readonly markers: readonly string[];
  readonly missing: readonly string[];
};

/** The configured test identities; an absent one was not configured. */
export type TestUsers = { readonly [User in TestUser]?: TestUserSecrets };
