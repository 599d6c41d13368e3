import { expect, test } from 'vitest';
import { findingFingerprint, secretFingerprint } from './fingerprint.ts';
import type { Location } from './location.ts';

const at: Location = { kind: 'file', path: 'a.ts', line: 1 };

test("a finding's fingerprint is the same everywhere and for ever: committed waivers hold it", () => {
  expect(findingFingerprint('env/thing', 'wrong', at)).toBe('7a7f08bdde063647');
});

test('it does not move with lines and commits, and moves with everything else', () => {
  const print = findingFingerprint('env/thing', 'wrong', at);
  expect(findingFingerprint('env/thing', 'wrong', { kind: 'file', path: 'a.ts', line: 9, commit: 'abc' })).toBe(print);
  const others: readonly string[] = [
    findingFingerprint('env/other', 'wrong', at),
    findingFingerprint('env/thing', 'other', at),
    findingFingerprint('env/thing', 'wrong', { kind: 'file', path: 'b.ts' }),
    findingFingerprint('env/thing', 'wrong', { kind: 'database', object: 'a.ts' }),
    findingFingerprint('env/thing', 'wrong', { kind: 'provider', provider: 'a', resource: 'b', id: 'c' }),
    findingFingerprint('env/thing', 'wrong', { kind: 'provider', provider: 'a', resource: 'b' }),
    findingFingerprint('env/thing', 'wrong', { kind: 'provider', provider: 'a b', resource: 'c' }),
  ];
  expect(new Set([print, ...others]).size).toBe(others.length + 1);
});

test("a secret's fingerprint is equal in one project and tells nothing in another", () => {
  const key = new Uint8Array(32).fill(1);
  const other = new Uint8Array(32).fill(2);
  expect(secretFingerprint(key, 's3cret')).toMatch(/^[0-9a-f]{16}$/);
  expect(secretFingerprint(key, 's3cret')).toBe(secretFingerprint(key, 's3cret'));
  expect(secretFingerprint(key, 's3cret')).not.toBe(secretFingerprint(key, 's3cret '));
  expect(secretFingerprint(key, 's3cret')).not.toBe(secretFingerprint(other, 's3cret'));
});
