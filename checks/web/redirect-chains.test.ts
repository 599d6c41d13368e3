import { describe, expect, it } from 'vitest';
import { redirectChains } from './redirect-chains.ts';
import { type Answers, findingsOf, keysOf, walks } from './testing.ts';

const hook = 'https://shop.example.com/api/webhooks/stripe';
const right: Answers = {
  'http://shop.example.com/': [308, 'https://shop.example.com/'],
  'https://shop.example.com/': { status: 200 },
  [hook]: { status: 405 },
};
const starts = ['https shop.example.com', 'http shop.example.com', 'webhook shop.example.com'];

async function judge(answers: Answers, from: readonly string[] = starts) {
  return redirectChains.evaluate({ walks: await walks(from, { ...right, ...answers }) });
}

describe('web/redirect-chains', () => {
  it('passes, fails for a webhook path that redirects, and passes again', async () => {
    const fine = { outcome: 'pass', evidence: `2 addresses, at most 1 redirect; ${hook} does not redirect` };
    expect(await judge({})).toEqual(fine);
    expect(findingsOf(await judge({ [hook]: [308, '/api/webhooks/stripe/'] }))).toEqual([
      {
        key: 'webhook',
        severity: 'high',
        data: { start: hook, redirects: 1, status: 308 },
        at: { kind: 'url', url: hook },
        evidence: `${hook}: 308, Location: ${hook}/`,
      },
    ]);
    expect(await judge({})).toEqual(fine);
  });

  it('passes with two redirects and fails with three', async () => {
    const two: Answers = { 'https://shop.example.com/': [307, '/en'], 'https://shop.example.com/en': { status: 200 } };
    expect((await judge(two)).outcome).toBe('pass');
    const three: Answers = {
      ...two,
      'https://shop.example.com/en': [307, '/en/home'],
      'https://shop.example.com/en/home': { status: 200 },
    };
    expect(findingsOf(await judge(three))).toMatchObject([
      { key: 'too-long', severity: 'medium', data: { redirects: 3, start: 'http://shop.example.com' } },
    ]);
  });

  it('tells a loop once, and shows it', async () => {
    const loop: Answers = { 'https://shop.example.com/': [301, 'http://shop.example.com/'] };
    expect(findingsOf(await judge(loop))).toMatchObject([
      {
        key: 'loop',
        severity: 'high',
        evidence: '308 http://shop.example.com → 301 https://shop.example.com → http://shop.example.com again',
      },
    ]);
  });

  it.each<readonly [string, Answers, string]>([
    [
      'a private address',
      { 'https://shop.example.com/': [302, 'http://10.0.0.7/'], 'http://10.0.0.7/': 'private' },
      'private',
    ],
    ['an address that is none', { 'https://shop.example.com/': [302, 'https://'] }, 'broken'],
    ['a redirect without Location', { 'https://shop.example.com/': { status: 302 } }, 'broken'],
    [
      'another host with a bad certificate',
      { 'https://shop.example.com/': [302, 'https://id.example.net/'], 'https://id.example.net/': 'tls' },
      'dead-end',
    ],
    ['a dead host', { 'https://shop.example.com/': [302, 'https://gone.example.net/'] }, 'dead-end'],
  ])('fails for %s', async (_what, answers, key) => expect(keysOf(await judge(answers))).toEqual([key]));

  it('does not know where silence is', async () => {
    expect(await judge({ [hook]: 'timeout' })).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining(hook),
    });
    expect(await judge({ 'https://shop.example.com/': 'timeout' })).toMatchObject({ outcome: 'unknown' });
    expect(await judge({ 'https://shop.example.com/': 'tls' })).toMatchObject({
      outcome: 'unknown',
      hint: expect.stringContaining('tls/certificate'),
    });
    expect(await judge({ 'http://shop.example.com/': 'private' })).toMatchObject({
      outcome: 'unknown',
      hint: expect.stringContaining('--config'),
    });
  });

  it('keeps the open part beside a finding', async () =>
    expect(await judge({ [hook]: [308, '/x'], 'http://shop.example.com/': 'timeout' })).toMatchObject({
      outcome: 'fail',
      unsettled: { because: expect.stringContaining('http://shop.example.com') },
    }));

  it('says when no webhook path is known', async () =>
    expect(await judge({}, starts.slice(0, 2))).toMatchObject({
      evidence: expect.stringContaining('no webhook path is known'),
    }));
});
