import { describe, expect, it } from 'vitest';
import { evaluateSpf } from './evaluate.ts';
import { parseClientAddress } from './ip-address.ts';
import { check, resultOf, testZone } from './testing.ts';

const long = 'a'.repeat(63);

describe('the domain to check (RFC 7208 section 4.3)', () => {
  it.each([
    ['a label of 64 characters', `user@${long}a.example.com`],
    ['an empty label', 'user@a..example.com'],
    ['a leading dot', 'user@.example.com'],
    ['a single label', 'user@localhost'],
    ['no domain at all', 'user@'],
    ['an address literal', 'user@[192.0.2.1]'],
    ['more than 253 characters', `user@${`${long}.`.repeat(4)}example.com`],
    ['characters outside ASCII', 'user@bücher.example'],
  ])('is none for %s, and nobody is asked', (_what, sender) => {
    const zone = testZone('example.com TXT v=spf1 +all');
    expect(check(zone, { sender }).result).toBe('none');
    expect(zone.asked).toEqual([]);
  });

  it('takes a label of 63 characters, a dot at the end and any case', () => {
    expect(check(`${long}.example.com TXT v=spf1 +all`, { sender: `user@${long}.example.com` }).result).toBe('pass');
    expect(resultOf('v=spf1 +all', '', { sender: 'user@example.com.' })).toBe('pass');
    expect(resultOf('v=spf1 +all', '', { sender: 'user@EXAMPLE.com' })).toBe('pass');
  });

  it('is none for a name that does not exist, and for one without TXT records (section 4.3, 4.5)', () => {
    expect(check('').result).toBe('none');
    expect(check('www.example.com A 192.0.2.1').result).toBe('none');
  });

  it.each(['example.com', '@example.com'])('puts postmaster where the local part is missing: %s', (sender) => {
    const zone = 'example.com TXT v=spf1 exists:%{l}.%{o} -all\npostmaster.example.com A 127.0.0.2';
    expect(check(zone, { sender })).toMatchObject({ result: 'pass', sender: 'postmaster@example.com' });
  });

  it('parts local part and domain at the last @', () =>
    expect(
      resultOf('v=spf1 exists:%{l}.x.example.com -all', 'a@b.x.example.com A 127.0.0.2', {
        sender: 'a@b@example.com',
      }),
    ).toBe('pass'));
});

describe('the identity (RFC 7208 section 2.3 and 2.4)', () => {
  const zone =
    'mail.example.net TXT v=spf1 exists:%{s}.seen.example.net -all\npostmaster@mail.example.net.seen.example.net A 127.0.0.2';

  it('is postmaster at the HELO name when MAIL FROM is empty', () =>
    expect(check(zone, { sender: '', helo: 'mail.example.net' })).toMatchObject({
      result: 'pass',
      domain: 'mail.example.net',
    }));

  it.each(['mail', '[192.0.2.1]', ''])('is none for the HELO name "%s", which is no domain', (helo) =>
    expect(check(zone, { sender: '', helo }).result).toBe('none'),
  );
});

describe('asking for the record (RFC 7208 section 4.4)', () => {
  it.each(['SERVFAIL', 'REFUSED', 'NOTIMP', 'timeout', 'stopped'])('is temperror after %s', (trouble) => {
    const { result, why, steps } = check(`example.com TXT !${trouble}`);
    expect(result).toBe('temperror');
    expect(why).toContain('example.com TXT could not be asked');
    expect(steps.length).toBeGreaterThan(0);
  });

  it('asks for TXT alone, once', () => {
    const zone = testZone('example.com TXT v=spf1 ip4:192.0.2.1 -all');
    check(zone);
    expect(zone.asked).toEqual(['example.com TXT']);
  });
});

describe('choosing the record (RFC 7208 section 4.5)', () => {
  it.each([
    ['v=spf1', 'neutral'],
    ['v=spf1 -all', 'fail'],
    ['V=SPF1 -all', 'fail'],
    ['v=spf1   -all  ', 'fail'],
    ['v=spf10 -all', 'none'],
    ['v=spf1-all', 'none'],
    ['v=spf1\t-all', 'none'],
    [' v=spf1 -all', 'none'],
    ['"v=spf1 -all"', 'none'],
    ['v=spf2.0/pra -all', 'none'],
  ])('%j is %s', (record, result) =>
    expect(check({ answer: () => ({ state: 'found', records: [{ text: record }] }), asked: [] }).result).toBe(result),
  );

  it('leaves other TXT records alone, whatever they hold', () =>
    expect(resultOf('v=spf1 +all', 'example.com TXT verify=\u0007ü\nexample.com TXT v=DMARC1; p=none')).toBe('pass'));

  it('is permerror for two records, equal or not', () => {
    expect(resultOf('v=spf1 +all', 'example.com TXT v=spf1 +all')).toBe('permerror');
    expect(resultOf('v=spf1 +all', 'example.com TXT V=spf1')).toBe('permerror');
  });

  it('is none when a record set is empty', () =>
    expect(check({ answer: () => ({ state: 'found', records: [] }), asked: [] }).result).toBe('none'));
});

