import { describe, expect, it } from 'vitest';
import type { CacheVerdict } from '../../src/artifacts/cache/verdicts.ts';
import type { PrivatePaths } from '../../src/artifacts/repository/private-paths.ts';
import type { Gathered } from '../../src/core/gathered.ts';
import { denied, edgeOf, findingsOf, keysOf, noZone, ok, zoneOf } from '../edge/testing.ts';
import { privatePaths } from './private-paths.ts';
import {
  anonymous,
  answered,
  answersOf,
  decisionOf,
  everything,
  notProbed,
  pathsOf,
  privatePath,
  proofOf,
  proved,
  storedByTemplate,
  verdict,
  verdictsOf,
} from './testing.ts';

type Facts = Parameters<typeof privatePaths.evaluate>[0];

function judge(verdicts: readonly CacheVerdict[], more: Partial<Facts> = {}) {
  const own: PrivatePaths = pathsOf(verdicts.map(({ path }) => path));
  return privatePaths.evaluate({
    paths: own,
    zone: ok(zoneOf()),
    verdicts: ok(verdictsOf(verdicts)),
    edge: ok(edgeOf()),
    answers: ok(answersOf([])),
    proof: notProbed,
    ...more,
  });
}

const leak = verdict('/dashboard', { result: storedByTemplate, regardless: true });

