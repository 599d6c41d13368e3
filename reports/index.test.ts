import { describe, expect, test } from 'vitest';
import { formats, reporters } from './index.ts';
import { aReport, aResult, aWaivedFinding, poisoned } from './testing.ts';
import { aLaunch } from './testing-launch.ts';

const options = { color: false, width: 80, ascii: false };
const token = { reason: 'no-credential', hint: 'set VERCEL_TOKEN' } as const;

describe.each(formats)('%s', (format) => {
  const write = reporters[format];

  test('the same report gives the same bytes, ending in one newline', () => {
    expect(write(aLaunch(), options)).toBe(write(structuredClone(aLaunch()), options));
    expect(write(aLaunch(), options)).toMatch(/[^\n]\n$/);
  });

  test('every finding is told, waived ones and their reasons too', () => {
    const written = write(aLaunch(), options).replace(/[`\\]/g, '');
    for (const name of [
      'DATABASE_URL',
      'STRIPE_SECRET_KEY',
      'SESSION_SECRET',
      'OLD_FLAG',
      'LEGACY_API_URL',
      'RESEND_API_KEY',
    ]) {
      expect(written).toContain(name);
    }
    expect(written).toMatch(/legacy import is\s+switched off until January/);
    expect(written).toMatch(/rotated after\s+the\s+launch/i);
  });

  test('what has no answer is told with the way out', () => {
    const written = write(aLaunch(), options)
      .replace(/[`\\]|<\/?code>/g, '')
      .replace(/\s+/g, ' ');
    expect(written).toMatch(/set VERCEL_TOKEN to a token/i);
    expect(written).toMatch(/compare the two keys in the Stripe dashboard/i);
    expect(written).toContain('the Stripe answer ended in the middle');
    expect(written).toMatch(/allow it with --probe/i);
    expect(written).toMatch(/give the token access to the team acme/i);
    expect(written).toContain('Which service watches');
  });

  test('a report in which nothing could be read never reads as good', () => {
    const unread = ['env/a', 'env/b'].map((check) => aResult({ check, outcome: 'unavailable', ...token }));
    const written = write(aReport(unread, { verdict: 'undetermined' }), options);
    expect(written.replaceAll('`', '')).toContain('VERCEL_TOKEN');
    expect(written).not.toMatch(/ready to launch|\[x\]|☑|✓/i);
    expect(written).toMatch(/Not determined|undetermined/);
  });

  test('the outcome of a check whose findings are all waived is not a silent pass', () => {
    const waived = aResult({ outcome: 'waived', findings: [aWaivedFinding()] });
    expect(write(aReport([waived], { verdict: 'ready' }), options)).toContain('Ana Silva');
  });

  test('control characters, escapes and marks that turn text around never come out', () => {
    const written = write(poisoned(aLaunch()), { ...options, color: false });
    expect(written).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/);
  });
});
