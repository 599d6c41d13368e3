import { describe, expect, it } from 'vitest';
import type { DomainHints } from '../../artifacts/mail/dns-hints.ts';
import { isDeclaredSilent, missingSilence, quietBeside, showsMail } from './silence.ts';

const absent = { state: 'absent', exists: true, chain: [] } as const;
const unanswered = { state: 'unanswered', kind: 'refused', why: 'SERVFAIL' } as const;
const mx = (...hosts: readonly string[]) =>
  ({ state: 'found', exchanges: hosts.map((exchange) => ({ preference: 0, exchange })) }) as const;
const spf = (...texts: readonly string[]) => ({ state: 'found', texts, chain: [] }) as const;

function hints(more: Partial<DomainHints>): DomainHints {
  const nothing = { mx: absent, spf: absent, dmarc: { state: 'none' }, providers: [] } as const;
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
    expect(missingSilence(hints({}))).toHaveLength(3);
    expect(
      missingSilence(
        hints({ mx: mx(''), spf: spf('v=spf1 -all'), dmarc: { state: 'unanswered', domain: 'example.com', why: '' } }),
      ),
    ).toEqual([]);
    const governed = {
      state: 'found',
      domain: 'example.com',
      text: 'v=DMARC1; p=none; sp=reject',
      as: 'subdomain',
    } as const;
    expect(missingSilence(hints({ mx: mx(''), spf: spf('v=spf1 -all'), dmarc: governed }))).toEqual([]);
  });

  it('stands beside one that sends, or is no mail domain at all', () => {
    const sends = hints({ mx: mx('mx.example.com') });
    const quiet = hints({ domain: 'example.net' });
    expect(quietBeside([sends, quiet], new Set())).toEqual([quiet]);
    expect(quietBeside([quiet], new Set())).toEqual([]);
    expect(quietBeside([sends, quiet], new Set(['example.net']))).toEqual([]);
    expect(quietBeside([{ ...quiet, mail: 'no' }], new Set())).toHaveLength(1);
    expect(quietBeside([sends, { ...quiet, mail: 'configuration' }], new Set())).toEqual([]);
  });
});
