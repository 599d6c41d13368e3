import { describe, expect, it } from 'vitest';
import type { LiveProof, ProofReader, Reading } from '../../artifacts/cache/live-proof.ts';
import type { CachingAnswer } from '../../artifacts/site/private-answers.ts';
import { hasControl, leaksOf } from './leaks.ts';
import { questionOf } from './open-questions.ts';

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
    const elsewhere: Reading = { answer: answer(200), markers: 0, same: false };
    const found = (markers: number) =>
      proof([reader({ markers, alone: elsewhere })], { markers: 'found', control: 10 });
    expect([shown(found(5)), isOpen(found(5))]).toEqual([['markers certain'], false]);
    expect([shown(found(2)), isOpen(found(2))]).toEqual([[], true]);
  });
});

describe('A’s very answer, without a marker', () => {
  const same = { same: true, answer: answer(200, hit) } as const;
  it('is certainly the leak where a cache gives it to somebody who is turned away alone', () => {
    expect(shown(proof([reader({ ...same, alone: away })], { control: 0, markers: 'none' }))).toEqual([
      'answer certain',
    ]);
  });

  it('is nobody’s where the reader gets the same alone', () => {
    const one = proof([
      reader({ ...same, answer: answer(200), alone: { answer: answer(200), markers: 0, same: true } }),
    ]);
    expect([shown(one), isOpen(one)]).toEqual([[], false]);
  });
});

describe('a reader who is let in where A was', () => {
  const none = { control: 0, markers: 'none' } as const;
  const admitted = (headers: Readonly<Record<string, string>>) =>
    shown(proof([reader({ answer: answer(200, headers), alone: away })], none));
  it('and turned away alone got what a cache had, whatever it says', () => {
    expect(admitted(hit)).toEqual(['admitted certain']);
    expect(admitted({})).toEqual(['admitted likely']);
  });

  it('got B’s answer, where B asked before', () => {
    const copy = reader({ sameAsB: true, alone: { answer: answer(200), markers: 0, same: false } });
    expect(shown(proof([copy]))).toEqual(['answer likely']);
  });

  it('and is given A’s cookie there alone is given what is A’s', () => {
    const elsewhere: Reading = { answer: answer(200), markers: 0, same: false };
    expect(shown(proof([reader({ repeated: 1, alone: elsewhere })], none))).toEqual(['markers certain']);
    const everywhere = { ...elsewhere, answer: answer(200), repeated: 1 };
    expect(shown(proof([reader({ ...everywhere, alone: everywhere })], none))).toEqual([]);
  });

  it('as B and has A’s markers on a page of its own is no leak, and leaves the question open', () => {
    const everywhere = { answer: answer(200, hit), markers: 2, same: false };
    const one = proof([reader({ as: 'b', ...everywhere, alone: everywhere })], { warmed: answer(200) });
    expect(shown(one).filter((leak) => leak.startsWith('markers'))).toEqual([]);
  });
});

describe('an answer without success', () => {
  it.each([404, 302, 410])('leaks as well, and proves as well: %i', (status) => {
    const one = proof([reader({ markers: 2, answer: answer(status), alone: { ...away, answer: answer(status) } })], {
      warmed: answer(status),
    });
    expect([shown(one), hasControl(one)]).toEqual([['markers certain'], true]);
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
