import { describe, expect, it } from 'vitest';
import { httpsRedirect } from './https-redirect.ts';
import { type Answers, findingsOf, keysOf, walks } from './testing.ts';

const right: Answers = {
  'http://shop.example.com/': [308, 'https://shop.example.com/'],
  'https://shop.example.com/': { status: 200 },
};

async function judge(answers: Answers, starts = ['https shop.example.com', 'http shop.example.com']) {
  return httpsRedirect.evaluate({ walks: await walks(starts, { ...right, ...answers }) });
}

describe('web/https-redirect', () => {
  it('passes, fails for a site that answers over http, and passes again', async () => {
    const fine = {
      outcome: 'pass',
      evidence: 'from http to https on the same host: shop.example.com',
    };
    expect(await judge({})).toEqual(fine);
    expect(findingsOf(await judge({ 'http://shop.example.com/': { status: 200 } }))).toEqual([
      {
        key: 'plain',
        severity: 'high',
        data: { host: 'shop.example.com', status: 200 },
        at: { kind: 'url', url: 'http://shop.example.com' },
        evidence: 'http://shop.example.com: 200, no redirect',
      },
    ]);
    expect(await judge({})).toEqual(fine);
  });

  it.each<readonly [string, Answers, string]>([
    ['a temporary status', { 'http://shop.example.com/': [302, 'https://shop.example.com/'] }, 'temporary medium'],
    ['another host first', { 'http://shop.example.com/': [301, 'https://www.shop.example.com/'] }, 'elsewhere medium'],
    ['a closed port', { 'http://shop.example.com/': 'refused' }, 'closed medium'],
    ['an error over http', { 'http://shop.example.com/': { status: 404 } }, 'plain high'],
    ['a redirect to nowhere', { 'http://shop.example.com/': [301, 'mailto:me'] }, 'plain high'],
    [
      'http all the way',
      { 'http://shop.example.com/': [301, '/home'], 'http://shop.example.com/home': { status: 200 } },
      'plain high',
    ],
    [
      'another http address before https',
      {
        'http://shop.example.com/': [301, 'http://www.shop.example.com/'],
        'http://www.shop.example.com/': [301, 'https://www.shop.example.com/'],
        'https://www.shop.example.com/': { status: 200 },
      },
      'detour high',
    ],
    [
      'another address of its own over http before https',
      {
        'http://shop.example.com/': [301, '/home'],
        'http://shop.example.com/home': [301, 'https://shop.example.com/home'],
        'https://shop.example.com/home': { status: 200 },
      },
      'detour medium',
    ],
    [
      'a step back to http, once',
      {
        'https://shop.example.com/': [302, 'http://shop.example.com/home'],
        'http://shop.example.com/home': { status: 200 },
      },
      'downgrade high',
    ],
  ])('fails for %s', async (_what, answers, found) => {
    const findings = findingsOf(await judge(answers));
    expect(findings.map(({ key, severity }) => `${key} ${severity}`)).toEqual([found]);
  });

  it('judges every host, and asks nothing of a sibling that is not there', async () => {
    const starts = ['http shop.example.com', 'http www.shop.example.com'];
    expect((await judge({}, starts)).outcome).toBe('pass');
    expect(keysOf(await judge({ 'http://www.shop.example.com/': { status: 200 } }, starts))).toEqual(['plain']);
  });

  it('does not say that https is never reached where the way was not seen to its end', async () => {
    const lost: Answers = {
      'http://shop.example.com/': [301, 'http://other.example.com/'],
      'http://other.example.com/': 'timeout',
    };
    expect(await judge(lost)).toMatchObject({ outcome: 'fail', findings: [{ key: 'detour' }], unsettled: {} });
  });

  it('does not care where https leads', async () => {
    expect((await judge({ 'https://shop.example.com/': 'timeout' })).outcome).toBe('pass');
  });

  it.each<readonly ['timeout' | 'reset', string]>([
    ['timeout', 'timeout'],
    ['reset', 'offline'],
  ])('has nothing to judge where every http address ends in %s', async (said, reason) => {
    const answers: Answers = { 'http://shop.example.com/': said };
    expect(await judge(answers)).toMatchObject({ outcome: 'blocked', by: { state: 'unavailable', reason } });
    const both: Answers = { ...answers, 'http://www.shop.example.com/': [308, 'https://www.shop.example.com/'] };
    expect(await judge(both, ['http shop.example.com', 'http www.shop.example.com'])).toMatchObject({
      outcome: 'unknown',
    });
  });

  it.each<readonly [string, Answers[string], string]>([
    ['a private address', 'private', 'private network'],
    ['too many requests', { status: 429 }, 'answered 429'],
    ['a challenge', { status: 403, headers: { 'cf-mitigated': 'challenge' } }, 'a Cloudflare challenge'],
  ])('does not know after %s', async (_what, said, because) => {
    expect(await judge({ 'http://shop.example.com/': said })).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining(because),
    });
  });
});
