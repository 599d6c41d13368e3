import { describe, expect, it } from 'vitest';
import { check, resultOf, testZone } from './testing.ts';

const six = '2001:db8::cb01';
const reverse6 = `1.0.b.c.${'0.'.repeat(20)}8.b.d.0.1.0.0.2.ip6.arpa`;

describe('all mechanisms (RFC 7208 section 5)', () => {
  it.each(['a', 'mx', 'exists:x.example.com', 'include:x.example.com'])('%s: no answer is temperror', (term) => {
    for (const trouble of ['timeout', 'SERVFAIL', 'REFUSED']) {
      const zone = ['A', 'MX'].map((type) => `example.com ${type} !${trouble}`);
      const inner = ['A', 'TXT'].map((type) => `x.example.com ${type} !${trouble}`);
      expect(resultOf(`v=spf1 ${term} +all`, [...zone, ...inner].join('\n'))).toBe('temperror');
    }
  });

  it.each(['a:x.example.com', 'mx:x.example.com', 'exists:x.example.com', 'ptr:x.example.com'])(
    '%s: no such name, and no such records, are no match',
    (term) => {
      expect(resultOf(`v=spf1 ${term} -all`)).toBe('fail');
      expect(resultOf(`v=spf1 ${term} -all`, 'x.example.com TXT hello\nx.example.com AAAA ::1')).toBe('fail');
    },
  );

  it('asks for A with an IPv4 client and for AAAA with an IPv6 client', () => {
    for (const [ip, type] of [
      ['192.0.2.1', 'A'],
      [six, 'AAAA'],
      ['::ffff:192.0.2.1', 'A'],
    ] as const) {
      const zone = testZone('example.com TXT v=spf1 a -all');
      check(zone, { ip });
      expect(zone.asked).toEqual(['example.com TXT', `example.com ${type}`]);
    }
  });

  it('an IPv4-mapped IPv6 client is an IPv4 client', () => {
    const ip = '::ffff:192.0.2.1';
    expect(resultOf('v=spf1 ip4:192.0.2.1 -all', '', { ip })).toBe('pass');
    expect(resultOf('v=spf1 ip6:::ffff:192.0.2.1 -all', '', { ip })).toBe('fail');
    expect(resultOf('v=spf1 a/24 -all', 'example.com A 192.0.2.99', { ip })).toBe('pass');
  });

  it('a name that DNS cannot hold is no match and no question (section 4.8)', () => {
    const label = 'a'.repeat(64);
    const zone = testZone(
      `example.com TXT v=spf1 a:${label}.example.com mx:..example.com exists:%{l}.example.com ?all`,
    );
    expect(check(zone, { sender: `${label}@example.com` })).toMatchObject({ result: 'neutral', lookups: 3, voids: 0 });
    expect(zone.asked).toEqual(['example.com TXT']);
  });

  it('a local part outside ASCII matches nothing (RFC 8616 section 4)', () =>
    expect(
      resultOf('v=spf1 exists:%{l}.example.com -all', '*.example.com A 127.0.0.2', { sender: 'jörg@example.com' }),
    ).toBe('fail'));
});

describe('all (RFC 7208 section 5.1)', () => {
  it('matches everybody, and nothing behind it is read', () => {
    const zone = testZone('example.com TXT v=spf1 ~all a mx include:x.example.com +all redirect=y.example.com');
    expect(check(zone).result).toBe('softfail');
    expect(zone.asked).toEqual(['example.com TXT']);
  });

  it('makes redirect void wherever it stands', () =>
    expect(resultOf('v=spf1 redirect=other.example.com ?all', 'other.example.com TXT v=spf1 -all')).toBe('neutral'));
});

