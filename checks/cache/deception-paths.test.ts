import { describe, expect, it } from 'vitest';
import type { CacheVerdict } from '../../src/artifacts/cache/verdicts.ts';
import { denied, edgeOf, findingsOf, keysOf, noZone, ok, zoneOf } from '../edge/testing.ts';
import { deceptionPaths } from './deception-paths.ts';
import {
  anonymous,
  answered,
  answersOf,
  decisionOf,
  notProbed,
  pathsOf,
  proofOf,
  proved,
  storedByTemplate,
  variant,
  verdict,
  verdictsOf,
} from './testing.ts';

type Facts = Parameters<typeof deceptionPaths.evaluate>[0];

function judge(verdicts: readonly CacheVerdict[], more: Partial<Facts> = {}) {
  return deceptionPaths.evaluate({
    paths: pathsOf(['/account']),
    zone: ok(zoneOf()),
    verdicts: ok(verdictsOf(verdicts)),
    edge: ok(edgeOf()),
    answers: ok(answersOf([])),
    proof: notProbed,
    ...more,
  });
}

const kinds = ['extension', 'encoded', 'delimiter'] as const;
const clean = kinds.map((kind) => variant('/account', kind));

describe('cache/deception-paths', () => {
  it('passes, fails for a variant that is stored, and passes again', () => {
    expect(judge(clean).outcome).toBe('pass');
    const [, ...others] = clean;
    const leak = variant('/account', 'extension', { result: storedByTemplate });
    expect(findingsOf(judge([leak, ...others]))).toMatchObject([
      {
        key: 'stored',
        data: { paths: '/account/launch-ready.css' },
        at: { provider: 'Cloudflare', resource: 'Cache Rule', id: 'r1' },
        places: [{ kind: 'url', url: 'https://shop.example.com/account/launch-ready.css' }],
        evidence: expect.stringContaining('Cache Everything [Template]'),
      },
    ]);
    expect(judge(clean).outcome).toBe('pass');
  });

  it('is high', () => expect(deceptionPaths.meta.severity).toBe('high'));

  it.each(kinds)('looks at the variant by %s', (kind) => {
    expect(keysOf(judge([variant('/account', kind, { result: storedByTemplate })]))).toEqual(['stored']);
  });

  it('leaves the path itself to cache/private-paths', () =>
    expect(judge([verdict('/account', { result: storedByTemplate }), ...clean]).outcome).toBe('pass'));

  it.each([
    ['certain', 'a test user got the page there', { content: 'personal', basis: 'identity' }],
    ['likely', 'it answers without a sign-in', { content: 'personal', basis: 'anonymous' }],
    ['possible', 'nobody saw what it answers', { content: 'unseen', basis: 'next' }],
  ] as const)('is %s when %s', (confidence, _why, more) => {
    const found = judge([variant('/account', 'extension', { result: storedByTemplate, ...more })]);
    expect(findingsOf(found)).toMatchObject([{ confidence }]);
  });

  it('takes a stored 404 for what it is: nobody’s page', () => {
    const gone = variant('/account', 'extension', {
      result: storedByTemplate,
      content: 'other',
      origin: '404: not the page',
    });
    expect(judge([gone]).outcome).toBe('pass');
  });

  it('warns of a variant that is revalidated, and does not know one that hangs on what nobody saw', () => {
    const again = variant('/account', 'encoded', { result: decisionOf('revalidated') });
    expect(findingsOf(judge([again]))).toMatchObject([{ key: 'revalidated', severity: 'medium' }]);
    const open = [{ why: 'what the origin answers is not known', hint: 'run with --probe' }];
    const unclear = variant('/account', 'encoded', { result: decisionOf('unknown', { open }) });
    expect(judge([unclear])).toMatchObject({ outcome: 'unknown', hint: 'run with --probe' });
  });

  it('believes its eyes, but not a variant that was seen to be some other page', () => {
    const hit = answered(200, { 'cf-cache-status': 'HIT' });
    const asked = { asked: '/account/launch-ready.css', variant: 'extension' } as const;
    const answers = ok(answersOf([anonymous('/account', hit, asked)]));
    expect(keysOf(judge(clean, { answers }))).toEqual(['served']);
    const other = variant('/account', 'extension', { content: 'other' });
    expect(judge([other], { answers }).outcome).toBe('pass');
    const proof = ok(proofOf([proved('/account/launch-ready.css', hit, { path: '/account', variant: 'deception' })]));
    expect(keysOf(judge(clean, { proof }))).toEqual(['served']);
    const plain = ok(answersOf([anonymous('/account', hit)]));
    expect(judge(clean, { answers: plain }).outcome).toBe('pass');
  });

  it('does not apply without Cloudflare, and is unavailable when the rules cannot be read', () => {
    expect(judge(clean, { zone: ok(noZone) }).outcome).toBe('not-applicable');
    const by = denied('Cache Rules Read');
    expect(judge(clean, { verdicts: by })).toEqual({ outcome: 'blocked', by });
  });
});
