import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandMacros } from './macro-expansion.ts';
import { parseDomainSpec, parseMacroString } from './macro-string.ts';
import { targetName } from './target-name.ts';
import { check, testZone } from './testing.ts';

const values = {
  s: 'strong-bad@email.example.com',
  l: 'strong-bad',
  o: 'email.example.com',
  d: 'email.example.com',
  i: '192.0.2.3',
  p: 'mx.example.org',
  v: 'in-addr',
  h: 'mx.example.org',
};
const six = { ...values, i: `2.0.0.1.0.d.b.8.${'0.'.repeat(20)}c.b.0.1`, v: 'ip6' };

function expand(text: string, known: Readonly<Record<string, string>> = values): string {
  const parsed = parseMacroString(text, 'explain-string');
  if ('fault' in parsed) throw new Error(parsed.fault.why);
  return expandMacros(parsed.parts, known);
}

describe('macro expansion (RFC 7208 section 7.3 and the examples of 7.4)', () => {
  it.each([
    ['%{s}', 'strong-bad@email.example.com'],
    ['%{o}', 'email.example.com'],
    ['%{d}', 'email.example.com'],
    ['%{d4}', 'email.example.com'],
    ['%{d3}', 'email.example.com'],
    ['%{d2}', 'example.com'],
    ['%{d1}', 'com'],
    ['%{dr}', 'com.example.email'],
    ['%{d2r}', 'example.email'],
    ['%{l}', 'strong-bad'],
    ['%{l-}', 'strong.bad'],
    ['%{lr}', 'strong-bad'],
    ['%{lr-}', 'bad.strong'],
    ['%{l1r-}', 'strong'],
    ['%{ir}.%{v}._spf.%{d2}', '3.2.0.192.in-addr._spf.example.com'],
    ['%{lr-}.lp._spf.%{d2}', 'bad.strong.lp._spf.example.com'],
    ['%{lr-}.lp.%{ir}.%{v}._spf.%{d2}', 'bad.strong.lp.3.2.0.192.in-addr._spf.example.com'],
    ['%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}', '3.2.0.192.in-addr.strong.lp._spf.example.com'],
    ['%{d2}.trusted-domains.example.net', 'example.com.trusted-domains.example.net'],
    ['%{h} %{p}', 'mx.example.org mx.example.org'],
  ])('%s is %s', (text, expected) => expect(expand(text)).toBe(expected));

  it('reverses an IPv6 address nibble by nibble', () =>
    expect(expand('%{ir}.%{v}._spf.%{d2}', six)).toBe(
      `1.0.b.c.${'0.'.repeat(20)}8.b.d.0.1.0.0.2.ip6._spf.example.com`,
    ));

  it.each([
    ['%%', '%'],
    ['%_', ' '],
    ['%-', '%20'],
    ['%%{d}', '%{d}'],
    ['%%%{d1}%%%_', '%com% '],
    ['%{D2}', 'example.com'],
    ['%{D2R}', 'example.email'],
    ['%{d128}', 'email.example.com'],
    ['%{d00002}', 'example.com'],
    ['%{d99999999999999999999}', 'email.example.com'],
  ])('%s is "%s"', (text, expected) => expect(expand(text)).toBe(expected));

  it.each([
    ['%{lr+-}', 'a-b+c', 'c.b.a'],
    ['%{l+}', 'a+b', 'a.b'],
    ['%{l.-+,/_=}', 'a.b-c+d,e/f_g=h', 'a.b.c.d.e.f.g.h'],
    ['%{l-}', 'a.b-c', 'a.b.c'],
    ['%{lr-}', 'a.b-c', 'c.a.b'],
    ['%{l-}', '-a--b-', '.a..b.'],
    ['%{l1}', 'a.', ''],
    ['%{l2r}', 'a..b', '.a'],
    ['%{l1-}', '', ''],
  ])('%s of the local part "%s" is "%s": empty parts are parts', (text, l, expected) =>
    expect(expand(text, { ...values, l })).toBe(expected),
  );

  it('escapes what an upper-case letter expands to, but for the unreserved characters of RFC 3986', () => {
    const l = "a~b!#$&'()*+,/:;=?@[]%_-.Z9 ü";
    expect(expand('%{L}', { ...values, l })).toBe(
      'a~b%21%23%24%26%27%28%29%2A%2B%2C%2F%3A%3B%3D%3F%40%5B%5D%25_-.Z9%20%C3%BC',
    );
    expect(expand('%{S}')).toBe('strong-bad%40email.example.com');
    expect(expand('%{l}', { ...values, l })).toBe(l);
  });

  it('cuts names over 253 characters on the left, label by label', () => {
    const label = 'x'.repeat(50);
    const tail = `${label}.${label}.${label}.${label}.example.com`;
    expect(targetName(`${'y'.repeat(60)}.${tail}`)).toBe(tail);
    expect(targetName(`a.${'b'.repeat(62 + 253 - tail.length - 63)}.${tail}.`)?.length).toBeLessThanOrEqual(253);
    expect(targetName('x'.repeat(300))).toBeUndefined();
    const zone = testZone(`example.com TXT v=spf1 exists:%{l}.${tail} -all\n${tail} A 127.0.0.2`);
    expect(check(zone, { sender: `${'y'.repeat(60)}@example.com` }).result).toBe('pass');
  });
});

