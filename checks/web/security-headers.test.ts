import { describe, expect, it } from 'vitest';
import { securityHeaders } from './security-headers.ts';
import { findingsOf, page, production, type Said } from './testing.ts';

const all = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'camera=(), microphone=()',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

function judge(root: Said, signIn: Said = { headers: all }) {
  return securityHeaders.evaluate({
    pages: [page('root', root), page('sign-in', signIn), page('missing', { status: 404 })],
  });
}

const found = (headers: Readonly<Record<string, string | readonly string[]>>) =>
  findingsOf(judge({ headers: { ...all, ...headers } })).map(({ key, severity }) => `${key} ${severity}`);

describe('web/security-headers', () => {
  it('passes, fails without a header, and passes again', () => {
    const fine = { outcome: 'pass', evidence: `all there on ${production}/, ${production}/sign-in` };
    expect(judge({ headers: all })).toEqual(fine);
    const { 'x-content-type-options': _gone, ...others } = all;
    expect(findingsOf(judge({ headers: others }))).toEqual([
      {
        key: 'sniffing',
        data: { name: 'X-Content-Type-Options', want: 'nosniff' },
        at: { kind: 'url', url: `${production}/` },
        evidence: 'no X-Content-Type-Options',
        severity: 'medium',
      },
    ]);
    expect(judge({ headers: all })).toEqual(fine);
  });

  it('names both pages in one finding', () =>
    expect(findingsOf(judge({}, {}))[0]).toMatchObject({
      at: { url: `${production}/` },
      places: [{ url: `${production}/sign-in` }],
      evidence: `no X-Content-Type-Options\nat ${production}/, ${production}/sign-in`,
    }));

  it.each([
    ['frame-ancestors instead', { 'x-frame-options': '', 'content-security-policy': "frame-ancestors 'none'" }, []],
    ['frame-ancestors for everybody', { 'content-security-policy': 'frame-ancestors *' }, ['framing medium']],
    ['ALLOW-FROM', { 'x-frame-options': 'ALLOW-FROM https://a.example' }, ['framing medium']],
    ['two words against each other', { 'x-frame-options': ['DENY', 'SAMEORIGIN'] }, ['framing medium']],
    ['the same word twice', { 'x-frame-options': ['DENY', 'deny'] }, []],
    ['a slip', { 'x-content-type-options': 'no-sniff' }, ['sniffing medium']],
    ['whole addresses', { 'referrer-policy': 'unsafe-url' }, ['referrer low']],
    ['a fallback that old browsers know', { 'referrer-policy': 'no-referrer, strict-origin-when-cross-origin' }, []],
    ['an opener for everybody', { 'cross-origin-opener-policy': 'unsafe-none' }, ['opener low']],
    ['no word on who may load it', { 'cross-origin-resource-policy': [] }, ['resource low']],
    ['a word that browsers do not know', { 'cross-origin-resource-policy': 'none' }, ['resource low']],
    ['a page that anybody may load, on purpose', { 'cross-origin-resource-policy': 'cross-origin' }, []],
    ['X-Powered-By', { 'x-powered-by': 'Next.js' }, ['versions low']],
    ['a server version', { server: 'nginx/1.18.0 (Ubuntu)' }, ['versions low']],
    ['a server without one', { server: 'Vercel' }, []],
    ['an opener with a report', { 'cross-origin-opener-policy': 'same-origin; report-to="x"' }, []],
  ])('judges %s', (_what, headers, findings) => expect(found(headers)).toEqual(findings));

  it('reads what the server says of itself on the error page too', () => {
    const pages = [
      page('root', { headers: all }),
      page('missing', { status: 404, headers: { server: 'nginx/1.18.0' } }),
    ];
    expect(findingsOf(securityHeaders.evaluate({ pages }))).toMatchObject([
      {
        key: 'versions',
        severity: 'low',
        evidence: 'server: nginx/1.18.0',
        at: { url: expect.stringContaining('no-such') },
      },
    ]);
  });

  it('does not know what a guessed page would send, nor what came from somebody else', () => {
    expect(judge('timeout')).toMatchObject({ outcome: 'unknown' });
    expect(judge({ status: 503, headers: { 'cf-mitigated': 'challenge' } })).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining('Cloudflare'),
    });
    expect(judge({ status: 500, headers: all })).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining('500'),
    });
    const guessed = page('sign-in', { status: 404 }, { found: 'guess' });
    expect(securityHeaders.evaluate({ pages: [page('root', { headers: all }), guessed] }).outcome).toBe('pass');
  });

  it('does not grow with a header of 60 kB', () =>
    expect(JSON.stringify(judge({ headers: { ...all, 'referrer-policy': 'x'.repeat(60_000) } })).length).toBeLessThan(
      1_000,
    ));
});
