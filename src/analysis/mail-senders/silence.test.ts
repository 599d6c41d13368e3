import { describe, expect, it } from 'vitest';
import type { DomainAlignment } from '../../artifacts/mail/alignment.ts';
import type { AskedTexts } from '../../artifacts/mail/asked.ts';
import type { DkimSelector, DomainDkim } from '../../artifacts/mail/dkim.ts';
import type { DomainHints } from '../../artifacts/mail/dns-hints.ts';
import { describeSilent, isDeclaredSilent, mailSigns, missingSilence, showsMail, withoutMail } from './silence.ts';

const absent = { state: 'absent', exists: true, chain: [] } as const;
const unanswered = { state: 'unanswered', kind: 'refused', why: 'SERVFAIL' } as const;
const mx = (...hosts: readonly string[]) =>
  ({ state: 'found', exchanges: hosts.map((exchange) => ({ preference: 0, exchange })) }) as const;
const spf = (...texts: readonly string[]) => ({ state: 'found', texts, chain: [] }) as const;

function hints(more: Partial<DomainHints>): DomainHints {
  const nothing = { mx: absent, spf: absent, dmarc: { state: 'none' } } as const;
  return { domain: 'example.com', mail: 'production', ...nothing, ...more };
}

describe('a domain without mail', () => {
  it('is declared by the null MX and v=spf1 -all together', () => {
    expect(isDeclaredSilent(hints({ mx: mx(''), spf: spf('v=spf1 -all') }))).toBe(true);
    expect(isDeclaredSilent(hints({ spf: spf('v=spf1 -all') }))).toBe(false);
    expect(isDeclaredSilent(hints({ mx: mx('') }))).toBe(false);
    expect(isDeclaredSilent(hints({ mx: mx('', 'mx.example.com'), spf: spf('v=spf1 -all') }))).toBe(false);
    expect(isDeclaredSilent(hints({ mx: mx(''), spf: spf('v=spf1 -all', 'v=spf1 -all') }))).toBe(false);
  });

  it('shows no sign, and an unanswered question is no sign either way', () => {
    expect(showsMail(hints({}))).toBe(false);
    expect(showsMail(hints({ mx: mx('mx.example.com'), spf: unanswered }))).toBe(true);
    expect(showsMail(hints({ spf: spf('v=spf1 mx ~all') }))).toBe(true);
    expect(showsMail(hints({ mx: unanswered }))).toBeUndefined();
  });

  it('lacks what it does not publish, and not what was not answered', () => {
    expect(missingSilence(hints({})).map(describeSilent)).toEqual([
      'example.com MX 0 .',
      'example.com TXT "v=spf1 -all"',
      '_dmarc.example.com TXT "v=DMARC1; p=reject"',
    ]);
    const declared = { mx: mx(''), spf: spf('v=spf1 -all') };
    const open = {
      mx: unanswered,
      spf: unanswered,
      dmarc: { state: 'unanswered', domain: 'example.com', why: '' },
    } as const;
    expect(missingSilence(hints(open))).toEqual([]);
    const governed = {
      state: 'found',
      domain: 'example.com',
      text: 'v=DMARC1; p=none; sp=reject',
      as: 'subdomain',
    } as const;
    expect(missingSilence(hints({ ...declared, dmarc: governed }))).toEqual([]);
    expect(missingSilence(hints({ ...declared, dmarc: { ...governed, as: 'own' } }))).toHaveLength(1);
    expect(missingSilence(hints({ ...declared, spf: spf('v=spf1 -ip4:x -all'), dmarc: governed }))).toHaveLength(1);
  });

  it('stands beside one that sends, or is no mail domain at all', () => {
    const sends = hints({ mx: mx('mx.example.com') });
    const quiet = hints({ domain: 'example.net' });
    expect(withoutMail([sends, quiet], () => false)).toEqual([quiet]);
    expect(withoutMail([quiet], () => false)).toEqual([]);
    expect(withoutMail([{ ...quiet, mail: 'no' }], () => false)).toHaveLength(1);
    expect(withoutMail([sends, { ...quiet, mail: 'configuration' }], () => false)).toEqual([]);
  });

  it('shows neither a key nor a return path, whatever else it publishes', () => {
    const sends = hints({ mx: mx('mx.example.com') });
    const quiet = hints({ domain: 'example.net' });
    const declared = hints({ domain: 'example.org', mx: mx(''), spf: spf('v=spf1 -all') });
    const all = [sends, quiet, declared];
    expect(withoutMail(all, () => false)).toEqual([quiet, declared]);
    expect(withoutMail(all, ({ domain }) => domain !== 'example.com')).toEqual([]);
    // What could not be asked is no reason to say that there is none; what a domain publishes of itself holds.
    expect(withoutMail(all, () => undefined)).toEqual([declared]);
  });
});

describe('signs of mail beside MX and SPF', () => {
  const production = { domain: 'example.com', mail: 'production' } as const;
  const dkim = (more: Partial<DomainDkim> = {}): readonly DomainDkim[] => [
    { domain: 'example.com', selectors: [], tried: [], below: 'unsaid', ...more },
  ];
  const alignment = (more: Partial<DomainAlignment> = {}): readonly DomainAlignment[] => [
    { domain: 'example.com', returnPaths: [], unanswered: [], ...more },
  ];
  const at = (answer: AskedTexts): DkimSelector => ({
    selector: 'mailer',
    name: 'mailer._domainkey.example.com',
    from: 'configuration',
    answer,
  });

  it('are a configured selector that is there, and not one that is not', () => {
    expect(mailSigns(dkim({ selectors: [at(spf('v=DKIM1; p=x'))] }), alignment())(production)).toBe(true);
    expect(mailSigns(dkim({ selectors: [at(absent)] }), alignment())(production)).toBe(false);
  });

  it('are a return path', () => {
    const path = { host: 'send.example.com', record: '', providers: ['resend'], keys: [] };
    expect(mailSigns(dkim(), alignment({ returnPaths: [path] }))(production)).toBe(true);
    expect(mailSigns(undefined, alignment({ returnPaths: [path] }))(production)).toBe(true);
  });

  it('are open where a fact is missing or a question was not answered', () => {
    const name = { name: 'send.example.com', why: 'timeout' };
    expect(mailSigns(undefined, alignment())(production)).toBeUndefined();
    expect(mailSigns(dkim(), undefined)(production)).toBeUndefined();
    expect(mailSigns(dkim({ unanswered }), alignment())(production)).toBeUndefined();
    expect(mailSigns(dkim({ selectors: [at(unanswered)] }), alignment())(production)).toBeUndefined();
    expect(mailSigns(dkim(), alignment({ unanswered: [name] }))(production)).toBeUndefined();
    expect(mailSigns(dkim(), alignment())(production)).toBe(false);
  });

  it('are none of a domain that nobody takes for a mail domain', () =>
    expect(mailSigns(undefined, undefined)({ domain: 'example.net', mail: 'no' })).toBe(false));
});
