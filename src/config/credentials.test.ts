import { describe, expect, test } from 'vitest';
import { credentialIn, credentialKinds, refuseCredential } from './credentials.ts';

describe('a credential in the environment', () => {
  test('is its value without surrounding space', () => {
    expect(credentialIn({ VERCEL_TOKEN: ' t0k3n\n' }, 'VERCEL_TOKEN')).toBe('t0k3n');
  });

  test('is absent when the variable is empty, blank or not there', () => {
    for (const environment of [{}, { VERCEL_TOKEN: '' }, { VERCEL_TOKEN: ' \n' }, { VERCEL_TOKEN: undefined }]) {
      expect(credentialIn(environment, 'VERCEL_TOKEN')).toBeUndefined();
    }
  });
});

describe('a typed credential', () => {
  test('may be any visible ASCII, pasted with a line break', () => {
    expect(refuseCredential('abcDEF_123-.~+/=')).toBeUndefined();
    expect(refuseCredential(' t0k3n\n')).toBeUndefined();
  });

  test('is refused when no header could carry it, without being repeated', () => {
    for (const value of ['', '  ', 'two words', 'a\r\nAuthorization: x', 'naïve', 'a\x00b', 'x'.repeat(5000)]) {
      const why = refuseCredential(value);
      expect(why, value).toMatch(/^It /);
      expect(value.trim() !== '' && why?.includes(value)).toBe(false);
    }
  });
});

test('every kind of credential says what it unlocks, what it must be allowed and where to make one', () => {
  for (const { variable, provider, unlocks, permissions, page } of credentialKinds) {
    expect(variable).toMatch(/^[A-Z][A-Z0-9_]+$/);
    expect([provider, unlocks, ...permissions].every((words) => words.length > 0)).toBe(true);
    expect(permissions.length).toBeGreaterThan(0);
    expect(new URL(page).protocol).toBe('https:');
  }
});
