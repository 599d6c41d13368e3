import { describe, expect, test } from 'vitest';
import { UserError } from '../core/fault.ts';
import { parseNames, refuseUnknownChecks } from './selection.ts';

const ids = ['env/unused', 'env/undeclared', 'email/spf-record'];

describe('names on the command line', () => {
  test('may be repeated or separated by commas, areas or checks', () => {
    expect(parseNames(['env, email/spf-record', 'env'], '--only', ids)).toEqual(['env', 'email/spf-record']);
    expect(parseNames([], '--only', ids)).toEqual([]);
  });

  test('that mean nothing are refused with the nearest that does', () => {
    expect(() => parseNames(['emial'], '--only', ids)).toThrow(
      '--only emial: there is no such area or check. Did you mean "email"?',
    );
    expect(() => parseNames(['env/unusd'], '--skip', ids)).toThrow('Did you mean "env/unused"?');
    expect(() => parseNames(['zzzzzzzz'], '--skip', ids)).toThrow(/no such area or check\.$/);
    expect(() => parseNames(['unused'], '--skip', ids)).toThrow(UserError);
  });

  test('that are none at all are refused', () => {
    expect(() => parseNames([','], '--only', ids)).toThrow('--only needs an area or a check');
    expect(() => parseNames([''], '--only', ids)).toThrow('--only needs an area or a check');
  });
});

test('a severity for a check that does not exist is refused with the nearest that does', () => {
  expect(() => refuseUnknownChecks(['env/unused', 'env/unuse'], '"severity"', ids)).toThrow(
    '"severity" names the check env/unuse, which does not exist. Did you mean "env/unused"?',
  );
  expect(refuseUnknownChecks(ids, '"severity"', ids)).toBeUndefined();
});
