import { describe, expect, it } from 'vitest';
import { providersBehind, providersIn } from './dns-signs.ts';

const signs = (exchanges: readonly string[], texts: readonly string[] = []) =>
  providersIn(exchanges, texts).map(({ id }) => id);

describe('providers in DNS', () => {
  it('show in MX and in SPF includes', () => {
    expect(signs(['aspmx.l.google.com'])).toEqual(['google']);
    expect(signs([], ['v=spf1 include:spf.protection.outlook.com redirect=_spf.google.com'])).toEqual([
      'google',
      'microsoft',
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
