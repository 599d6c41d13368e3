import { describe, expect, it } from 'vitest';
import { csp } from './csp.ts';
import { findingsOf, page, production, type Said } from './testing.ts';

const strict = "script-src 'nonce-abc' 'strict-dynamic'; object-src 'none'; base-uri 'none'";

function judge(root: Said) {
  return csp.evaluate({ pages: [page('root', root)] });
}

const sent = (...policies: readonly string[]) => judge({ headers: { 'content-security-policy': policies } });
const keys = (...policies: readonly string[]) =>
  findingsOf(sent(...policies)).map(({ key, severity }) => `${key} ${severity}`);
const base = "object-src 'none'; base-uri 'none'";

describe('web/csp', () => {
  it('passes, fails without a policy, and passes again', () => {
    const fine = { outcome: 'pass', evidence: `Content-Security-Policy: ${strict}` };
    expect(sent(strict)).toEqual(fine);
    expect(findingsOf(judge({}))).toEqual([
      {
        key: 'missing',
        data: { because: '' },
        at: { kind: 'url', url: `${production}/` },
        evidence: 'no Content-Security-Policy',
        severity: 'medium',
      },
    ]);
    expect(sent(strict)).toEqual(fine);
  });

  it.each([
    ['inline scripts', `script-src 'self' 'unsafe-inline'; ${base}`, ['unsafe-inline medium']],
    ['inline beside a nonce', `script-src 'self' 'unsafe-inline' 'nonce-YWJj'; ${base}`, []],
    ['inline beside a hash', `script-src 'self' 'unsafe-inline' 'sha256-YWJj='; ${base}`, []],
    ['inline beside strict-dynamic', `script-src 'unsafe-inline' 'strict-dynamic'; ${base}`, []],
    ['inline by default-src', `default-src 'self' 'unsafe-inline'; base-uri 'none'`, ['unsafe-inline medium']],
    ['inline styles only', `script-src 'self'; style-src 'unsafe-inline'; ${base}`, []],
    ['inline handlers', `script-src 'nonce-a'; script-src-attr 'unsafe-inline'; ${base}`, ['unsafe-inline medium']],
    ['text as a script', `script-src 'self' 'unsafe-eval'; ${base}`, ['unsafe-eval medium']],
    ['WebAssembly alone', `script-src 'self' 'wasm-unsafe-eval'; ${base}`, []],
    ['everywhere', `script-src *; ${base}`, ['any-source medium']],
    ['every https host', `script-src https:; ${base}`, ['any-source medium']],
    ['data addresses', `script-src 'self' data:; ${base}`, ['any-source medium']],
    [
      'every https host, for browsers without strict-dynamic',
      `script-src https: 'nonce-a' 'strict-dynamic'; ${base}`,
      [],
    ],
    ['nothing about scripts', `img-src 'self'; ${base}`, ['no-script-policy medium']],
    ['plugins left open', "script-src 'self'; base-uri 'none'", ['no-object-src low']],
    ['the base left open', "script-src 'self'; object-src 'none'", ['no-base-uri low']],
    ['capitals', `SCRIPT-SRC 'SELF' 'UNSAFE-INLINE'; ${base}`, ['unsafe-inline medium']],
    ['a directive twice: the first counts', `script-src 'self'; script-src *; ${base}`, []],
  ])('judges %s', (_what, policy, found) => expect(keys(policy)).toEqual(found));

  it('takes several policies together: only what all allow is open', () => {
    expect(keys("script-src 'self' 'unsafe-inline'", `script-src https:; ${base}`)).toEqual([]);
    expect(keys(`script-src 'self' 'unsafe-inline', default-src 'unsafe-inline' 'self'; base-uri 'none'`)).toEqual([
      'unsafe-inline medium',
    ]);
  });

  it('does not count a policy that only reports', () =>
    expect(findingsOf(judge({ headers: { 'content-security-policy-report-only': strict } }))).toMatchObject([
      { key: 'report-only', evidence: `Content-Security-Policy-Report-Only: ${strict}` },
    ]));

  it('counts a policy in the page in part', () => {
    const meta = (policy: string) => `<head><meta http-equiv=Content-Security-Policy content="${policy}"></head>`;
    expect(findingsOf(judge({ body: meta(strict) }))).toMatchObject([{ key: 'meta-only', severity: 'low' }]);
    const below = `<body>${meta(strict)}`;
    expect(findingsOf(judge({ body: below }))).toMatchObject([{ key: 'missing' }]);
  });

  it.each<readonly [string, Said]>([
    ['silence', 'timeout'],
    ['a challenge', { status: 403, headers: { 'cf-mitigated': 'challenge', 'content-security-policy': strict } }],
    ['an error', { status: 500 }],
    ['a redirect', { status: 307, headers: { location: 'https://other.example.net/' } }],
  ])('does not know after %s', (_what, said) => expect(judge(said).outcome).toBe('unknown'));

  it('shows a long policy with its middle left out', () => {
    const [finding] = findingsOf(sent(`script-src * ${'https://cdn.example.net '.repeat(200)}; report-uri /end`));
    expect(finding?.evidence).toContain('…');
    expect(finding?.evidence).toContain('report-uri /end');
    expect(finding?.evidence.length).toBeLessThan(400);
  });
});