describe('include (RFC 7208 section 5.2)', () => {
  const inner = (record: string) => `inner.example.com TXT ${record}`;
  it.each([
    ['pass', 'v=spf1 +all', 'fail'],
    ['fail', 'v=spf1 -all', 'softfail'],
    ['softfail', 'v=spf1 ~all', 'softfail'],
    ['neutral', 'v=spf1 ?all', 'softfail'],
    ['neutral by default', 'v=spf1', 'softfail'],
    ['temperror', '!SERVFAIL', 'temperror'],
    ['permerror', 'v=spf1 moo', 'permerror'],
    ['none', 'hello', 'permerror'],
  ])('of a record that answers %s', (_answer, record, result) =>
    expect(resultOf('v=spf1 -include:inner.example.com ~all', inner(record))).toBe(result),
  );

  it('of a name that does not exist, or that is malformed, is permerror', () => {
    expect(resultOf('v=spf1 include:gone.example.com +all')).toBe('permerror');
    expect(resultOf('v=spf1 include:..example.com +all')).toBe('permerror');
    expect(resultOf('v=spf1 include:%{d1} +all')).toBe('permerror');
  });

  it('keeps the client and the sender, and takes the domain', () =>
    expect(
      resultOf(
        'v=spf1 include:inner.example.net -all',
        'inner.example.net TXT v=spf1 exists:%{l}.%{o}.%{i}.%{d}.list -all\nuser.example.com.192.0.2.1.inner.example.net.list A 127.0.0.2',
      ),
    ).toBe('pass'));

  it('expands macros in its name', () =>
    expect(resultOf('v=spf1 include:%{l}._spf.%{d2} -all', 'user._spf.example.com TXT v=spf1 +all')).toBe('pass'));
});

describe('a (RFC 7208 section 5.3)', () => {
  it.each([
    ['a', '192.0.2.1', 'pass'],
    ['a', '192.0.2.2', 'fail'],
    ['a/24', '192.0.2.2', 'pass'],
    ['a/31', '192.0.2.2', 'fail'],
    ['a/0', '198.51.100.1', 'pass'],
    ['a', six, 'pass'],
    ['a//127', '2001:db8::cb00', 'pass'],
    ['a/0', '2001:db8::cb00', 'fail'],
    ['a/8//0', 'fe80::1', 'pass'],
  ])('%s matches %s: %s', (term, ip, result) =>
    expect(
      resultOf(`v=spf1 ${term} -all`, `example.com A 203.0.113.9\nexample.com A 192.0.2.1\nexample.com AAAA ${six}`, {
        ip,
      }),
    ).toBe(result),
  );

  it('asks for the name that it gives, in the case of DNS', () =>
    expect(resultOf('v=spf1 A:MAIL.Example.com/30 -all', 'mail.example.com A 192.0.2.2')).toBe('pass'));

  it('takes no address that is none', () =>
    expect(resultOf('v=spf1 a -all', 'example.com A 192.0.2\nexample.com A ')).toBe('fail'));
});

describe('mx (RFC 7208 section 5.4)', () => {
  it('matches an address of any MX host', () => {
    const more =
      'example.com MX a.example.com\nexample.com MX b.example.com\na.example.com A 203.0.113.1\nb.example.com A 192.0.2.1';
    expect(resultOf('v=spf1 mx -all', more)).toBe('pass');
    expect(resultOf('v=spf1 mx/24 -all', more, { ip: '203.0.113.99' })).toBe('pass');
    expect(resultOf('v=spf1 mx:other.example.com -all', more)).toBe('fail');
  });

  it('never falls back to the address of the name itself', () => {
    const zone = testZone('example.com TXT v=spf1 mx -all\nexample.com A 192.0.2.1');
    expect(check(zone).result).toBe('fail');
    expect(zone.asked).toEqual(['example.com TXT', 'example.com MX']);
  });

  it('takes a null MX for no host, without asking (RFC 7505)', () => {
    const zone = testZone('example.com TXT v=spf1 mx -all\nexample.com MX .');
    expect(check(zone)).toMatchObject({ result: 'fail', voids: 0 });
    expect(zone.asked).toEqual(['example.com TXT', 'example.com MX']);
  });

  it('is temperror when an MX host cannot be asked', () =>
    expect(resultOf('v=spf1 mx +all', 'example.com MX a.example.com\na.example.com A !timeout')).toBe('temperror'));
});

