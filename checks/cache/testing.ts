import type { CacheDecision } from '../../src/artifacts/cache/decision.ts';
import type { CacheLiveProof, LiveProof } from '../../src/artifacts/cache/live-proof.ts';
import type { CacheVerdict, CacheVerdicts } from '../../src/artifacts/cache/verdicts.ts';
import type { PrivatePath, PrivatePaths } from '../../src/artifacts/repository/private-paths.ts';
import type { CachingAnswer, PrivateAnswer, PrivateAnswers } from '../../src/artifacts/site/private-answers.ts';

// Facts for the tests of this folder and of the analysis behind it: no check imports this file.

/** The host that the facts speak of. */
export const host = 'shop.example.com';

/** A page that reads the session, by its path. */
export function privatePath(path: string, more: Partial<PrivatePath> = {}): PrivatePath {
  const file = `app${path}/page.tsx`;
  return {
    path,
    route: path,
    kind: 'page',
    file,
    from: 'code',
    why: `reads the session (${file}:3)`,
    asks: true,
    ...more,
  };
}

/** What the repository shows, all of it read. */
export function pathsOf(paths: readonly (string | PrivatePath)[], more: Partial<PrivatePaths> = {}): PrivatePaths {
  const full = paths.map((path) => (typeof path === 'string' ? privatePath(path) : path));
  return { paths: full, public: [{ route: '/', why: 'no sign of a session' }], unread: [], ...more };
}

/** The dashboard's template, which stores everything for two hours. */
export const everything = { step: 'cache-rule', id: 'r1', name: 'Cache Everything [Template]', expression: 'true' };

/** A decision; its trace ends with what stands in `effect`. */
export function decisionOf(
  decision: CacheDecision['decision'],
  more: Partial<CacheDecision> & { readonly effect?: string } = {},
): CacheDecision {
  const { effect = `the answer is ${decision}`, ...parts } = more;
  const steps = [
    { step: 'proxied', matched: true, effect: 'the record of shop.example.com is proxied' },
    { step: 'origin', matched: true, effect },
  ] as const;
  const cookies = decision === 'unknown' ? 'unknown' : 'not-stored';
  return { decision, steps, cookies, keyedBy: [], open: [], ...parts };
}

/** `stored` by the template, cookies and all. */
export const storedByTemplate = decisionOf('stored', {
  decidedBy: everything,
  cookies: 'stripped',
  steps: [
    { step: 'proxied', matched: true, effect: 'the record of shop.example.com is proxied' },
    {
      step: 'cache-rule',
      rule: everything,
      matched: true,
      effect: 'eligible for cache, kept 2 h whatever the origin says',
    },
  ],
});

/** The edge's decision about a path; without more it is Next.js's default answer, not stored. */
export function verdict(path: string, more: Partial<CacheVerdict> = {}): CacheVerdict {
  return {
    path,
    of: path,
    variant: 'plain',
    route: path,
    url: `https://${host}${path}`,
    basis: 'next',
    origin: 'private, no-store (Next.js’s default)',
    content: 'personal',
    regardless: false,
    result: decisionOf('not-stored', { effect: 'not eligible: DYNAMIC' }),
    ...more,
  };
}

/** The same of a variant of `of`. */
export function variant(of: string, kind: CacheVerdict['variant'], more: Partial<CacheVerdict> = {}): CacheVerdict {
  const ends = {
    plain: '',
    extension: '/launch-ready.css',
    encoded: '%2flaunch-ready.css',
    delimiter: ';launch-ready.css',
  };
  return verdict(`${of}${ends[kind]}`, { of, variant: kind, content: 'unseen', ...more });
}

/** The fact that the checks of stored answers read. */
export function verdictsOf(verdicts: readonly CacheVerdict[], more: Partial<CacheVerdicts> = {}): CacheVerdicts {
  return { host, verdicts, entrances: [], left: 0, ...more };
}

/** An answer of the site; a redirect, 401 or 403 turns away. */
export function answered(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  cookies: readonly string[] = [],
): CachingAnswer {
  const turnedAway = [302, 307, 401, 403].includes(status);
  return { state: 'answered', status, headers: Object.entries(headers), cookies, turnedAway };
}

/** What an anonymous visitor got at a private path, through the edge. */
export function anonymous(path: string, answer: CachingAnswer, more: Partial<PrivateAnswer> = {}): PrivateAnswer {
  const asked = more.asked ?? path;
  return { path, asked, variant: 'plain', url: `https://${host}${asked}`, via: 'edge', answer, ...more };
}

/** Everything that was asked without a sign-in. */
export function answersOf(answers: readonly PrivateAnswer[], left: readonly string[] = []): PrivateAnswers {
  return { host, answers, left };
}

/** A path that test user A warmed; nobody read it afterwards. */
export function proved(path: string, warmed: CachingAnswer, more: Partial<LiveProof> = {}): LiveProof {
  const url = `https://${host}${path}`;
  return { path, variant: 'page', url, warmed, control: 1, markers: 'configured', readers: [], ...more };
}

/** The live proof of some paths. */
export function proofOf(proofs: readonly LiveProof[]): CacheLiveProof {
  return { host, proofs, readers: ['b', 'anonymous'], left: [], unfinished: [] };
}

/** The live proof without `--probe`. */
export const notProbed = { state: 'unavailable', reason: 'not-allowed', hint: 'allow probes with --probe' } as const;
