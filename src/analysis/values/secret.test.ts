import { describe, expect, it } from 'vitest';
import type { ValueFacts } from '../../artifacts/env/value.ts';
import { readFacts } from './describe.ts';
import { isBlank, isSecret, secretLabel } from './secret.ts';

const read = (value: string, name = 'X'): ValueFacts => readFacts(value, name, () => 'f');
const key = (kind: string): string => [kind, 'live', 'aB3dE5fG7hJ9'].join('_');
const writeOnly: ValueFacts = { state: 'write-only' };

describe('whether a variable is secret', () => {
  it.each([
    ['by its name alone', 'SESSION_SECRET', writeOnly, true],
    ['by its name, whatever the value looks like', 'SESSION_SECRET', read('abc'), true],
    ['by its value under a plain name', 'PAYMENTS', read(key('sk')), true],
    ['by a database address', 'STORE', read('postgres://a:b@db.acme.net/x'), true],
    ['by a password in an address', 'FEED', read('https://a:b@acme.net'), true],
    ['not by a user in an address', 'FEED', read('https://a@acme.net'), false],
    ['not under a plain name unread', 'PAYMENTS', writeOnly, false],
    ['not for a publishable key under a secret name', 'STRIPE_KEY', read(key('pk')), false],
    ['not with a public prefix, which another rule judges', 'NEXT_PUBLIC_SECRET', read(key('sk')), false],
    ['not without any facts and name', 'LOG_LEVEL', undefined, false],
  ])('is told %s', (_how, name, facts, expected) => expect(isSecret(name, facts)).toBe(expected));
});

it('says what kind of secret a value is, and nothing for public or unread ones', () => {
  expect(secretLabel(read(key('sk')))).toBe('Stripe secret key');
  expect(secretLabel(read('redis://cache.acme.net'))).toBe('database address');
  expect(secretLabel(read('https://a:b@acme.net'))).toBe('address with a password');
  expect(secretLabel(read(key('pk')))).toBeUndefined();
  expect(secretLabel(writeOnly)).toBeUndefined();
  expect(secretLabel(undefined)).toBeUndefined();
});

it('calls blank what was read and is empty or a placeholder; what nobody read is not known to be', () => {
  expect(isBlank(read(''))).toBe(true);
  expect(isBlank(read('changeme'))).toBe(true);
  expect(isBlank(read('x'))).toBe(false);
  expect(isBlank(writeOnly)).toBe(false);
  expect(isBlank(undefined)).toBe(false);
});
