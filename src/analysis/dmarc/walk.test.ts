import { describe, expect, it } from 'vitest';
import type { AskedTexts } from '../../artifacts/mail/asked.ts';
import { parseDmarcRecord } from './record.ts';
import { effectivePolicy, governingRecord, walkDmarc, walkDomains } from './walk.ts';

const absent: AskedTexts = { state: 'absent', exists: false, chain: [] };
const dead: AskedTexts = { state: 'unanswered', kind: 'timeout', why: 'timeout' };

async function walk(domain: string, zone: Readonly<Record<string, string | readonly string[] | 'dead'>>) {
  return walkDmarc(domain, async (name) => {
    const found = zone[name.replace('_dmarc.', '')];
    if (found === undefined) return absent;
    if (found === 'dead') return dead;
    return { state: 'found', texts: typeof found === 'string' ? [found] : found, chain: [] };
  });
}

const none = 'v=DMARC1; p=none';

describe('the tree walk (RFC 9989 section 4.10)', () => {
  it('goes up label by label', () =>
    expect(walkDomains('a.mail.example.com')).toEqual([
      'a.mail.example.com',
      'mail.example.com',
      'example.com',
      'com',
    ]));

  it('asks eight names at most, and jumps to the last seven labels', () => {
    expect(walkDomains('a.b.c.d.e.f.g.h.i.j.mail.example.com')).toEqual([
      'a.b.c.d.e.f.g.h.i.j.mail.example.com',
      'g.h.i.j.mail.example.com',
      'h.i.j.mail.example.com',
      'i.j.mail.example.com',
      'j.mail.example.com',
      'mail.example.com',
      'example.com',
      'com',
    ]);
    expect(walkDomains('a.b.c.d.e.f.g.h').length).toBe(8);
    expect(walkDomains(Array.from({ length: 127 }, () => 'a').join('.')).length).toBe(8);
    expect(walkDomains('com')).toEqual(['com']);
  });

  it('stops at psd=n and at psd=y', async () => {
    const zone = { 'mail.example.com': `${none}; psd=n`, 'example.com': none };
    expect((await walk('a.mail.example.com', zone)).steps.map(({ domain }) => domain)).toEqual([
      'a.mail.example.com',
      'mail.example.com',
    ]);
  });
});

describe('the organizational domain (RFC 9989 section 4.10.2)', () => {
  it.each([
    [
      'is the psd=n domain',
      'a.mail.example.com',
      { 'mail.example.com': `${none}; psd=n`, 'example.com': none },
      'mail.example.com',
    ],
    ['is one label below psd=y', 'a.shop.co.example', { 'co.example': `${none}; psd=y` }, 'shop.co.example'],
    [
      'is the record with the fewest labels',
      'a.mail.example.com',
      { 'mail.example.com': none, 'example.com': none },
      'example.com',
    ],
    ['is the start where there is no record', 'a.example.com', {}, 'a.example.com'],
    ['is the start where it says psd=y itself', 'co.example', { 'co.example': `${none}; psd=y` }, 'co.example'],
    [
      'is not taken from a name with several records',
      'a.example.com',
      { 'example.com': [none, none], 'a.example.com': none },
      'a.example.com',
    ],
    ['is not the text of something else', 'a.example.com', { 'example.com': 'v=spf1 -all' }, 'a.example.com'],
  ])('%s', async (_what, domain, zone, organizational) =>
    expect((await walk(domain, zone)).organizational).toBe(organizational),
  );

  it('cannot be told while a name on the way is not answered', async () =>
    expect((await walk('a.example.com', { 'a.example.com': none, com: 'dead' })).organizational).toBeUndefined());

  it('is told where the walk stops before the name that is not answered', async () =>
    expect((await walk('a.example.com', { 'example.com': `${none}; psd=n`, com: 'dead' })).organizational).toBe(
      'example.com',
    ));
});

describe('the governing record (RFC 9989 section 4.10.1)', () => {
  const governed = async (domain: string, zone: Parameters<typeof walk>[1], exists = true) => {
    const governing = governingRecord(await walk(domain, zone), exists);
    return governing.state === 'found' ? `${governing.domain} ${governing.as}` : governing.state;
  };

  it('is the domain’s own, even where a name above is not answered', async () =>
    expect(await governed('example.com', { 'example.com': none, com: 'dead' })).toBe('example.com own'));

  it('is the organizational domain’s for a name below, not the nearest one', async () =>
    expect(await governed('a.b.example.com', { 'b.example.com': none, 'example.com': none })).toBe(
      'example.com subdomain',
    ));

  it('is that for missing names where the name is not in DNS', async () =>
    expect(await governed('a.example.com', { 'example.com': none }, false)).toBe('example.com missing'));

  it('is the public suffix’s where the organization has none', async () =>
    expect(await governed('shop.co.example', { 'co.example': `${none}; psd=y` })).toBe('co.example subdomain'));

  it('is none, several or unanswered otherwise', async () => {
    expect(await governed('example.com', {})).toBe('none');
    expect(await governed('example.com', { 'example.com': [none, none] })).toBe('several');
    expect(await governed('a.example.com', { 'example.com': [none, none] })).toBe('several');
    expect(await governed('example.com', { 'example.com': 'dead' })).toBe('unanswered');
    expect(await governed('a.example.com', { 'example.com': 'dead' })).toBe('unanswered');
  });
});

describe('the effective policy (RFC 9989 section 4.7, t)', () => {
  it.each([
    ['v=DMARC1; p=reject; t=y', 'own', 'reject', 'quarantine'],
    ['v=DMARC1; p=quarantine; t=y', 'own', 'quarantine', 'none'],
    ['v=DMARC1; p=reject', 'own', 'reject', 'reject'],
    ['v=DMARC1; p=reject; sp=none', 'subdomain', 'none', 'none'],
    ['v=DMARC1; p=none; np=reject', 'missing', 'reject', 'reject'],
  ] as const)('%s, %s', (text, as, published, effective) =>
    expect(effectivePolicy(parseDmarcRecord(text), as)).toEqual({ published, effective }),
  );

  it('is nothing for a record without a policy', () =>
    expect(effectivePolicy(parseDmarcRecord('v=DMARC1'), 'own')).toBeUndefined());
});
