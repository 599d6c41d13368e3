import { describe, expect, it } from 'vitest';
import {
  anonymous,
  answered,
  answersOf,
  pathsOf,
  privatePath,
  proofOf,
  proved,
} from '../../../checks/cache/testing.ts';
import { edgeOf, record, rule } from '../../../checks/edge/testing.ts';
import type { CacheVerdict } from '../../artifacts/cache/verdicts.ts';
import type { PrivatePath } from '../../artifacts/repository/private-paths.ts';
import { decidePaths } from './decide-paths.ts';
import { findingsByRule } from './findings.ts';
import type { Observed } from './origin-of.ts';
import { openQuestion } from './standing.ts';

const host = 'shop.example.com';

/** The edge behind which a rule stores what the origin allows; `origin`: what the host's record says. */
function edgeAt(origin: string, parameters: Record<string, unknown> = { edge_ttl: { mode: 'respect_origin' } }) {
  const stores = rule('Faster', 'true', { action: 'set_cache_settings', parameters: { cache: true, ...parameters } });
  return edgeOf({
    records: { state: 'ok', value: [record(host, origin)] },
    phases: { http_request_cache_settings: { state: 'ok', value: [stores] } },
  });
}

const ownServer = '203.0.113.7';

function decide(more: Partial<PrivatePath>, seen: Observed = {}, edge = edgeAt(ownServer)): CacheVerdict {
  const { verdicts } = decidePaths(edge, pathsOf([privatePath('/account', more)]), seen);
  const [first] = verdicts;
  if (first === undefined) throw new Error('nothing was decided');
  return first;
}

// https://nextjs.org/docs/app/guides/self-hosting#automatic-caching
describe('without a witness, a rule that respects the origin', () => {
  it('stores no page that is made for each request', () =>
    expect(decide({ rendered: 'request' }).result.decision).toBe('not-stored'));

  it('stores a page that is made ahead, and asks about one from Vercel, which takes s-maxage off', () => {
    expect(decide({ rendered: 'ahead' })).toMatchObject({ basis: 'next', result: { decision: 'stored' } });
    expect(decide({ rendered: 'ahead' }, {}, edgeAt('cname.vercel-dns.com')).result.decision).toBe('revalidated');
  });

  it('stores a handler that is made ahead and one that is not', () => {
    expect(decide({ kind: 'handler', rendered: 'ahead' }).origin).toContain('s-maxage');
    expect(decide({ kind: 'handler', rendered: 'request' }).result.decision).toBe('stored');
  });

  it('leaves a page open whose code does not tell, and asks for a test user or "privatePaths"', () => {
    const open = decide({});
    expect(open.result.decision).toBe('unknown');
    expect(openQuestion([open])?.hint).toMatch(/test user.*"privatePaths": \["!\/account"\]/);
  });

  it('decides all the same where either answer comes to the same', () => {
    const override = { edge_ttl: { mode: 'override_origin', default: 7200 } };
    expect(decide({}, {}, edgeAt(ownServer, override)).result.decision).toBe('stored');
    expect(decide({}, {}, edgeAt(ownServer, { cache: false })).result.decision).toBe('not-stored');
  });
});

describe('headers that code or configuration sets', () => {
  const sets = (name: string, ...values: readonly (string | undefined)[]) => ({
    kind: 'handler' as const,
    sets: values.map((value) => (value === undefined ? { name } : { name, value })),
  });

  it('win over the default of a handler', () => {
    const own = decide(sets('cache-control', 'private, no-store'));
    expect(own.result.decision).toBe('not-stored');
    expect(own.origin).toBe('cache-control: private, no-store (by its code or configuration)');
    expect(decide(sets('cdn-cache-control', 'no-store')).result.decision).toBe('not-stored');
  });

  it.each([
    ['a computed one', sets('cache-control', undefined)],
    ['two that differ', sets('cache-control', 'no-store', 'public, max-age=60')],
    [
      'one over a page',
      { ...sets('cache-control', 'public, max-age=60'), kind: 'page' as const, rendered: 'request' as const },
    ],
  ])('leave it open: %s', (_what, more) => expect(decide(more).result.decision).toBe('unknown'));

  it('settle a page where both forbid storing', () =>
    expect(decide({ ...sets('cache-control', 'no-store'), kind: 'page', rendered: 'request' }).result.decision).toBe(
      'not-stored',
    ));
});

describe('an anonymous answer that sets a cookie', () => {
  const seen = (cookies: readonly string[]) => ({
    answers: answersOf([anonymous('/account', answered(200, { 'cache-control': 'max-age=600' }, cookies))]),
  });

  it('does not prove that the signed-in user’s is kept out: it is likely stored', () => {
    const one = decide({}, seen(['visitor']));
    expect(one).toMatchObject({ basis: 'anonymous', assumed: true, result: { decision: 'stored' } });
    expect(findingsByRule([one], 'x')).toMatchObject([{ confidence: 'likely' }]);
  });

  it('is certain without the cookie, and a test user’s own cookie counts', () => {
    expect(findingsByRule([decide({}, seen([]))], 'x')).toMatchObject([{ confidence: 'certain' }]);
    const proof = proofOf([proved('/account', answered(200, { 'cache-control': 'max-age=600' }, ['session']))]);
    expect(decide({}, { proof }).result.decision).toBe('not-stored');
  });
});

describe('an answer that came out of the cache', () => {
  it('shows not what the edge took off it, and the way out is the origin, not a test user', () => {
    const proof = proofOf([
      proved('/account', answered(200, { 'cf-cache-status': 'HIT', 'cache-control': 'max-age=600' })),
    ]);
    const question = openQuestion([decide({}, { proof })]);
    expect(question?.because).toContain('cf-cache-status: HIT');
    expect(question?.hint).toContain('past the edge');
    expect(question?.hint).not.toContain('test user');
  });
});

it('an answer in words names Surrogate-Control, which silences Cache-Control', () => {
  const seen = { 'cache-control': 'private', 'surrogate-control': 'max-age=60' };
  const answers = answersOf([anonymous('/account', answered(200, seen))]);
  expect(decide({}, { answers })).toMatchObject({
    origin: '200, surrogate-control: max-age=60, cache-control: private',
    result: { decision: 'stored' },
  });
});