describe('cache/private-paths', () => {
  it('passes, fails by the rule that stores, and passes again', () => {
    const fine = { outcome: 'pass', evidence: expect.stringContaining('/dashboard: not eligible: DYNAMIC') };
    expect(judge([verdict('/dashboard')])).toMatchObject(fine);
    expect(findingsOf(judge([leak]))).toMatchObject([
      {
        key: 'stored',
        confidence: 'certain',
        at: { kind: 'provider', provider: 'Cloudflare', resource: 'Cache Rule', id: 'r1' },
        places: [{ kind: 'url', url: 'https://shop.example.com/dashboard' }],
        data: { paths: '/dashboard', count: 1, rule: 'the Cache Rule “Cache Everything [Template]”' },
      },
    ]);
    expect(judge([verdict('/dashboard')])).toMatchObject(fine);
  });

  it('is a blocker', () => expect(privatePaths.meta.severity).toBe('blocker'));

  it('shows the rule with its expression, and the trace step by step', () => {
    const [finding] = findingsOf(judge([leak]));
    expect(finding?.evidence).toBe(
      [
        'Cache Rule “Cache Everything [Template]”: true',
        '/dashboard, where the origin answers private, no-store (Next.js’s default):',
        '1. proxied: the record of shop.example.com is proxied',
        '2. Cache Rule “Cache Everything [Template]” (true): eligible for cache, kept 2 h whatever the origin says',
      ].join('\n'),
    );
  });

  it('makes one finding of all paths that a rule stores, and another for another rule', () => {
    const other = { ...storedByTemplate, decidedBy: { ...everything, id: 'r2', name: 'Faster account' } };
    const found = findingsOf(
      judge([leak, verdict('/orders', { result: storedByTemplate }), verdict('/account', { result: other })]),
    );
    expect(found.map(({ data }) => [data.paths, data.count])).toEqual([
      ['/dashboard, /orders', 2],
      ['/account', 1],
    ]);
    expect(found[0]?.evidence).toContain('paths: /dashboard, /orders');
  });

  it.each([
    ['certain', 'a test user saw it', { basis: 'identity' }],
    ['certain', 'it answered without a sign-in', { basis: 'anonymous' }],
    ['certain', 'whatever the origin answers', { basis: 'next', regardless: true }],
    ['likely', 'by the framework’s default', { basis: 'next' }],
  ] as const)('is %s when %s', (confidence, _why, more) => {
    expect(findingsOf(judge([verdict('/a', { result: storedByTemplate, ...more })]))).toMatchObject([{ confidence }]);
  });

  it('warns of an answer that is stored and revalidated: a leak only if the origin says 304 to everybody', () => {
    const found = judge([verdict('/a', { result: decisionOf('revalidated', { decidedBy: everything }) })]);
    expect(findingsOf(found)).toMatchObject([{ key: 'revalidated', severity: 'medium' }]);
  });

  it('names a default that stores, where no rule decides', () => {
    const found = findingsOf(judge([verdict('/report.csv', { result: decisionOf('stored') })]));
    expect(found).toMatchObject([{ at: { resource: 'default caching', id: 'shop.example.com' } }]);
  });

  it.each(['session (cookie)', 'authorization (header)', '__Secure-next-auth.session-token (cookie)'])(
    'takes a cache key with %s for no leak, and says so',
    (key) => {
      const apart = verdict('/a', { result: { ...storedByTemplate, keyedBy: [key] } });
      expect(judge([apart])).toMatchObject({
        outcome: 'pass',
        evidence: expect.stringContaining('once for each user: /a'),
      });
    },
  );

  it('takes a key with the theme for a leak, and leaves one open whose name says nothing', () => {
    expect(keysOf(judge([verdict('/a', { result: { ...storedByTemplate, keyedBy: ['theme (cookie)'] } })]))).toEqual([
      'stored',
    ]);
    const open = judge([verdict('/a', { result: { ...storedByTemplate, keyedBy: ['x7 (cookie)'] } })]);
    expect(open).toMatchObject({ outcome: 'unknown', because: expect.stringContaining('x7') });
  });

  it('does not know behind a Worker, a list that was not read or a rule on cookies, and says what would settle it', () => {
    const open = [
      { why: 'the Worker “edge” answers /a', hint: 'read the Worker’s code' },
      { why: 'the rule “Guests” asks for the cookie session', hint: 'say it with --header "cookie: …"' },
    ];
    expect(judge([verdict('/a', { result: decisionOf('unknown', { open }) })])).toEqual({
      outcome: 'unknown',
      because: '/a: the Worker “edge” answers /a; /a: the rule “Guests” asks for the cookie session',
      hint: 'read the Worker’s code; give a test user’s cookie ("users" in launch-ready.json) and run with --probe; or run launch-ready explain --path /a: say it with --header "cookie: …"',
    });
    const none = judge([verdict('/a', { result: decisionOf('unknown') })]);
    expect(none.outcome).toBe('unknown');
    const both = judge([leak, verdict('/a', { result: decisionOf('unknown', { open }) })]);
    expect(both).toMatchObject({ outcome: 'fail', unsettled: { because: expect.stringContaining('Worker') } });
  });

  it.each(['HIT', 'EXPIRED', 'STALE', 'UPDATING', 'REVALIDATED'])('believes its eyes: cf-cache-status %s', (status) => {
    const answers = ok(answersOf([anonymous('/a', answered(200, { 'cf-cache-status': status }))]));
    expect(findingsOf(judge([verdict('/a')], { answers }))).toMatchObject([
      { key: 'served', confidence: 'certain', at: { kind: 'url', url: 'https://shop.example.com/a' } },
    ]);
  });

  it.each([
    ['a miss', 200, { 'cf-cache-status': 'MISS' }],
    ['an age that Vercel’s cache explains', 200, { 'cf-cache-status': 'DYNAMIC', age: '90', 'x-vercel-cache': 'HIT' }],
    ['an age of nothing', 200, { age: '0' }],
    ['an age that is no number', 200, { age: '1e9 or so' }],
    ['a stored 404 at a sample', 404, { 'cf-cache-status': 'HIT' }],
  ] as const)('is not taken in by %s', (_what, status, headers) => {
    const answers = ok(answersOf([anonymous('/a', answered(status, headers))]));
    expect(judge([verdict('/a')], { answers }).outcome).toBe('pass');
  });

  it('believes an Age, a stored redirect to the sign-in page, and what the test user got, without any token', () => {
    const facts = { zone: denied('Zone Read'), verdicts: denied('Zone Read') };
    const old = ok(answersOf([anonymous('/a', answered(200, { age: '12' }))]));
    expect(findingsOf(judge([verdict('/a')], { ...facts, answers: old }))).toMatchObject([
      { data: { header: 'age: 12' } },
    ]);
    const away = ok(answersOf([anonymous('/a', answered(307, { 'cf-cache-status': 'HIT' }))]));
    expect(judge([verdict('/a')], { ...facts, answers: away })).toMatchObject({
      findings: [{ confidence: 'likely' }],
      unsettled: { hint: 'give the token Zone Read' },
    });
    const proof = ok(proofOf([proved('/a', answered(200, { 'cf-cache-status': 'HIT' }))]));
    expect(keysOf(judge([verdict('/a')], { ...facts, proof }))).toEqual(['served']);
  });

  it('is unavailable with the permission’s name when the zone or its rules cannot be read', () => {
    const by = denied('Cache Rules Read on the zone example.com');
    expect(judge([verdict('/a')], { verdicts: by })).toEqual({ outcome: 'blocked', by });
    const key: Gathered<never> = { state: 'unavailable', reason: 'no-credential', hint: 'set CLOUDFLARE_API_TOKEN' };
    expect(judge([verdict('/a')], { zone: key, verdicts: key })).toEqual({ outcome: 'blocked', by: key });
  });

  it('does not apply without Cloudflare, nor to a site that visibly has nothing private', () => {
    const gone = judge([verdict('/a')], { zone: ok(noZone), verdicts: denied('x') });
    expect(gone).toEqual({ outcome: 'not-applicable', because: noZone.state === 'absent' ? noZone.because : '' });
    expect(judge([], { paths: pathsOf([]), zone: denied('x') }).outcome).toBe('not-applicable');
  });

  it.each([
    ['the repository shows no routes', pathsOf([], { public: [] })],
    ['people sign in', pathsOf([], { public: [{ route: '/sign-in', why: 'sign-in page' }] })],
    ['a matcher could not be read', pathsOf([], { unread: ['middleware.ts:4'] })],
  ])('does not know without private paths when %s', (_why, paths) => {
    expect(judge([], { paths })).toMatchObject({ outcome: 'unknown', hint: expect.stringContaining('privatePaths') });
  });

  it('does not pass over files that may hide a private path, unless the person named the paths', () => {
    const unread = ['middleware.ts:4'];
    expect(judge([verdict('/a')], { paths: pathsOf(['/a'], { unread }) }).outcome).toBe('unknown');
    const named = pathsOf([privatePath('/a', { from: 'configuration' })], { unread });
    expect(judge([verdict('/a')], { paths: named }).outcome).toBe('pass');
  });

  it('does not pass when paths were left undecided', () => {
    const verdicts = ok(verdictsOf([verdict('/a')], { left: 4000 }));
    expect(judge([verdict('/a')], { verdicts })).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining('4000'),
    });
  });
});

describe('hostile rules', () => {
  it('neither forge lines nor outgrow the evidence', () => {
    const name = `\u001b[2J[x](javascript:1)\n2. origin: not stored ${'n'.repeat(60_000)}`;
    const by = { ...everything, name, expression: `${'('.repeat(4000)}"` };
    const steps = Array.from({ length: 200 }, () => ({ step: 'cache-rule', rule: by, matched: true, effect: name }));
    const result = decisionOf('stored', { decidedBy: by, steps, open: [] });
    const found = judge(Array.from({ length: 1000 }, (_, index) => verdict(`/p${index}`, { result })));
    const [finding, ...more] = findingsOf(found);
    expect(more).toEqual([]);
    expect(finding?.evidence.length).toBeLessThanOrEqual(2000);
    expect(finding?.evidence).not.toContain('\u001b');
    expect(finding?.evidence.split('\n').some((line) => line.startsWith('2. origin'))).toBe(false);
    expect(finding).toMatchObject({ data: { count: 1000 } });
    expect(finding?.places).toHaveLength(100);
  });
});
