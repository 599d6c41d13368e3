import { describe, expect, it } from 'vitest';
import type { LiveProof, ProofReader, Reading } from '../../artifacts/cache/live-proof.ts';
import type { CachingAnswer } from '../../artifacts/site/private-answers.ts';
import { hasControl, leaksOf, questionOf } from './leaks.ts';

const answer = (status: number, headers: Readonly<Record<string, string>> = {}): CachingAnswer => ({
  ...{ state: 'answered', status, headers: Object.entries(headers), cookies: [] },
  turnedAway: status === 307 || status === 401,
});
const hit = { 'cf-cache-status': 'HIT' };
const away: Reading = { answer: answer(307), markers: 0, same: false };
const reader = (more: Partial<ProofReader>): ProofReader => ({
  ...{ as: 'anonymous', answer: answer(200, hit), markers: 0, same: false },
  ...more,
});
const proof = (readers: readonly ProofReader[], more: Partial<LiveProof> = {}): LiveProof => ({
  ...{
    path: '/dashboard',
    variant: 'page',
    url: 'https://shop.example.com/dashboard',
    warmed: answer(200),
    control: 2,
  },
  ...{ markers: 'configured', readers },
  ...more,
});
const shown = (one: LiveProof) => leaksOf(one).map(({ kind, confidence }) => `${kind} ${confidence}`);
const isOpen = (one: LiveProof) => questionOf(one) !== undefined;

describe('a marker of A in another’s answer', () => {
  it('is the leak, from a cache or not', () => {
    expect(shown(proof([reader({ markers: 1, alone: away })]))).toEqual(['markers certain']);
    expect(shown(proof([reader({ markers: 1, answer: answer(200), alone: away })]))).toEqual(['markers certain']);
  });

  it('is likely the leak where the reader gets it anywhere: a cache may leave the query out of its key', () => {
    const alone = { answer: answer(200, hit), markers: 2, same: true };
    expect(shown(proof([reader({ markers: 2, same: true, alone })]))).toEqual(['markers likely']);
  });

  it('leaves the question open where everybody gets it and no cache is seen: it is no marker', () => {
    const everywhere = { answer: answer(200), markers: 1, same: false };
    const one = proof([reader({ ...everywhere, alone: everywhere })]);
    expect([shown(one), isOpen(one)]).toEqual([[], true]);
  });

  it('found by comparing, counts when it is half of what is A’s alone', () => {
    const found = (markers: number) => proof([reader({ markers, alone: away })], { markers: 'found', control: 10 });
    expect([shown(found(5)), isOpen(found(5))]).toEqual([['markers certain'], false]);
    expect([shown(found(2)), isOpen(found(2))]).toEqual([[], true]);
  });
});

describe('A’s very answer, without a marker', () => {
  const same = { same: true, answer: answer(200, hit) } as const;
  it('is likely the leak where the reader gets another one alone', () => {
    expect(shown(proof([reader({ ...same, alone: away })], { control: 0, markers: 'none' }))).toEqual([
      'answer likely',
    ]);
  });

  it('is nobody’s where the reader gets the same alone', () => {
    const one = proof([
      reader({ ...same, answer: answer(200), alone: { answer: answer(200), markers: 0, same: true } }),
    ]);
    expect([shown(one), isOpen(one)]).toEqual([[], false]);
  });
});

describe('an answer that a cache keeps', () => {
  it('is likely kept for A alone when nobody else got it', () => {
    expect(
      shown(
        proof(
          [away].map((one) => reader(one)),
          { warmed: answer(200, hit) },
        ),
      ),
    ).toEqual(['stored likely']);
    expect(shown(proof([reader(away)], { warmed: answer(200, { 'cf-cache-status': 'DYNAMIC' }) }))).toEqual([]);
  });

  it('is possibly everybody’s when there is nothing of A in it, but not where the platform built it beforehand', () => {
    const alike = { control: 0, markers: 'none' } as const;
    const all = reader({ same: true, alone: { answer: answer(200), markers: 0, same: true } });
    expect(shown(proof([all], { ...alike, warmed: answer(200, hit) }))).toEqual(['alike possible']);
    expect(shown(proof([all], { ...alike, warmed: answer(200, { 'x-vercel-cache': 'HIT' }) }))).toEqual([]);
  });
});

describe('the positive control', () => {
  const alike = { control: 0, markers: 'none' } as const;
  it.each<[string, LiveProof, boolean]>([
    ['markers in A’s own answer', proof([reader(away)]), true],
    ['a page where nobody else is let in', proof([reader({ ...away, alone: away })], alike), true],
    ['a page that everybody gets', proof([reader({ ...away, alone: { ...away, answer: answer(200) } })], alike), false],
    ['nobody to compare with', proof([reader(away)], alike), false],
    ['A turned away', proof([], { warmed: answer(307), ...alike }), false],
    ['nothing there for A', proof([], { warmed: answer(404), ...alike }), false],
  ])('%s', (_what, one, expected) => expect(hasControl(one)).toBe(expected));
});

it.each<[string, LiveProof]>([
  ['A got no answer', proof([], { warmed: { state: 'failed', why: 'timeout', detail: '' } })],
  [
    'a challenge answered B',
    proof([reader({ as: 'b', answer: { state: 'guarded', status: 403, by: 'a challenge' } })]),
  ],
  ['the site broke under B', proof([reader({ as: 'b', answer: answer(503) })])],
])('a proof without its end is open: %s', (_what, one) => expect(isOpen(one)).toBe(true));