describe('evaluating the record (RFC 7208 section 4.6)', () => {
  it('checks the whole record before anything else (section 4.6)', () => {
    const zone = testZone('example.com TXT v=spf1 ip4:192.0.2.1 a:mail.example.com -all moo');
    expect(check(zone)).toMatchObject({ result: 'permerror', lookups: 0 });
    expect(zone.asked).toEqual(['example.com TXT']);
  });

  it('goes from left to right and ends at the first match (section 4.6.2)', () => {
    const zone = testZone('example.com TXT v=spf1 ?ip4:192.0.2.0/24 -a:never.example.com +all');
    expect(check(zone).result).toBe('neutral');
    expect(zone.asked).toEqual(['example.com TXT']);
  });

  it.each([
    ['+', 'pass'],
    ['', 'pass'],
    ['-', 'fail'],
    ['~', 'softfail'],
    ['?', 'neutral'],
  ])('a match with the qualifier "%s" is %s (section 4.6.2, 2.6)', (qualifier, result) =>
    expect(resultOf(`v=spf1 ${qualifier}ip4:192.0.2.1`)).toBe(result),
  );

  it('is neutral when nothing matches and nothing redirects (section 4.7)', () =>
    expect(resultOf('v=spf1 ip4:198.51.100.1')).toBe('neutral'));
});

describe('the steps', () => {
  it('tell every record, term, match and count', () => {
    const { steps } = check(`
      example.com TXT v=spf1 a:gone.example.com include:_spf.example.net ~all
      _spf.example.net TXT v=spf1 ip4:192.0.2.0/24 -all`);
    expect(steps).toMatchObject([
      { step: 'identity', domain: 'example.com' },
      { step: 'record', domain: 'example.com', depth: 0, detail: expect.stringContaining('v=spf1 a:gone') },
      { step: 'mechanism', term: 'a:gone.example.com', matched: false, lookups: 1, voids: 1 },
      { step: 'record', domain: '_spf.example.net', depth: 1 },
      { step: 'mechanism', term: 'ip4:192.0.2.0/24', matched: true, result: 'pass', depth: 1 },
      { step: 'mechanism', term: 'include:_spf.example.net', matched: true, result: 'pass', depth: 0, lookups: 2 },
      { step: 'result', result: 'pass', lookups: 2, voids: 1 },
    ]);
  });

  it('name the term and the place of a syntax error', () =>
    expect(check('example.com TXT v=spf1 ip4:192.0.2.1/33 -all')).toMatchObject({
      result: 'permerror',
      why: 'syntax error in "ip4:192.0.2.1/33" at character 21: a prefix that is not 0 to 32',
    }));
});

describe('answers that take time', () => {
  it('give the same as answers that are there', async () => {
    const zone =
      'example.com TXT v=spf1 include:_spf.example.net mx -all\n_spf.example.net TXT v=spf1 a -all\nexample.com MX mx.example.com\nmx.example.com A 192.0.2.1';
    const client = parseClientAddress('192.0.2.1');
    if (client === undefined) throw new Error('no address');
    const { answer } = testZone(zone);
    const request = { client, sender: 'user@example.com', now: 1_700_000_000_999 };
    const later = evaluateSpf(request, async (name, type) => answer(name, type));
    expect(later).toBeInstanceOf(Promise);
    expect(await later).toEqual(check(zone));
  });

  it('hand on what the resolver throws', async () => {
    const client = parseClientAddress('192.0.2.1');
    if (client === undefined) throw new Error('no address');
    const fail = async (): Promise<never> => {
      throw new Error('interrupted');
    };
    await expect(evaluateSpf({ client, sender: 'a@example.com', now: 0 }, fail)).rejects.toThrow('interrupted');
  });
});