describe('ptr (RFC 7208 section 5.5)', () => {
  const reverse = '1.2.0.192.in-addr.arpa';

  it.each([
    ['the domain itself', 'example.com', 'pass'],
    ['a name below it', 'a.b.Example.COM', 'pass'],
    ['a name that only ends alike', 'notexample.com', 'fail'],
    ['another domain', 'mail.example.net', 'fail'],
  ])('for a client that is named %s', (_what, name, result) =>
    expect(resultOf('v=spf1 ptr -all', `${reverse} PTR ${name}\n${name} A 192.0.2.1`)).toBe(result),
  );

  it('takes a name only when it points back', () =>
    expect(resultOf('v=spf1 ptr -all', `${reverse} PTR mail.example.com\nmail.example.com A 192.0.2.9`)).toBe('fail'));

  it('compares with the name that it gives', () =>
    expect(resultOf('v=spf1 ptr:example.net -all', `${reverse} PTR m.example.net\nm.example.net A 192.0.2.1`)).toBe(
      'pass',
    ));

  it('works for IPv6', () =>
    expect(resultOf('v=spf1 ptr -all', `${reverse6} PTR m.example.com\nm.example.com AAAA ${six}`, { ip: six })).toBe(
      'pass',
    ));

  it('does not match after a DNS error, and skips a name that cannot be asked', () => {
    expect(resultOf('v=spf1 ptr -all', `${reverse} PTR !SERVFAIL`)).toBe('fail');
    const more = `${reverse} PTR a.example.com\n${reverse} PTR b.example.com\na.example.com A !timeout\nb.example.com A 192.0.2.1`;
    expect(resultOf('v=spf1 ptr -all', more)).toBe('pass');
  });

  it('is temperror all the same when the time is over', () => {
    expect(resultOf('v=spf1 ptr -all', `${reverse} PTR !stopped`)).toBe('temperror');
    expect(resultOf('v=spf1 ptr -all', `${reverse} PTR a.example.com\na.example.com A !stopped`)).toBe('temperror');
  });
});

describe('ip4 and ip6 (RFC 7208 section 5.6)', () => {
  it.each([
    ['ip4:192.0.2.1', '192.0.2.1', 'pass'],
    ['ip4:192.0.2.0', '192.0.2.1', 'fail'],
    ['ip4:192.0.2.0/24', '192.0.2.255', 'pass'],
    ['ip4:192.0.2.128/25', '192.0.2.127', 'fail'],
    ['ip4:192.0.2.255/24', '192.0.2.1', 'pass'],
    ['ip4:128.0.0.0/1', '192.0.2.1', 'pass'],
    ['ip4:0.0.0.0/1', '192.0.2.1', 'fail'],
    ['ip4:1.2.3.4/0', '192.0.2.1', 'pass'],
    ['ip4:192.0.2.1', six, 'fail'],
    ['ip4:0.0.0.0/0', six, 'fail'],
    ['ip6:2001:db8::cb01', six, 'pass'],
    ['ip6:2001:db8::/32', six, 'pass'],
    ['ip6:2001:db8:8000::/33', six, 'fail'],
    ['ip6:2001:0DB8:0:0:0:0:0:CB00/127', six, 'pass'],
    ['ip6:::/0', six, 'pass'],
    ['ip6:::/0', '192.0.2.1', 'fail'],
    ['ip6:::192.0.2.1', '::c000:201', 'pass'],
  ])('%s with %s: %s, and nobody is asked', (term, ip, result) => {
    const zone = testZone(`example.com TXT v=spf1 ${term} -all`);
    expect(check(zone, { ip }).result).toBe(result);
    expect(zone.asked).toEqual(['example.com TXT']);
  });
});

describe('exists (RFC 7208 section 5.7)', () => {
  it('matches when there is any A record, also for an IPv6 client', () => {
    for (const ip of ['192.0.2.1', six]) {
      expect(resultOf('v=spf1 exists:here.example.com -all', 'here.example.com A 127.0.0.2', { ip })).toBe('pass');
      expect(resultOf('v=spf1 exists:here.example.com -all', 'here.example.com AAAA ::1', { ip })).toBe('fail');
    }
  });
});
