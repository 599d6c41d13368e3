import { describe, expect, it } from 'vitest';
import type { CachingAnswer } from '../../src/artifacts/site/private-answers.ts';
import { denied, findingsOf, keysOf, ok } from '../edge/testing.ts';
import { privateHeaders } from './private-headers.ts';
import { anonymous, answered, answersOf, notProbed, pathsOf, privatePath, proofOf, proved } from './testing.ts';

type Facts = Parameters<typeof privateHeaders.evaluate>[0];

function judge(answer: CachingAnswer, more: Partial<Facts> = {}) {
  return privateHeaders.evaluate({
    paths: pathsOf(['/dashboard']),
    answers: ok(answersOf([anonymous('/dashboard', answer)])),
    proof: notProbed,
    ...more,
  });
}

const says = (value: string) => answered(200, { 'cache-control': value });

describe('cache/private-headers', () => {
  it('passes, fails without either word, and passes again', () => {
    expect(judge(says('private, no-store'))).toEqual({
      outcome: 'pass',
      evidence: '1 private path forbids storing: /dashboard',
    });
    expect(findingsOf(judge(answered(200)))).toMatchObject([
      {
        key: 'storable',
        data: { header: 'no cache-control' },
        at: { kind: 'url', url: 'https://shop.example.com/dashboard' },
      },
    ]);
    expect(judge(says('private, no-store')).outcome).toBe('pass');
  });

  it('is high', () => expect(privateHeaders.meta.severity).toBe('high'));

  it.each(['private', 'no-store', 'PRIVATE, max-age=0', 'max-age=60, private', 'private=""', 'no-store, s-maxage=0'])(
    'passes for %s',
    (value) => expect(judge(says(value)).outcome).toBe('pass'),
  );

  it.each([
    ['no-cache', 'storable', undefined],
    ['max-age=0, must-revalidate', 'storable', undefined],
    ['private="x-user"', 'storable', undefined],
    ['', 'storable', undefined],
    ['s-maxage=0', 'storable', undefined],
    ['public, max-age=0, must-revalidate', 'shared', 'blocker'],
    ['s-maxage=600', 'shared', 'blocker'],
    ['s-maxage=often', 'shared', 'blocker'],
    ['private, s-maxage=600', 'shared', 'blocker'],
    ['public, no-store', 'contradiction', undefined],
    ['x="public, s-maxage=5"', 'storable', undefined],
  ])('fails for “%s”: %s', (value, key, severity) => {
    const [finding] = findingsOf(judge(says(value)));
    expect([finding?.key, finding?.severity]).toEqual([key, severity]);
  });

  it.each(['cdn-cache-control', 'cloudflare-cdn-cache-control'])(
    'fails for %s, which comes over Cache-Control',
    (name) => {
      const both = (value: string) => judge(answered(200, { 'cache-control': 'private, no-store', [name]: value }));
      expect(findingsOf(both('max-age=600'))).toMatchObject([
        { key: 'shared', severity: 'blocker', data: { header: `${name}: max-age=600` } },
      ]);
      expect(both('no-store').outcome).toBe('pass');
    },
  );

  it('is sure of what a test user got, and says paths with the same header together', () => {
    const answers = ok(answersOf([anonymous('/a', answered(307)), anonymous('/b', answered(200))]));
    const paths = pathsOf(['/a', '/b', '/c']);
    const proof = ok(
      proofOf([proved('/a', says('public')), proved('/c', says('public')), proved('/b', answered(200))]),
    );
    expect(findingsOf(judge(answered(200), { answers, paths, proof }))).toMatchObject([
      {
        key: 'shared',
        confidence: 'certain',
        at: { url: 'https://shop.example.com/a' },
        places: [{ kind: 'url', url: 'https://shop.example.com/c' }],
      },
      { key: 'storable', confidence: 'certain', at: { url: 'https://shop.example.com/b' } },
    ]);
    expect(findingsOf(judge(answered(200)))).toMatchObject([{ confidence: 'likely' }]);
  });

  it('judges what Next.js’s router gets for itself, too', () => {
    const proof = ok(
      proofOf([proved('/dashboard', says('private')), proved('/dashboard', says('public'), { variant: 'rsc' })]),
    );
    expect(keysOf(judge(answered(307), { proof }))).toEqual(['shared']);
  });

  it.each([302, 307, 401, 403])('does not know what stands behind a %d without a test user', (status) =>
    expect(judge(answered(status, { 'cache-control': 'private' }))).toMatchObject({
      outcome: 'unknown',
      because: 'only a signed-in user sees the answer at /dashboard',
      hint: expect.stringContaining('--probe'),
    }),
  );

  it('settles that by a test user’s answer', () => {
    const proof = ok(proofOf([proved('/dashboard', says('private'))]));
    expect(judge(answered(307), { proof }).outcome).toBe('pass');
  });

  it.each([
    ['the sample is not there', answered(404)],
    ['the server failed', answered(500)],
    ['a challenge stood in the way', { state: 'guarded', status: 403, by: 'a bot challenge' }],
    ['nothing came', { state: 'failed', why: 'timeout', detail: '' }],
  ] as const)('does not know when %s', (_why, answer) => expect(judge(answer).outcome).toBe('unknown'));

  it('does not pass for paths that were not asked, nor where none may be', () => {
    const more = { paths: pathsOf(['/dashboard', '/orders']) };
    expect(judge(says('private'), more)).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining('/orders'),
    });
    expect(keysOf(judge(answered(200), more))).toEqual(['storable']);
    const posts = pathsOf([privatePath('/api/orders', { kind: 'handler', asks: false })]);
    expect(judge(answered(405), { paths: posts, answers: ok(answersOf([])) }).outcome).toBe('unknown');
  });

  it('needs neither Cloudflare nor the site when a test user’s answers are there, and is unavailable without both', () => {
    const by = denied('nothing');
    const proof = ok(proofOf([proved('/dashboard', says('private'))]));
    expect(judge(answered(200), { answers: by, proof }).outcome).toBe('pass');
    expect(judge(answered(200), { answers: by })).toEqual({ outcome: 'blocked', by });
  });

  it('does not apply to a site that visibly has nothing private', () =>
    expect(judge(answered(200), { paths: pathsOf([]) }).outcome).toBe('not-applicable'));

  it('takes hostile headers for text', () => {
    const [finding] = findingsOf(judge(says(`public, ${'"'.repeat(60_000)}\u001b[2J`)));
    expect(finding?.evidence.length).toBeLessThan(300);
    expect(finding?.evidence).not.toContain('\u001b');
  });
});
