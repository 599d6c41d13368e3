import { describe, expect, it } from 'vitest';
import { canonicalHost } from './canonical-host.ts';
import { type Answers, findingsOf, host, walks } from './testing.ts';

const starts = ['https shop.example.com', 'https www.shop.example.com', 'path www.shop.example.com'];
const deep = 'https://www.shop.example.com/launch-ready-no-such-page?launch-ready=1';
const right: Answers = {
  'https://shop.example.com/': { status: 200 },
  'https://www.shop.example.com/': [308, 'https://shop.example.com/'],
  [deep]: [308, 'https://shop.example.com/launch-ready-no-such-page?launch-ready=1'],
};
const hosts = [host('shop.example.com'), host('www.shop.example.com', 'sibling')];

async function judge(answers: Answers, more: { readonly unread?: string; readonly own?: boolean } = {}) {
  const { own = true, ...rest } = more;
  const production = hosts.map((one) => ({ ...one, own }));
  return canonicalHost.evaluate({
    walks: await walks(starts, { ...right, ...answers }),
    hosts: { production, domains: ['example.com'], ...rest },
  });
}

describe('web/canonical-host', () => {
  it('has nothing to judge where no host answers over https', async () => {
    const silent: Answers = { 'https://shop.example.com/': 'not-http', 'https://www.shop.example.com/': 'not-http' };
    expect(await judge({ ...silent, [deep]: 'not-http' })).toMatchObject({
      outcome: 'blocked',
      by: { state: 'unavailable', reason: 'offline' },
    });
    expect(await judge({ 'https://shop.example.com/': 'timeout' })).toMatchObject({ outcome: 'unknown' });
  });

  it('does not know where a host leads that answers 429', async () => {
    expect(await judge({ 'https://www.shop.example.com/': { status: 429 } })).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining('answered 429'),
    });
  });

  it('passes, fails when both hosts answer, and passes again', async () => {
    const fine = { outcome: 'pass', evidence: 'www.shop.example.com lead to shop.example.com, path and query kept' };
    expect(await judge({})).toEqual(fine);
    const both: Answers = { 'https://www.shop.example.com/': { status: 200 }, [deep]: { status: 404 } };
    expect(findingsOf(await judge(both))).toEqual([
      {
        key: 'both-answer',
        severity: 'medium',
        data: { host: 'www.shop.example.com', to: 'shop.example.com' },
        at: { kind: 'url', url: 'https://www.shop.example.com' },
        evidence: '200 https://www.shop.example.com',
      },
    ]);
    expect(await judge({})).toEqual(fine);
  });

  it.each<readonly [string, Answers, string]>([
    [
      'a temporary redirect',
      { 'https://www.shop.example.com/': [302, 'https://shop.example.com/'] },
      'temporary medium',
    ],
    ['a lost path', { [deep]: [308, 'https://shop.example.com/'] }, 'path-lost medium'],
    ['a lost query', { [deep]: [308, 'https://shop.example.com/launch-ready-no-such-page'] }, 'path-lost medium'],
    [
      'a circle',
      { 'https://www.shop.example.com/': [301, '/a'], 'https://www.shop.example.com/a': [301, '/'] },
      'no-end medium',
    ],
    ['an error', { 'https://www.shop.example.com/': { status: 404 } }, 'error-there medium'],
    [
      'another place',
      {
        'https://www.shop.example.com/': [301, 'https://old.example.com/'],
        'https://old.example.com/': { status: 200 },
      },
      'other-place medium',
    ],
  ])('fails for %s', async (_what, answers, found) => {
    expect(findingsOf(await judge(answers)).map(({ key, severity }) => `${key} ${severity}`)).toEqual([found]);
  });

  it('is milder to a platform’s own name for the project', async () =>
    expect(findingsOf(await judge({ 'https://www.shop.example.com/': { status: 200 } }, { own: false }))).toMatchObject(
      [{ key: 'both-answer', severity: 'low' }],
    ));

  it('says when production is named by the host that redirects', async () => {
    const turned: Answers = {
      'https://shop.example.com/': [308, 'https://www.shop.example.com/'],
      'https://www.shop.example.com/': { status: 200 },
      [deep]: { status: 404 },
    };
    expect(findingsOf(await judge(turned))).toMatchObject([
      { key: 'named-other', severity: 'low', data: { to: 'www.shop.example.com' } },
    ]);
    const away: Answers = {
      'https://shop.example.com/': [302, 'https://parked.example.net/'],
      'https://parked.example.net/': { status: 200 },
    };
    expect(findingsOf(await judge(away))).toMatchObject([{ key: 'leads-away', severity: 'medium' }]);
  });

  it('passes where the guessed sibling is not there', async () =>
    expect(await judge({ 'https://www.shop.example.com/': 'no-address', [deep]: 'no-address' })).toEqual({
      outcome: 'pass',
      evidence: 'shop.example.com is the only host that answers',
    }));

  it('knows the host where a step on it was not followed', async () => {
    const [own, www, deepPath] = await walks(starts, right);
    if (own === undefined || www === undefined || deepPath === undefined) throw new Error('three walks were asked for');
    const cut = {
      ...www,
      hops: www.hops.slice(0, 1),
      end: { state: 'cut', to: 'https://shop.example.com/x' },
    } as const;
    const facts = { walks: [own, cut, deepPath], hosts: { production: hosts, domains: [] } };
    expect(canonicalHost.evaluate(facts).outcome).toBe('pass');
  });

  it('does not know what it could not see', async () => {
    expect(await judge({ 'https://www.shop.example.com/': 'timeout' })).toMatchObject({ outcome: 'unknown' });
    expect(await judge({ 'https://www.shop.example.com/': 'tls' })).toMatchObject({
      outcome: 'unknown',
      hint: expect.stringContaining('tls/certificate'),
    });
    expect(await judge({}, { unread: 'set VERCEL_TOKEN' })).toMatchObject({
      outcome: 'unknown',
      hint: 'set VERCEL_TOKEN',
    });
  });
});
