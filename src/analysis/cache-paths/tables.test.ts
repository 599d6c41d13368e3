import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CacheDecision, CacheStep } from '../../artifacts/cache/decision.ts';
import type { CacheVerdict } from '../../artifacts/cache/verdicts.ts';
import type { PrivatePaths } from '../../artifacts/repository/private-paths.ts';
import { findingsByRule } from './findings.ts';
import { shortTrace } from './short-trace.ts';
import { showTrace } from './show-trace.ts';
import { cachePathsTable } from './table.ts';
import { cacheTraceTable } from './trace-table.ts';

const host = 'shop.example.com';
const rule = { id: 'r1', name: 'Cache Everything [Template]', expression: 'true' };
const steps: readonly CacheStep[] = [
  { step: 'proxied', matched: true, effect: 'the record is proxied' },
  { step: 'cache-rule', rule, matched: 'unknown', effect: 'eligible for cache' },
];
const stored: CacheDecision = {
  decision: 'stored',
  steps,
  decidedBy: { step: 'cache-rule', ...rule },
  cookies: 'stripped',
  keyedBy: [],
  open: [],
};

function verdict(path: string, more: Partial<CacheVerdict> = {}): CacheVerdict {
  const origin = { basis: 'next', origin: 'private, no-store', content: 'personal', regardless: true } as const;
  return {
    path,
    of: path,
    variant: 'plain',
    route: path,
    url: `https://${host}${path}`,
    ...origin,
    result: stored,
    ...more,
  };
}

const paths: PrivatePaths = {
  paths: ['/account', '/dashboard'].map((path) => ({
    path,
    route: path,
    kind: 'page',
    from: 'code',
    why: 'reads the session',
    asks: true,
  })),
  public: [{ route: '/pricing', why: 'no sign of a session' }],
  unread: [],
};
const none = { state: 'unavailable', reason: 'no-credential', hint: 'set CLOUDFLARE_API_TOKEN' } as const;
const ok = <V>(value: V) => ({ state: 'ok', value, ms: 1 }) as const;
const verdictsOf = (verdicts: readonly CacheVerdict[]) => ({ host, verdicts, entrances: [], left: 0 });

describe('the table of private paths', () => {
  it('names the decision, the rule and the origin’s answer, and the public paths after them', () => {
    const verdicts = ok(verdictsOf([verdict('/account'), verdict('/account/x.css', { variant: 'extension' })]));
    expect(cachePathsTable.build({ paths, zone: none, verdicts })).toEqual({
      columns: ['path', 'why private', 'decision', 'rule', 'origin'],
      rows: [
        ['/account', 'reads the session', 'stored', 'Cache Rule “Cache Everything [Template]”', 'private, no-store'],
        ['/dashboard', 'reads the session', 'not decided', '', ''],
        ['/pricing', 'no sign of a session', 'public', '', ''],
      ],
    });
  });

  it('lists the paths without a token and without Cloudflare, so that a person can correct them', () => {
    const decisions = (zone: Parameters<typeof cachePathsTable.build>[0]['zone']) =>
      cachePathsTable.build({ paths, zone, verdicts: none }).rows.map((row) => row[2]);
    expect(decisions(none)).toEqual(['not decided', 'not decided', 'public']);
    expect(decisions(ok({ state: 'absent', host, because: '' }))).toEqual(['no Cloudflare', 'no Cloudflare', 'public']);
  });
});

describe('the table of traces', () => {
  it('has a row for each step of a path, and none for its variants', () => {
    const verdicts = verdictsOf([verdict('/account'), verdict('/account/x.css', { variant: 'extension' })]);
    expect(cacheTraceTable.build({ verdicts })).toEqual({
      columns: ['path', 'step', 'rule', 'matched', 'effect'],
      rows: [
        ['/account', 'proxied', '', 'yes', 'the record is proxied'],
        ['/account', 'Cache Rule', '“Cache Everything [Template]” true', 'perhaps', 'eligible for cache'],
      ],
    });
  });

  it('stops after fifty paths', () => {
    const many = Array.from({ length: 200 }, (_, index) => verdict(`/p${index}`));
    expect(cacheTraceTable.build({ verdicts: verdictsOf(many) }).rows).toHaveLength(100);
  });
});

describe('a shortened trace', () => {
  const idle: CacheStep = { step: 'cache-rule', rule, matched: false, effect: 'no' };

  it('leaves out rules that do not match first, and keeps the order', () => {
    const long = { ...stored, steps: [...Array.from({ length: 200 }, () => idle), ...steps, idle] };
    expect(shortTrace(long, 3).steps).toEqual([...steps, idle]);
    expect(shortTrace(stored, 60)).toEqual(stored);
  });

  it('takes the middle out of long names and expressions, also of the deciding rule', () => {
    const long = { ...rule, name: 'n'.repeat(60_000), expression: '('.repeat(4096) };
    const short = shortTrace(
      {
        ...stored,
        decidedBy: { step: 'cache-rule', ...long },
        steps: [{ step: 'cache-rule', rule: long, matched: true, effect: 'e'.repeat(9000) }],
      },
      60,
    );
    expect(JSON.stringify(short).length).toBeLessThan(2000);
    expect(short.decidedBy?.id).toBe('r1');
  });

  it('in lines says what was left out', () => {
    const lines = showTrace([...steps, ...Array.from({ length: 200 }, () => idle)], 400);
    expect(lines.length).toBeLessThanOrEqual(400);
    expect(lines).toContain('2. Cache Rule “Cache Everything [Template]” (true): eligible for cache');
    expect(lines).toContain('200 more steps in the table cache-trace');
  });
});

describe('evidence', () => {
  const text = fc.string({ unit: 'binary', maxLength: 3000 });

  it('of whatever rules and paths stays below two thousand characters, on lines of our own', () =>
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 40 }), text, text, (paths, name, expression) => {
        const by = { step: 'cache-rule', id: 'r1', name, expression };
        const long: CacheStep[] = Array.from({ length: 30 }, () => ({
          step: 'cache-rule',
          rule: by,
          matched: true,
          effect: name,
        }));
        const result: CacheDecision = { ...stored, decidedBy: by, steps: long };
        const [finding] = findingsByRule(
          paths.map((path) => verdict(path, { url: `https://${host}/`, origin: name, result })),
          'stored',
        );
        expect(finding?.evidence.length).toBeLessThanOrEqual(2000);
        const own = /^(?:Cache Rule “|paths: |\d+\. Cache Rule|… \d+ more step|.*, where the origin answers )/;
        for (const line of finding?.evidence.split('\n') ?? []) expect(line).toMatch(own);
      }),
      { numRuns: 100 },
    ));
});
