import { describe, expect, it } from 'vitest';
import { chainOrder } from './chain-order.ts';

const link = (subject: string, issuer: string) => ({ subject, issuer, fingerprint: subject });
const leaf = link('leaf', 'lower');
const lower = link('lower', 'upper');
const upper = link('upper', 'root');
const root = link('root', 'root');
const stranger = link('stranger', 'elsewhere');

describe('a chain as it was sent (RFC 8446 §4.4.2)', () => {
  it.each([
    ['right', [leaf]],
    ['right', [leaf, lower, upper]],
    ['right', [leaf, lower, upper, root]],
    ['right', []],
    ['wrong', [leaf, upper, lower]],
    ['wrong', [lower, leaf]],
    ['wrong', [leaf, root, upper, lower]],
    ['wrong', [root, upper, lower, leaf]],
    ['extra', [leaf, stranger, lower]],
    ['extra', [leaf, lower, lower]],
    ['extra', [leaf, leaf, lower]],
    ['extra', [leaf, lower, stranger]],
  ])('is %s', (order, chain) => expect(chainOrder(chain)).toBe(order));

  it('tells two authorities of one name apart by their keys (RFC 5280 §4.2.1.1)', () => {
    const old = { ...lower, keyId: '01', fingerprint: 'old' };
    const current = { ...lower, keyId: '02', fingerprint: 'current' };
    const own = { ...leaf, issuerKeyId: '02' };
    expect(chainOrder([own, current])).toBe('right');
    expect(chainOrder([own, old, current])).toBe('extra');
  });

  it('ends where certificates issue each other', () => {
    const a = link('a', 'b');
    const b = link('b', 'a');
    expect(chainOrder([link('leaf', 'a'), a, b, a, b])).toBe('right');
  });
});
