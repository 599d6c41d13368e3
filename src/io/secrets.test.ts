import { expect, test } from 'vitest';
import { createSecretList } from './secrets.ts';

test('a hidden value is masked from then on', () => {
  const secrets = createSecretList();
  expect(secrets.mask('key canary-one')).toBe('key canary-one');
  secrets.hide('canary-one');
  expect(secrets.mask('key canary-one')).toBe('key •••');
});

test('a secret inside a longer one leaves nothing of it behind, whichever was told first', () => {
  const secrets = createSecretList();
  secrets.hide('canary');
  secrets.hide('canary-and-more');
  expect(secrets.mask('x canary-and-more y')).toBe('x ••• y');
});

test('the spellings of an address and of JSON are masked too', () => {
  const secrets = createSecretList();
  secrets.hide('p@ss/"word"\nline');
  expect(secrets.mask(`?k=${encodeURIComponent('p@ss/"word"\nline')}`)).toBe('?k=•••');
  expect(secrets.mask(JSON.stringify({ k: 'p@ss/"word"\nline' }))).toBe('{"k":"•••"}');
});

test('a value that is no well-formed text is hidden without an exception', () => {
  const secrets = createSecretList();
  secrets.hide('\ud800canary');
  expect(secrets.mask('a \ud800canary b')).toBe('a ••• b');
});

test('a value is masked also where what cannot be shown was taken out of it', () => {
  const secrets = createSecretList();
  secrets.hide('can\u200bary\nvalue');
  expect(secrets.mask('x canary\nvalue, canary value y')).toBe('x •••, ••• y');
});

test('a value is masked in small letters, as patterns of addresses are read', () => {
  const secrets = createSecretList();
  secrets.hide('CanaryValue');
  expect(secrets.mask('/x?k=canaryvalue*')).toBe('/x?k=•••*');
});
