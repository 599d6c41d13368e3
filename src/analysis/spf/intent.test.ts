import { describe, expect, it } from 'vitest';
import { authorisesSomebody, forbidsEverybody, isPlainRefusal, referencesOf } from './intent.ts';

describe('what an SPF record means', () => {
  it.each([
    ['v=spf1 -all', 'nobody, plainly'],
    ['v=spf1 exp=why.example.net -ALL', 'nobody, plainly'],
    ['v=spf1 -ip4:203.0.113.1 -all', 'nobody'],
    ['v=spf1', 'nothing'],
    ['v=spf1 ~all', 'nothing'],
    ['v=spf1 ?all', 'nothing'],
    ['v=spf1 ip4:203.0.113.1 -all', 'somebody'],
    ['v=spf1 include:_spf.example.net -all', 'somebody'],
    ['v=spf1 redirect=example.net', 'somebody'],
    ['v=spf1 +all', 'somebody'],
    ['v=spf1 -all include:_spf.example.net', 'somebody'],
  ])('%s: %s', (text, meant) => {
    expect(authorisesSomebody(text)).toBe(meant === 'somebody');
    expect(forbidsEverybody(text)).toBe(meant.startsWith('nobody'));
    expect(isPlainRefusal(text)).toBe(meant === 'nobody, plainly');
  });

  it.each([
    ['an address that is none', 'v=spf1 ip4:203.0.113.300 -all', true],
    ['a word that is no mechanism', 'v=spf1 mx.example.com -all', true],
    ['an error in what it refuses', 'v=spf1 -ip4:x -all', false],
  ])('is read past a syntax error: %s', (_what, text, somebody) => {
    expect(authorisesSomebody(text)).toBe(somebody);
    expect(forbidsEverybody(text)).toBe(!somebody);
    expect(isPlainRefusal(text)).toBe(false);
  });

  it('names whom it refers to', () =>
    expect(referencesOf('v=spf1 include:_SPF.Example.net. ~include:b.example ip4:x redirect=c.example')).toEqual([
      '_spf.example.net',
      'b.example',
      'c.example',
    ]));

  it('is told of 60 kB at once', () => {
    const long = `v=spf1 ${'include:a.example '.repeat(3400)}`;
    expect(referencesOf(long)).toHaveLength(3400);
    expect(authorisesSomebody(long)).toBe(true);
  });
});
