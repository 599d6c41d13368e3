import { describe, expect, it } from 'vitest';
import { check, resultOf, testZone } from './testing.ts';

describe('modifiers (RFC 7208 section 6)', () => {
  it('may stand anywhere', () => {
    const more = 'e.example.com TXT no\nother.example.com TXT v=spf1 -all';
    expect(check(`example.com TXT v=spf1 exp=e.example.com -all\n${more}`).explanation).toBe('no');
    expect(resultOf('v=spf1 redirect=other.example.com ip4:192.0.2.1', more)).toBe('pass');
  });

  it('that nobody knows are ignored, however often they stand there', () =>
    expect(resultOf('v=spf1 moo=1 moo=2 match_subdomains=yes +all')).toBe('pass'));
});

describe('redirect (RFC 7208 section 6.1)', () => {
  it.each([
    ['pass', 'v=spf1 +all', 'pass'],
    ['fail', 'v=spf1 -all', 'fail'],
    ['softfail', 'v=spf1 ~all', 'softfail'],
    ['neutral', 'v=spf1 ?all', 'neutral'],
    ['temperror', '!timeout', 'temperror'],
    ['permerror', 'v=spf1 moo', 'permerror'],
    ['none', 'hello', 'permerror'],
  ])('to a record that answers %s', (_answer, record, result) =>
    expect(resultOf('v=spf1 redirect=other.example.com', `other.example.com TXT ${record}`)).toBe(result),
  );

  it('to a name that does not exist, or that is malformed, is permerror', () => {
    expect(resultOf('v=spf1 redirect=gone.example.com')).toBe('permerror');
    expect(resultOf('v=spf1 redirect=..example.com')).toBe('permerror');
    expect(resultOf('v=spf1 redirect=%{d1}')).toBe('permerror');
  });

  it('counts only when nothing matched', () => {
    const zone = testZone('example.com TXT v=spf1 redirect=other.example.com ip4:192.0.2.1');
    expect(check(zone).result).toBe('pass');
    expect(zone.asked).toEqual(['example.com TXT']);
  });

  it('makes the new domain the domain, and leaves the sender', () =>
    expect(
      resultOf(
        'v=spf1 redirect=b.example.net',
        'b.example.net TXT v=spf1 exists:%{o}.by.%{d} -all\nexample.com.by.b.example.net A 127.0.0.2',
      ),
    ).toBe('pass'));

  it('goes on and on', () =>
    expect(
      resultOf(
        'v=spf1 redirect=b.example.com',
        'b.example.com TXT v=spf1 redirect=c.example.com\nc.example.com TXT v=spf1 a -all\nc.example.com A 192.0.2.1',
      ),
    ).toBe('pass'));

  it('in an included record answers for it', () =>
    expect(
      resultOf(
        'v=spf1 include:b.example.com ~all',
        'b.example.com TXT v=spf1 redirect=c.example.com\nc.example.com TXT v=spf1 -all',
      ),
    ).toBe('softfail'));
});

describe('exp (RFC 7208 section 6.2)', () => {
  const said = (text: string, record = 'v=spf1 -all exp=why.%{d}', mail = {}) =>
    check(`example.com TXT ${record}\nwhy.example.com TXT ${text}`, mail).explanation;

  it('gives the text behind it, expanded, for a fail by a match', () => {
    expect(said('%{i} may not send for %{d}; see http://%{d}/why?s=%{S}&i=%{I}')).toBe(
      '192.0.2.1 may not send for example.com; see http://example.com/why?s=user%40example.com&i=192.0.2.1',
    );
    expect(said('no', 'v=spf1 -ip4:192.0.2.1 +all exp=why.%{d}')).toBe('no');
  });

  it('may use c, r and t (section 7.2)', () => {
    expect(said('%{c} %{r} %{t}')).toBe('192.0.2.1 unknown 1700000000');
    expect(said('%{c} %{i}', undefined, { ip: '2001:db8::CB01' })).toMatch(/^2001:db8::cb01 2\.0\.0\.1\.0\.d\.b\.8\./);
    expect(said('%{r}', undefined, { receiver: 'mx.example.org' })).toBe('mx.example.org');
  });

  it('may use p, and does not count it', () => {
    const zone = 'example.com TXT v=spf1 -all exp=why.example.com\nwhy.example.com TXT %{p}';
    expect(check(zone)).toMatchObject({ explanation: 'unknown', lookups: 0, voids: 0 });
    const reverse = '1.2.0.192.in-addr.arpa PTR mail.example.net\nmail.example.net A 192.0.2.1';
    expect(check(`${zone}\n${reverse}`).explanation).toBe('mail.example.net');
  });

  it.each([
    ['v=spf1 ~all exp=why.example.com', 'softfail'],
    ['v=spf1 +all exp=why.example.com', 'pass'],
    ['v=spf1 exp=why.example.com', 'neutral'],
  ])('is silent for %s', (record, result) => {
    const zone = testZone(`example.com TXT ${record}\nwhy.example.com TXT no`);
    expect(check(zone)).toMatchObject({ result, explanation: '' });
    expect(zone.asked).toEqual(['example.com TXT']);
  });

  it.each([
    ['no record', 'v=spf1 -all exp=gone.example.com', ''],
    ['a DNS error', 'v=spf1 -all exp=err.example.com', 'err.example.com TXT !SERVFAIL'],
    ['the end of the time', 'v=spf1 -all exp=err.example.com', 'err.example.com TXT !stopped'],
    ['two records', 'v=spf1 -all exp=two.example.com', 'two.example.com TXT a\ntwo.example.com TXT b'],
    ['a syntax error in the text', 'v=spf1 -all exp=bad.example.com', 'bad.example.com TXT %{x} 100%'],
    ['text outside ASCII', 'v=spf1 -all exp=bad.example.com', 'bad.example.com TXT größer'],
    ['terminal escapes', 'v=spf1 -all exp=bad.example.com', 'bad.example.com TXT \u001b[31mred'],
    ['a name that DNS cannot hold', 'v=spf1 -all exp=..example.com', ''],
  ])('is as if it were not there after %s', (_what, record, more) =>
    expect(check(`example.com TXT ${record}\n${more}`)).toMatchObject({ result: 'fail', explanation: '' }),
  );

  it('of an included record is not used', () => {
    const zone = `
      example.com TXT v=spf1 include:inner.example.com -all exp=own.example.com
      inner.example.com TXT v=spf1 -all exp=inner-why.example.com
      own.example.com TXT own
      inner-why.example.com TXT inner`;
    expect(check(zone).explanation).toBe('own');
    expect(check(zone.replace(' exp=own.example.com', '')).explanation).toBe('');
  });

  it('of the record that is redirected to is the one used, with its domain', () => {
    const zone = `
      example.com TXT v=spf1 redirect=other.example.net exp=own.example.com
      other.example.net TXT v=spf1 -all exp=why.%{d}
      why.other.example.net TXT %{d} says no to %{o}
      own.example.com TXT own`;
    expect(check(zone).explanation).toBe('other.example.net says no to example.com');
    expect(check(zone.replace(' exp=why.%{d}', '')).explanation).toBe('');
  });
});
