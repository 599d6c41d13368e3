import { describe, expect, test } from 'vitest';
import { optional } from '../core/artifact.ts';
import { type AnyCheck, blocked, notApplicable, pass, unknown, type Verdict } from '../core/check.ts';
import type { FindingOf } from '../core/finding.ts';
import type { Gathered } from '../core/gathered.ts';
import { findingsOf } from '../core/report.ts';
import { judge } from './judge.ts';
import { checkOf, textFact } from './testing.ts';

const nothing = new Map<string, Gathered<unknown>>();
const found: FindingOf<string> = {
  key: 'wrong',
  data: { name: 'STRIPE_KEY' },
  at: { kind: 'file', path: 'a.ts', line: 3 },
  evidence: 'read in a.ts',
};
const failing = (...findings: readonly FindingOf<string>[]) =>
  checkOf('env/thing', () => ({ outcome: 'fail', findings }) as unknown as Verdict);
const judged = (check: AnyCheck) => judge(check, nothing);

describe('a judged check', () => {
  test('carries its own words and area beside what it said', () => {
    expect(judged(checkOf('env/thing', () => pass('3 variables')))).toEqual({
      check: 'env/thing',
      area: 'env',
      title: 'The thing is right',
      severity: 'high',
      ms: expect.any(Number),
      why: 'why',
      fix: 'fix it',
      refs: ['https://example.com'],
      outcome: 'pass',
      evidence: '3 variables',
    });
  });

  test('every verdict keeps what belongs to it', () => {
    const says = (verdict: Verdict) => judged(checkOf('env/thing', () => verdict));
    expect(says(notApplicable('no Stripe'))).toMatchObject({ outcome: 'not-applicable', because: 'no Stripe' });
    expect(says({ outcome: 'manual', ask: 'Tried?' })).toMatchObject({ outcome: 'manual', ask: 'Tried?' });
    expect(says(unknown('hidden', 'ask'))).toMatchObject({ outcome: 'unknown', because: 'hidden', hint: 'ask' });
    expect(says(blocked({ state: 'unavailable', reason: 'denied', hint: 'grant it' }))).toMatchObject({
      outcome: 'unavailable',
      reason: 'denied',
      hint: 'grant it',
    });
    expect(says(blocked({ state: 'failed', fault: { message: 'half a document' }, ms: 2 }))).toMatchObject({
      outcome: 'error',
      fault: { message: 'half a document' },
    });
  });

  test('sees its facts, and is not asked when one is missing', () => {
    const fact = textFact('a/fact');
    const check = checkOf('env/thing', ({ fact: value }) => pass(String(value)), { needs: { fact } });
    const withFact = (state: Gathered<string>) => judge(check, new Map([['a/fact', state]]));
    expect(withFact({ state: 'ok', value: 'seen', ms: 1 })).toMatchObject({ outcome: 'pass', evidence: 'seen' });
    expect(withFact({ state: 'unavailable', reason: 'expired', hint: 'log in' })).toMatchObject({
      outcome: 'unavailable',
      reason: 'expired',
      hint: 'log in',
    });
    expect(withFact({ state: 'failed', fault: { message: 'reset', hint: 'again' }, ms: 1 })).toMatchObject({
      outcome: 'error',
      fault: { message: 'reset', hint: 'again' },
    });
  });

  test('is asked all the same when only an optional fact is missing', () => {
    const check = checkOf('env/thing', ({ fact }) => pass(JSON.stringify(fact)), {
      needs: { fact: optional(textFact('a/fact')) },
    });
    const states = new Map([['a/fact', { state: 'unavailable', reason: 'denied', hint: 'grant it' } as const]]);
    expect(judge(check, states)).toMatchObject({ outcome: 'pass', evidence: expect.stringContaining('denied') });
  });

  test('ends in an error when it throws, and says that the check is to blame', () => {
    const broken = checkOf('env/thing', () => {
      throw new TypeError('x is \x1b[31mundefined');
    });
    expect(judged(broken)).toMatchObject({
      outcome: 'error',
      fault: { message: 'TypeError: x is undefined', hint: expect.stringContaining('report it') },
    });
  });

  test('ends in an error when it fails without a finding, or says what no check may say', () => {
    expect(judged(failing())).toMatchObject({ outcome: 'error' });
    const nonsense = { outcome: 'splendid' } as unknown as Verdict;
    expect(judged(checkOf('env/thing', () => nonsense))).toMatchObject({ outcome: 'error' });
  });
});

