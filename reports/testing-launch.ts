import type { CheckResult, Report } from '../src/core/report.ts';
import { aFinding, aReport, aResult, aWaivedFinding } from './testing.ts';

const vercelToken =
  'set VERCEL_TOKEN to a token that may read the project shop (Vercel > Account Settings > Tokens), then run again';

const results: readonly CheckResult[] = [
  aResult({
    outcome: 'fail',
    findings: [aFinding(), aWaivedFinding()],
    because: '2 variables of a linked team could not be listed',
    hint: 'give the token access to the team acme',
  }),
  aResult({
    check: 'env/public-secrets',
    title: 'No secret stands under a public prefix',
    outcome: 'pass',
    evidence: '14 variables with a public prefix, all of them publishable',
  }),
  aResult({
    check: 'env/live-keys-in-preview',
    title: 'Preview holds no live key',
    outcome: 'unavailable',
    reason: 'no-credential',
    hint: vercelToken,
  }),
  aResult({
    check: 'access/two-user-isolation',
    area: 'access',
    title: 'One user never sees what belongs to another',
    outcome: 'unavailable',
    reason: 'not-allowed',
    hint: 'allow it with --probe; it reads as two test users by GET alone',
  }),
  aResult({
    check: 'payments/webhook-endpoint',
    area: 'payments',
    title: 'A live webhook endpoint stands on the production host',
    outcome: 'error',
    fault: {
      message: 'the Stripe answer ended in the middle',
      hint: 'run again; if it stays, look at status.stripe.com',
    },
  }),
  aResult({
    check: 'env/shared-secrets',
    title: 'Preview and production use different secrets',
    severity: 'high',
    why: 'whoever reads a preview log then holds the production key',
    fix: 'create a second key at the provider and set it for preview only',
    outcome: 'fail',
    findings: [
      aFinding({
        fingerprint: 'aaaa000011112222',
        severity: 'high',
        message: 'STRIPE_SECRET_KEY has one value for preview and production',
        evidence: 'record env_1 has both targets',
        at: {
          kind: 'provider',
          provider: 'Vercel',
          resource: 'environment variable',
          id: 'STRIPE_SECRET_KEY',
          link: 'https://vercel.com/acme/shop/settings/environment-variables',
        },
      }),
      aFinding({
        fingerprint: 'aaaa000011113333',
        severity: 'high',
        confidence: 'likely',
        message: 'SESSION_SECRET has one value for preview and production',
        evidence: 'equal fingerprints, 64 characters each\nchanged 2026-03-02 and 2026-03-02',
        at: { kind: 'provider', provider: 'Vercel', resource: 'environment variable', id: 'SESSION_SECRET' },
      }),
    ],
  }),
  aResult({
    check: 'env/stale-production',
    title: 'The live deployment has the current values',
    severity: 'high',
    outcome: 'unavailable',
    reason: 'no-credential',
    hint: vercelToken,
  }),
  aResult({
    check: 'env/mode-mismatch',
    title: 'Keys that belong together are of one mode',
    severity: 'high',
    outcome: 'unknown',
    because: 'STRIPE_SECRET_KEY is write-only at Vercel',
    hint: 'compare the two keys in the Stripe dashboard and answer the question in the session',
  }),
  aResult({
    check: 'monitoring/watched-by',
    area: 'monitoring',
    title: 'A named service watches production',
    severity: 'high',
    outcome: 'manual',
    ask: 'Which service watches https://shop.example.com, and whom does it wake?',
    why: 'an outage that nobody hears of lasts until a customer writes',
    fix: 'name the service and the person who is told',
  }),
  aResult({
    check: 'operations/rollback-plan',
    area: 'operations',
    title: 'Somebody can put the last version back',
    severity: 'medium',
    outcome: 'manual',
    ask: 'Has a rollback been tried, and by whom?',
    attested: { answer: 'yes', note: 'tried on staging, took two minutes', by: 'Ana Silva', on: '2026-11-18' },
  }),
  aResult({
    check: 'operations/backups-restored',
    area: 'operations',
    title: 'A backup has been restored once',
    severity: 'medium',
    outcome: 'fail',
    findings: [
      aFinding({
        fingerprint: 'operations/backups-restored#answer',
        key: 'answered-no',
        data: { by: 'Jo Meyer', on: '2026-11-19' },
        severity: 'medium',
        message: 'Jo Meyer answered no on 2026-11-19.',
        evidence: 'Has a backup been restored, and when?: never tried',
        at: { kind: 'file', path: 'launch-ready.decisions.json' },
      }),
    ],
    attested: { answer: 'no', note: 'never tried', by: 'Jo Meyer', on: '2026-11-19' },
    why: 'a backup that was never restored is a hope',
    fix: 'restore last night’s backup into an empty database',
  }),
  aResult({
    check: 'env/readable-secrets',
    title: 'Secrets are stored as sensitive',
    severity: 'medium',
    outcome: 'waived',
    findings: [
      aWaivedFinding({
        fingerprint: 'bbbb000011112222',
        severity: 'medium',
        message: 'RESEND_API_KEY is stored readable',
        waived: { reason: 'rotated after the launch', by: 'Jo Meyer', on: '2026-11-19' },
      }),
    ],
  }),
  aResult({
    check: 'payments/connect-scope',
    area: 'payments',
    title: 'Connected accounts are asked for no more than is used',
    severity: 'medium',
    outcome: 'not-applicable',
    because: 'no Connect account is used',
  }),
  aResult({
    check: 'env/unused',
    title: 'Every variable is read somewhere',
    severity: 'low',
    why: 'a forgotten secret is rotated by nobody',
    fix: 'remove it in Vercel',
    outcome: 'fail',
    findings: [
      aFinding({
        fingerprint: 'cccc000011112222',
        severity: 'low',
        confidence: 'possible',
        message: 'OLD_FLAG is set and never read',
        evidence: 'no read of OLD_FLAG in 212 source files',
        at: { kind: 'provider', provider: 'Vercel', resource: 'environment variable', id: 'OLD_FLAG' },
      }),
    ],
  }),
];

/** A launch in the middle of its preparation: every outcome occurs, waivers and answers too. */
export function aLaunch(over: Partial<Report> = {}): Report {
  return aReport(results, {
    tables: {
      'env-matrix': {
        columns: [
          'variable',
          'production',
          'preview',
          'development',
          'preview against production',
          'changed',
          'kept as',
        ],
        rows: [
          ['DATABASE_URL', 'absent', 'set', 'set', 'one-sided', '2026-08-14', 'encrypted'],
          ['STRIPE_SECRET_KEY', 'set', 'set', null, 'same', '2026-03-02', 'sensitive'],
        ],
      },
    },
    notes: ['Vercel answered with a field that its own library does not know; the answer was used.'],
    ...over,
  });
}
