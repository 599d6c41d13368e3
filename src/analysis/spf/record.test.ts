import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSpfRecord, parseSpfRecord } from './record.ts';

const faultsOf = (terms: string) => parseSpfRecord(`v=spf1 ${terms}`).faults;

describe('the grammar of a record (RFC 7208 section 12)', () => {
  it.each([
    // section 4.6.1
    ...['all', '+all', '-all', '~all', '?all', 'ALL', '-All', ''],
    // section 5.2, 5.7
    ...['include:example.com', 'INCLUDE:Example.COM', 'exists:%{i}._spf.%{d2}', 'include:_spf.example.com.'],
    // section 5.3, 5.4
    ...['a', 'a/24', 'a//64', 'a/24//64', 'a/0', 'a//0', 'a:example.com', 'a:example.com/24', 'a:example.com//64'],
    ...[
      'a:example.com/24//64',
      'mx',
      'mx/32',
      'mx//128',
      'mx:example.com',
      'MX:example.com/8',
      '-mx',
      'a:foo:bar/baz.example.com',
    ],
    // section 5.5
    ...['ptr', 'ptr:example.com', '?ptr'],
    // section 5.6
    ...['ip4:192.0.2.1', 'ip4:192.0.2.0/24', 'ip4:0.0.0.0/0', 'ip4:255.255.255.255/32', 'IP4:1.2.3.4'],
    ...[
      'ip6:2001:db8::1',
      'ip6:::1',
      'ip6:::/0',
      'ip6:2001:DB8::/32',
      'ip6:::ffff:192.0.2.1/128',
      'ip6:1:2:3:4:5:6:7:8',
    ],
    ...['ip6:1:2:3:4:5:6:192.0.2.1'],
    // section 6
    ...['redirect=_spf.example.com', 'exp=explain._spf.%{d}', 'REDIRECT=example.com', 'Exp=example.com'],
    ...['moo=', 'moo=cow', 'a=1', 'all=1', 'x-y_z.1=%{d}/foo:bar', 'moo=a moo=b', 'foo=%{c}', 'default=pass'],
    // section 7.1
    ...[
      'a:%{d}',
      'a:%{d}/24',
      'a:example.%{d1}',
      'a:example.com%%',
      'a:%%%_%-',
      'a:x.1-2',
      'a:x.a1',
      'a:x.1a',
      'a:x.xn--p1ai',
    ],
    ...['exists:%{L1R-}.%{ir}.%{v}.x.com', 'a:%{d10r.-+,/_=}', 'a:%{ir/}/24', 'a:!"#$&()*+,-.x'],
  ])('takes "%s"', (terms) => expect(faultsOf(terms)).toEqual([]));

  it.each([
    // section 4.6.1: terms
    ...[
      'moo',
      'moo:cow',
      '++all',
      '+',
      '-',
      ':',
      '/24',
      '=',
      '=x',
      '1=x',
      '-redirect=example.com',
      '+exp=x.com',
      '_=x',
      'é=x',
    ],
    ...[
      'foo=\u00e9',
      'all\u0000',
      '\t-all',
      '-all\t',
      '\u00a0all',
      'redirect',
      'redirect:example.com',
      'exp:example.com',
      'a b:\u0007.com',
    ],
    // section 5.1
    ...['all:', 'all:example.com', 'all/8', 'all.', 'all-'],
    // section 5.2, 5.7
    ...[
      'include',
      'include:',
      'include/24',
      'include:example.com/24',
      'exists',
      'exists:',
      'exists:example.com/24',
      'exists:x.com//1',
    ],
    // section 5.3, 5.4, 5.6: prefix lengths
    ...[
      'a/',
      'a/33',
      'a/-1',
      'a/024',
      'a/00',
      'a/24/64',
      'a//129',
      'a//064',
      'a/24//',
      'a//',
      'a///64',
      'a/24//64/',
      'a/2x',
    ],
    ...[
      'a:',
      'a:/24',
      'a:example.com:8080',
      'a:example.com/33',
      'a:example.com//129',
      'a:example.com/24/',
      'mx:',
      'mx:/',
      'mx/33',
      'mx-',
    ],
    // section 5.5
    ...['ptr:', 'ptr/24', 'ptr/0', 'ptr:example.com/24'],
    // section 5.6
    ...[
      'ip4',
      'ip4:',
      'ip4:1.2.3',
      'ip4:1.2.3.4.5',
      'ip4:256.1.1.1',
      'ip4:01.2.3.4',
      'ip4:1.2.3.4/33',
      'ip4:1.2.3.4/',
      'ip4:1.2.3.4/08',
    ],
    ...[
      'ip4:1.2.3.4//32',
      'ip4:1.2.3.4:25',
      'ip4/1.2.3.4',
      'ip4:example.com',
      'ip4:::1',
      'ip4:1.2.3.-4',
      'ip4:1..3.4',
      'ip4:1.2.3.4.',
    ],
    ...[
      'ip6',
      'ip6:',
      'ip6:1.2.3.4',
      'ip6:2001:db8',
      'ip6:1::2::3',
      'ip6:::1/129',
      'ip6:::1//64',
      'ip6:::1/01',
      'ip6::::1',
      'ip6:12345::',
    ],
    ...[
      'ip6:1:2:3:4:5:6:7:8:9',
      'ip6:1:2:3:4:5:6:7::8',
      'ip6:fe80::1%eth0',
      'ip6:[::1]',
      'ip6:1.2.3.4::',
      'ip6:::1.2.3.4.5',
      'ip6:::g',
    ],
    // section 6
    ...[
      'redirect=',
      'redirect=%{x}',
      'exp=',
      'redirect=example.com/24',
      'redirect=a.com redirect=b.com',
      'exp=a.com EXP=b.com',
      'moo=%',
      'moo=%{q}',
      'moo=%{d',
    ],
    // section 7.1: how a name ends
    ...[
      'a:com',
      'a:example',
      'a:example..',
      'a:example.com..',
      'a:example.1',
      'a:x.-a',
      'a:x.a-',
      'a:x.a_b',
      'a:x.%{d}.',
      'a:%{d}com',
      'a:museum.',
      'a:%%com',
    ],
    ...['a:example.com:', 'include:example.com;', 'include:_spf.example.com,'],
    // section 7.1 and 7.2: macros
    ...[
      'a:%',
      'a:%x',
      'a:%(d).com',
      'a:%{}',
      'a:%{d',
      'a:%{d}}.%',
      'a:%{d0}',
      'a:%{d00}',
      'a:%{dr2}',
      'a:%{d!}',
      'a:%{dd}',
      'a:%{x}',
      'a:%{ d}',
    ],
    ...['a:%{c}', 'exists:%{r}.com', 'include:%{t}', 'redirect=%{C}', 'exp=%{r}.example.com', 'a:foo%.com', 'a:%{d}%'],
  ])('refuses "%s"', (terms) => expect(faultsOf(terms)).not.toEqual([]));

  it('says where a fault is, in characters from the start of the record', () => {
    const text = 'v=spf1  a:mail.example.com/99 ~moo include:%{x}.example.com -all';
    const { faults } = parseSpfRecord(text);
    expect(faults.map(({ at, term }) => [text.slice(at, at + 3), term])).toEqual([
      [':ma', 'a:mail.example.com/99'],
      ['moo', '~moo'],
      ['%{x', 'include:%{x}.example.com'],
    ]);
  });

  it('reads prefixes, qualifiers and names', () =>
    expect(parseSpfRecord('v=spf1 ~a:mail.example.com/24//64 mx ip6:2001:db8::/32 redirect=%{d2}')).toMatchObject({
      directives: [
        { mechanism: 'a', qualifier: '~', target: { text: 'mail.example.com' }, prefix4: 24, prefix6: 64 },
        { mechanism: 'mx', qualifier: '+', prefix4: 32, prefix6: 128 },
        { mechanism: 'ip6', network: { words: [0x2001, 0xdb8, 0, 0, 0, 0, 0, 0] }, prefix: 32 },
      ],
      redirect: { target: { text: '%{d2}', parts: [{ letter: 'd', keep: 2 }] } },
      faults: [],
    }));
});