describe('findings', () => {
  test('are worded from the message, the data and the check', () => {
    expect(findingsOf(judged(failing(found)))).toEqual([
      {
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
        key: 'wrong',
        data: { name: 'STRIPE_KEY' },
        severity: 'high',
        confidence: 'certain',
        message: 'STRIPE_KEY is wrong.',
        evidence: 'read in a.ts',
        at: { kind: 'file', path: 'a.ts', line: 3 },
        waived: null,
      },
    ]);
  });

  test('take their severity from the configuration, else from themselves, else from the check', () => {
    const check = failing(found, { ...found, severity: 'low', confidence: 'possible' });
    const severities = (result: ReturnType<typeof judge>) => findingsOf(result).map(({ severity }) => severity);
    expect(severities(judged(check))).toEqual(['high', 'low']);
    expect(severities(judge(check, nothing, 'blocker'))).toEqual(['blocker', 'blocker']);
    expect(judge(check, nothing, 'blocker').severity).toBe('blocker');
  });

  test('of one kind in one place are told apart by number; lines do not count', () => {
    const moved = { ...found, at: { kind: 'file', path: 'a.ts', line: 99 } } as const;
    const elsewhere = { ...found, at: { kind: 'file', path: 'b.ts', line: 3 } } as const;
    const prints = findingsOf(judged(failing(found, moved, elsewhere, found))).map(({ fingerprint }) => fingerprint);
    expect(prints).toEqual([prints[0], `${prints[0]}-2`, expect.not.stringContaining('-'), `${prints[0]}-3`]);
    expect(new Set(prints).size).toBe(4);
    expect(findingsOf(judged(failing(moved)))[0]?.fingerprint).toBe(prints[0]);
  });

  test('keep what the facts left open', () => {
    const check = checkOf('env/thing', () => ({
      outcome: 'fail',
      findings: [found],
      unsettled: { because: 'two are hidden', hint: 'ask an owner' },
    }));
    expect(judged(check)).toMatchObject({ outcome: 'fail', because: 'two are hidden', hint: 'ask an owner' });
  });

  test('from a hostile project come out harmless, in every part', () => {
    const hostile = 'A\x1b]0;owned\x07\u202eB\r\n\u200b';
    const result = judged(
      failing({
        key: 'wrong',
        data: { name: hostile, count: 2 },
        at: { kind: 'file', path: hostile },
        places: [{ kind: 'provider', provider: 'vercel', resource: hostile, id: hostile }],
        evidence: hostile.repeat(1000),
      }),
    );
    expect(JSON.stringify(result)).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e]|owned|\\u/);
    const [finding] = findingsOf(result);
    expect(finding).toMatchObject({ message: 'AB is wrong.', data: { name: 'AB', count: 2 }, at: { path: 'AB' } });
    expect(finding?.places).toEqual([{ kind: 'provider', provider: 'vercel', resource: 'AB', id: 'AB' }]);
    expect(finding?.evidence.length).toBeLessThanOrEqual(2000);
  });

  test('the words of other verdicts come out harmless too', () => {
    const says = (verdict: Verdict) => JSON.stringify(judged(checkOf('env/thing', () => verdict)));
    const text = 'a\x1b[31mb\u202e';
    for (const verdict of [
      pass(text),
      notApplicable(text),
      unknown(text, text),
      { outcome: 'manual', ask: text } as const,
    ]) {
      expect(says(verdict)).toContain('"ab"');
      expect(says(verdict)).not.toContain('\u202e');
    }
  });

  test('data cannot smuggle a second placeholder into the message', () => {
    const check = checkOf(
      'env/thing',
      () => ({ outcome: 'fail', findings: [{ ...found, data: { name: '{other} {toString}', other: 'no' } }] }),
      { meta: { messages: { wrong: '{name} is wrong, {missing} is not there.' } } },
    );
    expect(findingsOf(judged(check))[0]?.message).toBe('{other} {toString} is wrong, {missing} is not there.');
  });

  test('addresses are shown without user info and with query values masked', () => {
    const at = { kind: 'url', url: 'https://ana:hunter2@shop.example.com/a?token=s3cret#frag' } as const;
    const [finding] = findingsOf(judged(failing({ ...found, at, places: [at] })));
    expect(finding?.at).toEqual({ kind: 'url', url: 'https://shop.example.com/a?token=…' });
    expect(JSON.stringify(finding)).not.toMatch(/hunter2|s3cret/);
  });

  test('a long path stays whole', () => {
    const path = `${'deep/'.repeat(100)}page.tsx`;
    expect(findingsOf(judged(failing({ ...found, at: { kind: 'file', path } })))[0]?.at).toEqual({
      kind: 'file',
      path,
    });
  });
});
