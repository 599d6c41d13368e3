import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dottedIp, formatIp, parseClientAddress, parseIp4, parseIp6, reverseName, sharesPrefix } from './ip-address.ts';

describe('addresses', () => {
  it.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '01.2.3.4',
    '1.2.3.4 ',
    '1.2.3.0x4',
    '+1.2.3.4',
    '1.2.3.4/8',
    '١.2.3.4',
    '1.2.3.',
  ])('"%s" is no IPv4 address', (text) => expect(parseIp4(text)).toBeUndefined());

  it.each([
    '',
    ':',
    ':::',
    '1',
    '1:2:3:4:5:6:7',
    '1::2::3',
    '::12345',
    '::g',
    '::1%lo',
    '[::1]',
    '1.2.3.4',
    '::1.2.3',
    '1.2.3.4::',
    ':1::',
    '1::2:',
    '::1 ',
  ])('"%s" is no IPv6 address', (text) => expect(parseIp6(text)).toBeUndefined());

  it.each([
    ['::', '::'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['2001:0DB8:0000:0000:0000:0000:0000:CB01', '2001:db8::cb01'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['1:2:3:4:5:6:192.0.2.1', '1:2:3:4:5:6:c000:201'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::ffff:c000:201', '192.0.2.1'],
    ['192.0.2.1', '192.0.2.1'],
  ])('%s is shown as %s (RFC 5952)', (text, expected) => {
    const address = parseClientAddress(text);
    expect(address && formatIp(address)).toBe(expected);
  });

  it('come back from what they are shown as', () => {
    const words = (n: number) => fc.array(fc.nat(0xffff), { minLength: n, maxLength: n });
    const address = fc.oneof(
      words(2).map((two) => ({ family: 4, words: two }) as const),
      words(8).map((eight) => ({ family: 6, words: [1, ...eight.slice(1)] }) as const),
    );
    fc.assert(
      fc.property(address, fc.nat(128), (one, bits) => {
        expect(parseClientAddress(formatIp(one))).toEqual(one);
        expect(sharesPrefix(one, one, Math.min(bits, one.words.length * 16))).toBe(true);
        expect(dottedIp(one).split('.')).toHaveLength(one.family === 4 ? 4 : 32);
        expect(reverseName(one)).toMatch(one.family === 4 ? /\.in-addr\.arpa$/ : /\.ip6\.arpa$/);
      }),
      { numRuns: 200 },
    );
  });
});
