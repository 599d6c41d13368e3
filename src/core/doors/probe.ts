import type { SiteAnswer, SiteRequest } from './site.ts';

/** The two test identities of `users` in the configuration. */
export type TestUser = 'a' | 'b';

/** What is there to sign in as a test user with. `missing` names environment variables that are not set. */
export type TestIdentity =
  | { readonly state: 'absent' }
  | { readonly state: 'incomplete'; readonly missing: readonly string[] }
  /** `markers`: texts that only this user's pages show, as configured; perhaps none. */
  | { readonly state: 'ready'; readonly markers: readonly string[] };

/** How the hint of a probe begins that waits for nothing but leave; what it would send, and to whom, follows. */
export const allowProbe = 'allow it with --probe (p in the session): ';

/** The query parameter that keeps a probe's answer apart from what visitors ask for. */
export const cacheBuster = 'launch-ready';

/**
 * One read of the audited site, as a test user or as an anonymous visitor. No redirect is followed. The address carries
 * `cacheBuster`; its value is a label of the caller's (`dashboard-2`), for which the door sends random characters: the same ones for the
 * same label, and no others ever again.
 */
export type ProbeRequest = Omit<SiteRequest, 'method' | 'via'> & { readonly as?: TestUser };

/**
 * The audited site asked as a test user: a probe, GET only, less than five requests a second. Which paths are plain reads is the
 * caller's to know. Throws `UnavailableError`: `not-allowed` unless the person allowed probes, `offline`, `not-configured` for an identity
 * that is not there, cannot be sent or is the same session as the other one, and `timeout` when the signal's deadline is too near to begin; `RefusedRequestError` for an
 * address without `cacheBuster`, for another origin than that of the first request, and for an identity over plain http. Nothing is
 * kept: the same address twice is two requests. An answer shows the caller's label in its address, and in its headers and body nothing of the
 * random characters, so that who repeats the address says the same to everybody.
 */
export type ProbeDoor = {
  readonly users: Readonly<Record<TestUser, TestIdentity>>;
  ask(request: ProbeRequest, signal: AbortSignal): Promise<SiteAnswer>;
};