describe('macro letters (RFC 7208 section 7.2)', () => {
  const asked = (spec: string, mail = {}, more = ''): string | undefined => {
    const zone = testZone(`example.com TXT v=spf1 exists:${spec}.x.com -all\n${more}`);
    check(zone, mail);
    return zone.asked.find((one) => one.endsWith('.x.com A'))?.replace('.x.com A', '');
  };
  const names =
    '1.2.0.192.in-addr.arpa PTR a.example.net\n1.2.0.192.in-addr.arpa PTR b.example.com\n1.2.0.192.in-addr.arpa PTR example.com';
  const addresses = 'a.example.net A 192.0.2.1\nb.example.com A 192.0.2.1';

  it.each([
    ['%{s}', 'user@example.com'],
    ['%{l}', 'user'],
    ['%{o}', 'example.com'],
    ['%{d}', 'example.com'],
    ['%{i}', '192.0.2.1'],
    ['%{v}', 'in-addr'],
    ['%{h}', 'mail.example.net'],
  ])('%s is %s', (spec, expected) => expect(asked(spec, { helo: 'mail.example.net' })).toBe(expected));

  it('h is "unknown" when nobody told it', () => expect(asked('%{h}')).toBe('unknown'));

  it('p is the domain, else a name below it, else any name that points back, else "unknown" (section 7.3)', () => {
    expect(asked('%{p}', {}, `${names}\n${addresses}\nexample.com A 192.0.2.1`)).toBe('example.com');
    expect(asked('%{p}', {}, `${names}\n${addresses}`)).toBe('b.example.com');
    expect(asked('%{p}', {}, `${names}\na.example.net A 192.0.2.1`)).toBe('a.example.net');
    expect(asked('%{p}', {}, names)).toBe('unknown');
    expect(asked('%{p}')).toBe('unknown');
    expect(asked('%{p}', {}, '1.2.0.192.in-addr.arpa PTR !SERVFAIL')).toBe('unknown');
  });

  it('a mapped client is told as IPv4', () =>
    expect(asked('%{ir}.%{v}', { ip: '::ffff:192.0.2.1' })).toBe('1.2.0.192.in-addr'));
});

describe('any macro-string', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '%',
      '%%',
      '%_',
      '%-',
      '%{',
      '}',
      'd',
      'D',
      'l',
      '2',
      '0',
      'r',
      '-',
      '.',
      '+',
      '%{d}',
      '%{l2r-}',
      '.com',
      ' ',
    ),
    fc.string({ unit: 'binary', maxLength: 4 }),
  );

  it('parses and expands without throwing, and a domain-spec becomes a name or none', () =>
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), fc.string({ unit: 'binary' }), (pieces, l) => {
        const text = pieces.join('');
        const spec = parseDomainSpec(text);
        if ('fault' in spec) {
          expect(spec.fault.at).toBeLessThanOrEqual(text.length);
          return;
        }
        const name = targetName(expandMacros(spec.parts, { ...values, l }));
        if (name === undefined) return;
        expect(name.length).toBeLessThanOrEqual(253);
        expect(name.split('.').every((one) => one.length > 0 && one.length < 64)).toBe(true);
      }),
      { numRuns: 300 },
    ));

  it('without a percent sign stands for itself', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[!-$&-~]{0,40}$/), (text) => {
        expect(expand(text)).toBe(text);
      }),
      { numRuns: 200 },
    ));
});
