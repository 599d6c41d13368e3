import { describe, expect, it } from 'vitest';
import { type Answers, findingsOf, walks } from '../web/testing.ts';
import { hsts } from './hsts.ts';

const good = 'max-age=63072000; includeSubDomains; preload';

function site(...fields: readonly string[]): Answers {
  return {
    'http://shop.example.com/': [308, 'https://shop.example.com/'],
    'https://shop.example.com/': { status: 200, headers: { 'strict-transport-security': fields } },
  };
}

async function judge(answers: Answers, starts = ['https shop.example.com', 'http shop.example.com']) {
  return hsts.evaluate({ walks: await walks(starts, answers) });
}

const found = async (...given: Parameters<typeof judge>) =>
  findingsOf(await judge(...given)).map(({ key, severity, data }) => `${key} ${severity} ${data.why}`.trim());

describe('tls/hsts', () => {
  it('passes, fails without the header, and passes again', async () => {
    const fine = { outcome: 'pass', evidence: `shop.example.com: Strict-Transport-Security: ${good}` };
    expect(await judge(site(good))).toEqual(fine);
    expect(findingsOf(await judge(site()))).toEqual([
      {
        key: 'missing',
        data: { host: 'shop.example.com', why: '' },
        at: { kind: 'url', url: 'https://shop.example.com' },
        evidence: 'no Strict-Transport-Security',
        severity: 'medium',
      },
    ]);
    expect(await judge(site(good))).toEqual(fine);
  });

  it.each([
    ['half a year', 'max-age=15552000', []],
    ['a second less', 'max-age=15551999', ['short medium 15551999 seconds']],
    ['nothing', 'max-age=0; includeSubDomains', ['off medium']],
    ['no max-age (RFC 6797 section 6.1.1)', 'includeSubDomains', ['malformed medium max-age is missing']],
    [
      'one directive twice (RFC 6797 section 6.1)',
      'max-age=1; max-age=2',
      ['malformed medium max-age stands there twice'],
    ],
    ['preload without subdomains', 'max-age=31536000; preload', ['preload medium includeSubDomains']],
    [
      'preload for half a year',
      'max-age=15552000; includeSubDomains; preload',
      ['preload medium max-age of at least 31536000'],
    ],
  ])('judges %s', async (_what, field, findings) => expect(await found(site(field))).toEqual(findings));

  it('reads the first of several fields (RFC 6797 section 8.1)', async () => {
    expect(await found(site('max-age=60', good))).toEqual(['short medium 60 seconds', 'several low']);
    expect(await found(site(good, 'max-age=60'))).toEqual(['several low']);
  });

  it('does not count a header over http (RFC 6797 section 8.1)', async () => {
    const answers: Answers = {
      ...site(),
      'http://shop.example.com/': {
        status: 308,
        headers: { location: 'https://shop.example.com/', 'strict-transport-security': good },
      },
    };
    expect(findingsOf(await judge(answers))).toMatchObject([
      { key: 'missing', evidence: expect.stringContaining('http alone') },
    ]);
  });

  it('wants it on the redirect where the preload list does, and not below a host that covers it', async () => {
    const www = (field: string): Answers => ({
      ...site(field),
      'https://www.shop.example.com/': [308, 'https://shop.example.com/'],
    });
    const starts = ['https shop.example.com', 'https www.shop.example.com'];
    expect(await found(www('max-age=63072000'), starts)).toEqual(['on-redirect low']);
    expect(await found(www(good), starts)).toEqual([]);
    const apex: Answers = {
      'https://www.example.com/': { status: 200, headers: { 'strict-transport-security': good } },
      'https://example.com/': [308, 'https://www.example.com/'],
    };
    expect(await found(apex, ['https www.example.com', 'https example.com'])).toEqual(['on-redirect medium']);
  });

  it.each<readonly [string, Answers[string], string]>([
    ['silence', 'timeout', 'timeout'],
    ['a connection that is cut', 'reset', 'offline'],
    ['what is no HTTP', 'not-http', 'offline'],
  ])('has nothing to judge after %s, unless another host answers', async (_what, said, reason) => {
    const answers = { ...site(good), 'https://shop.example.com/': said };
    expect(await judge(answers)).toMatchObject({
      outcome: 'blocked',
      by: { state: 'unavailable', reason, hint: expect.stringContaining('https://shop.example.com') },
    });
    const www: Answers = { ...answers, 'https://www.shop.example.com/': [308, 'https://shop.example.com/'] };
    const starts = ['https shop.example.com', 'https www.shop.example.com'];
    expect((await judge(www, starts)).outcome).toBe('fail');
  });

  it.each<readonly [string, Answers[string], string]>([
    ['a bad certificate', 'tls', 'does not verify'],
    ['too many requests', { status: 429 }, 'answered 429'],
    ['an error of the server', { status: 503 }, 'answered 503'],
    [
      'a challenge',
      { status: 503, headers: { 'cf-mitigated': 'challenge', 'strict-transport-security': good } },
      'Cloudflare',
    ],
  ])('does not know after %s', async (_what, said, because) =>
    expect(await judge({ ...site(good), 'https://shop.example.com/': said })).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining(because),
    }),
  );
});