describe('hostile records', () => {
  it('are read in one pass, and their faults are few', () => {
    const { faults } = parseSpfRecord(`v=spf1 ${'x '.repeat(30_000)}`);
    expect(faults).toHaveLength(20);
    for (const text of [
      '%{'.repeat(30_000),
      `a:${'.'.repeat(60_000)}`,
      `a:${'/1'.repeat(30_000)}`,
      `ip6:${':'.repeat(60_000)}`,
    ]) {
      const [fault] = parseSpfRecord(`v=spf1 ${text}`).faults;
      expect(fault?.term.length).toBeLessThanOrEqual(120);
    }
  });

  it('never throw, and every fault lies inside the text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...'v=spf1| |all|include:|a|mx/24|//64|ip4:1.2.3.4|ip6:::1|%{d}|%{|}|%%|redirect=|exp=|.|example.com|:|/|='.split(
          '|',
        ),
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = `v=spf1 ${pieces.join('')}`;
        for (const { at } of parseSpfRecord(text).faults) {
          expect(at).toBeGreaterThanOrEqual(7);
          expect(at).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are valid only when they are visible ASCII and spaces (section 3.1)', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (noise) => {
        const text = `v=spf1 moo=${noise}`;
        if (!/^[ -~]*$/.test(text)) expect(parseSpfRecord(text).faults).not.toEqual([]);
      }),
      { numRuns: 300 },
    ));

  it('are chosen by the version section alone', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (rest) => {
        expect(isSpfRecord(`v=spf1${rest}`)).toBe(rest === '' || rest.startsWith(' '));
      }),
      { numRuns: 200 },
    ));
});
