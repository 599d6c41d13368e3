import type { SiteAnswer, SiteRequest } from './site.ts';

/** The two test identities of `users` in the configuration. */
export type TestUser = 'a' | 'b';

/** What is there to sign in as a test user with. `missing` names environment variables that are not set. */
export type TestIdentity =
  | { readonly state: 'absent' }
  | { readonly state: 'incomplete'; readonly missing: readonly string[] }
  /** `markers`: texts that only this user's pages show, as configured; perhaps none. */
  | { readonly state: 'ready'; readonly markers: readonly string[] };

/** One read of the audited site, as a test user or as an anonymous visitor. No redirect is followed. */
export type ProbeRequest = Omit<SiteRequest, 'method'> & { readonly as?: TestUser };

/** The query parameter that keeps a probe's answer apart from what visitors ask for. */
export const cacheBuster = 'launch-ready';

/**
 * The audited site asked as a test user: a probe, GET only, at most five requests a second. Throws `UnavailableError('not-allowed')`
 * unless the person allowed probes, and `RefusedRequestError` for another origin than that of the first request, for an address without
 * `cacheBuster`, and for one whose words name an act. Nothing is asked once a run only: the same address twice is two requests.
 */
export type ProbeDoor = {
  readonly users: Readonly<Record<TestUser, TestIdentity>>;
  ask(request: ProbeRequest, signal: AbortSignal): Promise<SiteAnswer>;
};
