import type { Finding } from '../src/core/finding.ts';
import { type CheckResult, type LaunchVerdict, type Outcome, outcomes, type Report } from '../src/core/report.ts';

/** What every result of a test shares: one decisive check of area `env`. */
export const common = {
  check: 'env/missing-in-production',
  area: 'env',
  title: 'Production has every variable that the server reads',
  severity: 'blocker',
  ms: 3,
  why: 'the first request that reads it fails for every visitor',
  fix: 'add it with `vercel env add DATABASE_URL production`, then deploy again',
  refs: ['https://vercel.com/docs/environment-variables'],
} as const;

/** A blocker in a file; `over` changes any part of it. */
export function aFinding(over: Partial<Finding> = {}): Finding {
  return {
    fingerprint: '9f2c1d4e5a6b7c8d',
    key: 'missing',
    data: { name: 'DATABASE_URL' },
    severity: 'blocker',
    confidence: 'certain',
    message: 'DATABASE_URL is read by the server and not set in production',
    evidence: 'set in preview, absent in production',
    at: { kind: 'file', path: 'src/db.ts', line: 12 },
    waived: null,
    ...over,
  };
}

/** A waived finding. */
export function aWaivedFinding(over: Partial<Finding> = {}): Finding {
  return aFinding({
    fingerprint: '0a1b2c3d4e5f6071',
    message: 'LEGACY_API_URL is read by the server and not set in production',
    waived: {
      reason: 'the legacy import is switched off until January',
      by: 'Ana Silva',
      on: '2026-11-18',
      expires: '2027-01-31',
    },
    ...over,
  });
}

/** A result that says only what its outcome needs; the rest is `common`. */
export function aResult<R extends Partial<CheckResult>>(result: R): CheckResult {
  return { ...common, ...result } as unknown as CheckResult;
}

/** A finished report of these results: counts are counted, the verdict is the caller's. */
export function aReport(results: readonly CheckResult[], over: Partial<Report> = {}): Report {
  const verdict: LaunchVerdict = 'not-ready';
  return {
    schema: 1,
    tool: { name: 'launch-ready', version: '1.0.0' },
    target: {
      root: '.',
      production: 'https://shop.example.com',
      preview: 'https://shop-git-main-acme.vercel.app',
      commit: '4f2a91c0d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a6',
      deployed: '77aa91c0d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a6',
    },
    startedAt: '2026-11-20T12:00:00.000Z',
    ms: 5123,
    verdict,
    counts: countsOf(results),
    results,
    tables: {},
    notes: [],
    ...over,
  };
}

function countsOf(results: readonly CheckResult[]): Readonly<Record<Outcome, number>> {
  const counts: Partial<Record<Outcome, number>> = {};
  for (const outcome of outcomes) counts[outcome] = results.filter((result) => result.outcome === outcome).length;
  return counts as Record<Outcome, number>;
}

/** Everything that some format, terminal or reader might obey, in one string. */
export const hostile =
  '\u001b[31m\u001b]8;;http://evil.test/\u0007 <img src=x onerror=alert(1)><script>alert(1)</script> </code></p>]]> &amp; "\' ' +
  '``` `x` @everyone #1 [l](javascript:alert(1)) ![i](http://evil.test/p.png) | a | **b** ~~s~~ $m$ www.evil.test ' +
  '\u202e\u200b\u2028\u0000\u009b31m %0A::error::x\n::stop-commands::t\n# heading\n- [x] done\r\n| a |\n<!-- c -->';

// Words that mean something to the reader of a report: a hostile provider cannot choose them.
const chosen = new Set<unknown>(
  ['not-ready', 'ready', 'undetermined', 'blocker', 'high', 'medium', 'low', 'certain', 'likely', 'possible'].concat(
    ['no-credential', 'not-allowed', 'yes', 'no', 'file', 'url', 'dns', 'provider', 'database'],
    outcomes,
  ),
);

/** The same value with the hostile string behind every text that comes from outside. */
export function poisoned<V>(value: V): V {
  return poison(value, '') as V;
}

function poison(value: unknown, name: string): unknown {
  if (typeof value === 'string') return chosen.has(value) || name === 'startedAt' ? value : value + hostile;
  if (Array.isArray(value)) return value.map((inner) => poison(inner, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, poison(inner, key)]));
}
