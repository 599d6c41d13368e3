import { describe, expect, it } from 'vitest';
import type { CachingAnswer } from '../../src/artifacts/site/private-answers.ts';
import { addressesOf, found, host, other } from '../dns/testing.ts';
import { denied, findingsOf, keysOf, ok } from '../edge/testing.ts';
import { anonymous, answered, answersOf, notProbed, pathsOf, proofOf, proved } from './testing.ts';
import { vercelEdge } from './vercel-edge.ts';

type Facts = Parameters<typeof vercelEdge.evaluate>[0];

function judge(answer: CachingAnswer, more: Partial<Facts> = {}) {
  return vercelEdge.evaluate({
    paths: pathsOf(['/dashboard']),
    answers: ok(answersOf([anonymous('/dashboard', answer)])),
    proof: notProbed,
    hosting: ok({ vercel: ['vercel.json'], elsewhere: [] }),
    addresses: ok(addressesOf([])),
    ...more,
  });
}

const says = (value: string, status = 200) => answered(status, { 'x-vercel-cache': value });

describe('cache/vercel-edge', () => {
  it('passes for a miss, fails for a hit, and passes again', () => {
    expect(judge(says('MISS')).outcome).toBe('pass');
    expect(findingsOf(judge(says('HIT')))).toMatchObject([
      {
        key: 'stored',
        data: { path: '/dashboard', header: 'x-vercel-cache: HIT' },
        at: { kind: 'url', url: 'https://shop.example.com/dashboard' },
        evidence: 'https://shop.example.com/dashboard as anonymous: 200, x-vercel-cache: HIT',
      },
    ]);
    expect(judge(says('MISS')).outcome).toBe('pass');
  });

  it('is high', () => expect(vercelEdge.meta.severity).toBe('high'));

  // https://vercel.com/docs/headers/response-headers#x-vercel-cache
  it.each(['HIT', 'STALE', 'PRERENDER', 'REVALIDATED', 'hit'])('fails for %s', (value) =>
    expect(keysOf(judge(says(value)))).toEqual(['stored']),
  );
  it.each(['MISS', 'BYPASS', 'ERROR'])('passes for %s', (value) => expect(judge(says(value)).outcome).toBe('pass'));
  it('passes for an answer that no Vercel gave', () => expect(judge(answered(200)).outcome).toBe('pass'));

  it('sees what a test user got, also as data for the router, and says each path once', () => {
    const proof = ok(
      proofOf([proved('/dashboard', says('HIT')), proved('/dashboard', says('STALE'), { variant: 'rsc' })]),
    );
    expect(findingsOf(judge(answered(307), { proof }))).toMatchObject([{ data: { header: 'x-vercel-cache: HIT' } }]);
  });

  it('warns of a stored redirect to the sign-in page: who is signed in may get it', () =>
    expect(judge(says('HIT', 307))).toMatchObject({
      findings: [{ key: 'refusal', severity: 'medium' }],
      unsettled: { hint: expect.stringContaining('--probe') },
    }));

  it('does not know what a signed-in user gets behind a redirect', () =>
    expect(judge(says('MISS', 307)).outcome).toBe('unknown'));

  it('does not apply where production is visibly deployed elsewhere', () => {
    const hosting = ok({ vercel: [], elsewhere: ['fly.toml (Fly.io)'] });
    const addresses = ok(addressesOf([host('shop.example.com', found(other))]));
    expect(judge(answered(307), { hosting, addresses })).toEqual({
      outcome: 'not-applicable',
      because: 'deployed elsewhere: fly.toml (Fly.io)',
    });
    expect(keysOf(judge(says('HIT'), { hosting, addresses }))).toEqual(['stored']);
    expect(judge(answered(307), { hosting, addresses: denied('x') }).outcome).toBe('unknown');
  });

  it('is unavailable when the site was not asked, and does not apply without private paths', () => {
    const by = denied('x');
    expect(judge(says('MISS'), { answers: by })).toEqual({ outcome: 'blocked', by });
    expect(judge(says('MISS'), { paths: pathsOf([]) }).outcome).toBe('not-applicable');
  });
});
