import { describe, expect, it } from 'vitest';
import { matchesHost } from './matches-host.ts';

describe('a certificate’s names (RFC 9525 §6.3)', () => {
  it.each([
    ['shop.example', 'shop.example'],
    ['Shop.Example.', 'shop.example'],
    ['*.shop.example', 'www.shop.example'],
    ['*.xn--bcher-kva.example', 'www.xn--bcher-kva.example'],
    ['203.0.113.7', '203.0.113.7'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ])('%s stands for %s', (name, host) => expect(matchesHost(['other.example', name], host)).toBe(true));

  it.each([
    ['shop.example', 'www.shop.example'],
    ['*.shop.example', 'shop.example'],
    ['*.shop.example', 'a.b.shop.example'],
    ['*.example', 'shop.example'],
    ['*', 'localhost'],
    ['w*.shop.example', 'www.shop.example'],
    ['*w.shop.example', 'www.shop.example'],
    ['www.*.example', 'www.shop.example'],
    ['*.*.example', 'www.shop.example'],
    ['*.0.113.7', '203.0.113.7'],
    ['.shop.example', 'www.shop.example'],
    ['', 'shop.example'],
    ['shop.example\u0000.evil.example', 'shop.example'],
    ['203.0.113.8', '203.0.113.7'],
  ])('%j does not stand for %s', (name, host) => expect(matchesHost([name], host)).toBe(false));
});
