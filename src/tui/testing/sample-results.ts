import type { CheckMeta } from '../../core/check.ts';
import type { Finding, Severity } from '../../core/finding.ts';
import { type CheckResult, type LaunchVerdict, outcomes, type Report } from '../../core/report.ts';

/** A finding about a line of a file; parts may be replaced. */
export function sampleFinding(parts: Partial<Finding> = {}): Finding {
  return {
    fingerprint: '0123456789abcdef',
    key: 'same',
    data: {},
    severity: 'blocker',
    confidence: 'certain',
    message: 'STRIPE_SECRET_KEY is the same value in preview and production.',
    evidence: 'one record, last changed on 2026-10-02',
    at: { kind: 'file', path: 'lib/stripe.ts', line: 12 },
    waived: null,
    ...parts,
  };
}

type OutcomePart = CheckResult extends infer R ? (R extends CheckResult ? Omit<R, keyof Shared> : never) : never;
type Shared = Pick<CheckResult, 'check' | 'area' | 'title' | 'severity' | 'ms' | 'why' | 'fix' | 'refs'>;

/** A result of the given check: passed, unless told otherwise. */
export function sampleResult(
  check: string,
  severity: Severity = 'high',
  part: OutcomePart = { outcome: 'pass', evidence: 'looked, and nothing is wrong' },
): CheckResult {
  const { messages: _, id, ...words } = sampleMeta(check, severity);
  return { check: id, area: check.split('/')[0] ?? '', ms: 3, ...words, ...part };
}

/** What a check says about itself. */
export function sampleMeta(check: string, severity: Severity = 'high'): CheckMeta {
  return {
    id: check,
    title: `The promise of ${check} holds`,
    why: 'Whoever can open the preview could otherwise charge real cards.',
    fix: 'Give the preview its own test key under Project, Settings, Environment Variables.',
    severity,
    refs: ['https://vercel.com/docs/environment-variables'],
    messages: {},
  };
}

/** Eight results over three areas, one of almost every outcome, in no particular order. */
export function sampleResults(): readonly CheckResult[] {
  return [
    sampleResult('env/placeholder-values', 'high'),
    sampleResult('env/separate-values', 'blocker', { outcome: 'fail', findings: [sampleFinding()] }),
    sampleResult('env/database-target', 'blocker', {
      outcome: 'unknown',
      because: 'DATABASE_URL is write-only at Vercel.',
      hint: 'Store it as encrypted instead of sensitive, or answer by hand.',
    }),
    sampleResult('email/dmarc-policy', 'high', {
      outcome: 'unavailable',
      reason: 'no-credential',
      hint: 'Set CLOUDFLARE_API_TOKEN with Zone:Read.',
    }),
    sampleResult('email/spf-record', 'medium'),
    sampleResult('payments/refunds', 'medium', { outcome: 'manual', ask: 'Was a refund tried end to end?' }),
    sampleResult('payments/webhook', 'high', { outcome: 'error', fault: { message: 'the check broke' } }),
    sampleResult('payments/currency', 'low', { outcome: 'not-applicable', because: 'No prices in the code.' }),
  ];
}

/** A report over the given results. */
export function sampleReport(
  results: readonly CheckResult[] = sampleResults(),
  verdict: LaunchVerdict = 'not-ready',
): Report {
  const counts = Object.fromEntries(
    outcomes.map((outcome) => [outcome, results.filter((result) => result.outcome === outcome).length]),
  ) as Report['counts'];
  return {
    schema: 1,
    tool: { name: 'launch-ready', version: '0.1.0' },
    target: { root: '.', production: 'https://shop.example.com' },
    startedAt: '2026-11-20T12:00:00.000Z',
    ms: 1200,
    verdict,
    counts,
    results,
    tables: {
      'dns-records': {
        columns: ['name', 'type', 'published', 'to paste'],
        rows: [
          ['_dmarc.example.com', 'TXT', 'v=DMARC1; p=none', 'v=DMARC1; p=reject; rua=mailto:dmarc@example.com'],
          ['example.com', 'TXT', `v=spf1 ${'include:_spf.mail.example '.repeat(20)}~all`, null],
        ],
      },
      redirects: { columns: ['from', 'to'], rows: [] },
    },
    notes: [],
  };
}
