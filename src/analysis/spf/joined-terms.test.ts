import { expect, it } from 'vitest';
import { joinedTerm } from './joined-terms.ts';

it.each([
  ['ip4:192.0.2.1-all', '-all'],
  ['include:_spf.example.net~all', '~all'],
  ['ip4:192.0.2.1/24include:_spf.example.net', 'include:_spf.example.net'],
  ['ip4:192.0.2.300', undefined],
  ['a:mail.example.com/40', undefined],
  ['ipv4:192.0.2.1', undefined],
  ['', undefined],
])('in "%s" the second term is %s', (word, expected) => expect(joinedTerm(word)).toBe(expected));
