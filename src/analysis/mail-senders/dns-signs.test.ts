import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { providersBehind, providersIn } from './dns-signs.ts';
import { authorisesSomebody, forbidsEverybody, isSpfRecord, spfTerms } from './spf-terms.ts';

const signs = (exchanges: readonly string[], texts: readonly string[] = []) =>
  providersIn(exchanges, texts).map(({ provider, seen }) => `${provider.id}: ${seen}`);

describe('providers in DNS', () => {
  it('show in MX and in SPF includes', () => {
    expect(signs(['aspmx.l.google.com'])).toEqual(['google: MX aspmx.l.google.com']);
    expect(signs([], ['v=spf1 include:spf.protection.outlook.com redirect=_spf.google.com'])).toEqual([
      'google: SPF include of _spf.google.com',
      'microsoft: SPF include of spf.protection.outlook.com',
    ]);
  });

  it('are not names that only end alike, nor texts that are no SPF', () => {
    expect(signs(['mx.notgoogle.com'])).toEqual([]);
    expect(signs([], ['v=spf10 include:_spf.google.com', 'include:_spf.google.com'])).toEqual([]);
  });

  it('stand behind return paths; several share Amazon SES', () => {
    const ids = providersBehind('feedback-smtp.eu-west-1.amazonses.com').map(({ id }) => id);
    expect(ids).toContain('resend');
    expect(ids).toContain('ses');
    expect(providersBehind('pm.mtasv.net').map(({ id }) => id)).toEqual(['postmark']);
    expect(providersBehind('amazonses.com.evil.example')).toEqual([]);
  });
});

describe('SPF terms', () => {
  it.each([
    ['v=spf1 -all', false, true],
    ['v=spf1', false, false],
    ['v=spf1 ~all', false, false],
    ['v=spf1 ip4:203.0.113.1 -all', true, false],
    ['v=spf1 include:_spf.example.net -all', true, false],
    ['v=spf1 -ip4:203.0.113.1 -all', false, true],
    ['v=spf1 redirect=example.net', true, false],
    ['v=spf1 exp=why.example.net -ALL', false, true],
    ['v=spf1 +all', true, false],
  ])('%s', (text, authorises, forbids) => {
    expect(authorisesSomebody(text)).toBe(authorises);
    expect(forbidsEverybody(text)).toBe(forbids);
  });

  it('RFC 7208 section 4.5: the version is followed by a space or nothing', () => {
    expect(isSpfRecord('V=SPF1 -all')).toBe(true);
    expect(isSpfRecord('v=spf1')).toBe(true);
    expect(isSpfRecord('v=spf1-all')).toBe(false);
  });

  it('never throw, and are bounded', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'binary' }), (text) => {
        expect(spfTerms(`v=spf1 ${text}`).length).toBeLessThanOrEqual(200);
      }),
      { numRuns: 200 },
    );
    expect(spfTerms(`v=spf1 ${'a '.repeat(30_000)}`).length).toBeLessThanOrEqual(200);
  });
});
