import { describe, expect, test } from 'vitest';
import { maskedWithin, maskSecrets, showUrl } from './redact.ts';

describe('an address to show', () => {
  test('has no user info, no fragment and no query value', () => {
    expect(showUrl('https://ana:hunter2@shop.example.com:8443/a/b?token=s3cret&token=more&x#frag')).toBe(
      'https://shop.example.com:8443/a/b?token=…&x=…',
    );
    expect(showUrl('postgres://ana:hunter2@db.example.com/shop')).toBe('postgres://db.example.com/shop');
    expect(showUrl('https://shop.example.com/')).toBe('https://shop.example.com');
    expect(showUrl('https://shop.example.com/?a=1')).toBe('https://shop.example.com/?a=…');
  });

  test('is none when there is no host: the rest may be a password', () => {
    for (const text of [
      '',
      '/path',
      'shop.example.com',
      'ana:hunter2@db.example.com/shop',
      'mailto:a@b.c',
      'data:,x',
    ]) {
      expect(showUrl(text)).toBeUndefined();
    }
  });

  test('cannot carry controls in the name of a query value', () => {
    expect(showUrl('https://a.example/?%1b%5b31m=x')).toBe('https://a.example/?%1B%5B31m=…');
  });
});

describe('masking', () => {
  test('hides every occurrence of every secret', () => {
    expect(maskSecrets('s3cret-s3cret and t0k3n-x', ['s3cret', 't0k3n-x'])).toBe('•••-••• and •••');
  });

  test('takes secrets as text, not as a pattern', () => {
    expect(maskSecrets('a.c$&+x abcdefg', ['a.c$&+x', '.......'])).toBe('••• abcdefg');
  });

  test('leaves short values, which would mask half of every sentence', () => {
    expect(maskSecrets('a true word', ['a', 'true', ''])).toBe('a true word');
  });

  test('hides what a cut left of a secret, on both of its sides', () => {
    expect(maskSecrets('eq "s3cret-1234 … 567890" x', ['s3cret-1234567890'])).toBe('eq "••• … •••" x');
    expect(maskSecrets('eq "s3cret-12…', ['s3cret-1234567890'])).toBe('eq "•••…');
    expect(maskSecrets('a secret … sentence', ['s3cret-1234567890'])).toBe('a secret … sentence');
  });
});

describe('a value masked within', () => {
  const mask = (text: string): string => maskSecrets(text, ['s3cret', 'production']);

  test('loses secrets in every text and key, at any depth', () => {
    expect(maskedWithin({ a: [{ 'x s3cret': 'is s3cret' }, 1, null, true] }, mask)).toEqual({
      a: [{ 'x •••': 'is •••' }, 1, null, true],
    });
  });

  test('keeps the words that its shape is made of', () => {
    const value = { production: 'production', at: 's3cret' };
    expect(maskedWithin(value, mask)).toEqual({ production: 'production', at: '•••' });
  });

  test('is the same value when there is nothing to hide', () => {
    const value = { a: ['b'] };
    expect(maskedWithin(value, mask)).toBe(value);
    expect(maskedWithin(undefined, mask)).toBeUndefined();
  });
});
