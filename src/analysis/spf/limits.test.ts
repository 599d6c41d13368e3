import { describe, expect, it } from 'vitest';
import { check, resultOf, testZone } from './testing.ts';

const names = (n: number, of: (index: number) => string): string =>
  Array.from({ length: n }, (_, i) => of(i)).join(' ');
const lines = (n: number, of: (index: number) => string): string =>
  Array.from({ length: n }, (_, i) => of(i)).join('\n');
const reverse = '1.2.0.192.in-addr.arpa';

describe('ten lookups (RFC 7208 section 4.6.4)', () => {
  const hosts = lines(12, (i) => `h${i}.example.com A 203.0.113.1\nh${i}.example.com MX h${i}.example.com`);

  it.each(['a:h#.example.com', 'mx:h#.example.com', 'ptr', 'include:_spf.example.com'])(
    'of %s are fine, and the eleventh is permerror',
    (term) => {
      const more = `${hosts}\n${reverse} PTR x.example.net\n_spf.example.com TXT v=spf1 ?all`;
      const record = (n: number): string =>
        `v=spf1 ${names(n, (i) => term.replace('#', String(i)))} ip4:192.0.2.1 -all`;
      const zone = (n: number): string => `example.com TXT ${record(n)}\n${more}`;
      expect(check(zone(10)).result).toBe('pass');
      expect(check(zone(11)).result).toBe('permerror');
    },
  );

  it('are counted over the whole evaluation, redirects included', () => {
    const inner = `inner.example.com TXT v=spf1 ${names(4, (i) => `a:h${i}.example.com`)} ?all`;
    const last = (n: number) => `last.example.com TXT v=spf1 ${names(n, (i) => `a:h${i}.example.com`)} -all`;
    const record = 'v=spf1 include:inner.example.com redirect=last.example.com';
    expect(resultOf(record, `${hosts}\n${inner}\n${last(4)}`)).toBe('fail');
    expect(resultOf(record, `${hosts}\n${inner}\n${last(5)}`)).toBe('permerror');
  });

  it('count a repeated include again', () =>
    expect(
      check(`example.com TXT v=spf1 ${names(11, () => 'include:x.example.com')} -all\nx.example.com TXT v=spf1 ?all`)
        .result,
    ).toBe('permerror'));

  it('end a loop of includes, and one of redirects', () => {
    expect(check('example.com TXT v=spf1 include:example.com -all')).toMatchObject({
      result: 'permerror',
      lookups: 11,
    });
    expect(
      check('example.com TXT v=spf1 redirect=b.example.com\nb.example.com TXT v=spf1 redirect=example.com').result,
    ).toBe('permerror');
  });

  it('end a chain of 300 includes', () => {
    const zone = lines(300, (i) => `n${i}.example.com TXT v=spf1 include:n${i + 1}.example.com -all`);
    expect(check(zone, { sender: 'user@n0.example.com' })).toMatchObject({ result: 'permerror', lookups: 11 });
  });

  it('do not count the record itself, all, ip4, ip6, exp, or what comes after a match', () => {
    const record = `v=spf1 ${names(20, (i) => `ip4:198.51.100.${i} ip6:2001:db8::${i}`)} ip4:192.0.2.1 ${names(11, (i) => `a:h${i}.example.com`)} exp=e.example.com -all`;
    expect(check(`example.com TXT ${record}`)).toMatchObject({ result: 'pass', lookups: 0 });
  });

  it('count the question behind %{p}', () =>
    expect(
      check(
        `example.com TXT v=spf1 ${names(6, (i) => `?exists:%{p}.l${i}.example.com`)} -all\n${reverse} PTR x.example.net\n${lines(6, (i) => `unknown.l${i}.example.com AAAA ::1`)}`,
      ),
    ).toMatchObject({
      result: 'permerror',
    }));
});

describe('two void lookups (RFC 7208 section 4.6.4)', () => {
  it.each(['a:v#.example.com', 'mx:v#.example.com', 'exists:v#.example.com'])(
    'of %s are fine and the third is permerror',
    (term) => {
      const record = (n: number) => `v=spf1 ${names(n, (i) => term.replace('#', String(i)))} ip4:192.0.2.1 -all`;
      expect(check(`example.com TXT ${record(2)}`)).toMatchObject({ result: 'pass', voids: 2 });
      expect(check(`example.com TXT ${record(3)}`)).toMatchObject({ result: 'permerror', voids: 3 });
      // NODATA is as void as NXDOMAIN.
      const nodata = lines(3, (i) => `v${i}.example.com TXT hello`);
      expect(check(`example.com TXT ${record(3)}\n${nodata}`).result).toBe('permerror');
    },
  );

  it('of ptr without PTR records count too', () =>
    expect(check('example.com TXT v=spf1 ptr ptr ptr +all')).toMatchObject({ result: 'permerror', voids: 3 }));

  it('are counted over includes', () =>
    expect(
      resultOf(
        'v=spf1 a:v1.example.com include:x.example.com a:v3.example.com +all',
        'x.example.com TXT v=spf1 a:v2.example.com ?all',
      ),
    ).toBe('permerror'));

  it('are those of terms: hosts of an MX and names of a PTR without address are none', () => {
    const more = `${lines(5, (i) => `example.com MX m${i}.example.com`)}\n${lines(5, (i) => `${reverse} PTR p${i}.example.com`)}`;
    expect(check(`example.com TXT v=spf1 mx ptr ip4:192.0.2.1 -all\n${more}`)).toMatchObject({
      result: 'pass',
      voids: 0,
    });
  });

  it('count once a term, also when the macro p finds nothing before the term does', () =>
    expect(check('example.com TXT v=spf1 exists:%{p}.x.example.com a ip4:192.0.2.1 -all')).toMatchObject({
      result: 'pass',
      voids: 2,
    }));

  it('are not counted for the record itself, nor after the result', () => {
    expect(check('')).toMatchObject({ result: 'none', voids: 0 });
    expect(check('example.com TXT v=spf1 a mx -all exp=gone.example.com')).toMatchObject({ result: 'fail', voids: 2 });
  });

  it('that end in an error are none', () =>
    expect(resultOf('v=spf1 a:x.example.com +all', 'x.example.com A !SERVFAIL')).toBe('temperror'));
});

describe('ten names (RFC 7208 section 4.6.4)', () => {
  it('of an MX are asked, eleven are permerror wherever the match would be', () => {
    const more = (n: number) =>
      `${lines(n, (i) => `example.com MX m${i}.example.com`)}\nm0.example.com A 192.0.2.1\nm9.example.com A 192.0.2.2`;
    expect(resultOf('v=spf1 mx -all', more(10))).toBe('pass');
    expect(resultOf('v=spf1 mx -all', more(10), { ip: '192.0.2.2' })).toBe('pass');
    expect(resultOf('v=spf1 mx -all', more(11))).toBe('permerror');
  });

  it('of a PTR are asked, the rest is ignored', () => {
    const more = (n: number) =>
      `${lines(n, (i) => `${reverse} PTR m${i}.example.com`)}\nm${n - 1}.example.com A 192.0.2.1`;
    expect(resultOf('v=spf1 ptr -all', more(10))).toBe('pass');
    const zone = testZone(`example.com TXT v=spf1 ptr -all\n${more(11)}`);
    expect(check(zone).result).toBe('fail');
    expect(zone.asked.filter((one) => one.endsWith(' A'))).toHaveLength(10);
  });
});
