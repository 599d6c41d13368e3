import { describe, expect, test } from 'vitest';
import { optional } from '../core/artifact.ts';
import type { Gathered, Unavailable } from '../core/gathered.ts';
import { fillBag } from './bag.ts';
import { textFact } from './testing.ts';

const one = textFact('a/one');
const two = textFact('a/two');
const read = (value: string): Gathered<string> => ({ state: 'ok', value, ms: 1 });
const unavailable = (reason: Unavailable['reason'], hint: string): Unavailable => ({
  state: 'unavailable',
  reason,
  hint,
});
const states = (first: Gathered<string>, second: Gathered<string>) =>
  new Map([
    ['a/one', first],
    ['a/two', second],
  ]);

describe('the facts for a reader', () => {
  test('are plain values under the names that the reader uses', () => {
    expect(fillBag({ left: one, right: two }, states(read('1'), read('2')))).toEqual({
      ok: true,
      bag: { left: '1', right: '2' },
    });
  });

  test('an optional fact is handed over as it ended', () => {
    const denied = unavailable('denied', 'grant it');
    expect(fillBag({ one, two: optional(two) }, states(read('1'), denied))).toEqual({
      ok: true,
      bag: { one: '1', two: denied },
    });
    expect(fillBag({ two: optional(two) }, states(denied, read('2')))).toEqual({ ok: true, bag: { two: read('2') } });
  });

  test('hints of everything missing add up, each once', () => {
    const token = unavailable('no-credential', 'set VERCEL_TOKEN');
    const other = unavailable('denied', 'grant read');
    expect(fillBag({ one, two }, states(token, other))).toEqual({
      ok: false,
      missing: { ...token, hint: 'set VERCEL_TOKEN; grant read' },
    });
    expect(fillBag({ one, two }, states(token, token))).toEqual({ ok: false, missing: token });
  });

  test('a fault outranks what permission would settle', () => {
    const failed: Gathered<string> = { state: 'failed', fault: { message: 'half a document' }, ms: 3 };
    expect(fillBag({ one, two }, states(unavailable('denied', 'grant it'), failed))).toEqual({
      ok: false,
      missing: failed,
    });
  });

  test('a probe not allowed never lends its mildness to another reason', () => {
    const probe = unavailable('not-allowed', '--probe');
    const denied = unavailable('denied', 'grant it');
    expect(fillBag({ one, two }, states(probe, denied))).toMatchObject({ missing: { reason: 'denied' } });
    expect(fillBag({ one, two }, states(denied, probe))).toMatchObject({ missing: { reason: 'denied' } });
    expect(fillBag({ one, two }, states(probe, probe))).toMatchObject({ missing: { reason: 'not-allowed' } });
  });

  test('a fact that nobody gathered is a mistake in the program', () => {
    expect(() => fillBag({ one }, new Map())).toThrow('a/one');
  });
});
