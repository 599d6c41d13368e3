import { describe, expect, it } from 'vitest';
import { parseRobots } from '../../src/analysis/indexing/robots.ts';
import type { RobotsAnswer } from '../../src/artifacts/web/robots.ts';
import { productionIndexing } from './production-indexing.ts';
import { findingsOf, keysOf, page, production, type Said } from './testing.ts';

const url = `${production}/robots.txt`;
const absent: RobotsAnswer = { state: 'absent', url, status: 404 };
const read = (text: string): RobotsAnswer => ({ state: 'read', url, ...parseRobots(text) });

function judge(root: Said, robots: RobotsAnswer = absent) {
  return productionIndexing.evaluate({ pages: [page('root', root)], robots });
}

describe('web/production-indexing', () => {
  it('passes, fails for a header left over, and passes again', () => {
    const fine = {
      outcome: 'pass',
      evidence: `${production}/: no noindex in header or page; ${url} lets search engines in`,
    };
    expect(judge({})).toEqual(fine);
    expect(findingsOf(judge({ headers: { 'x-robots-tag': 'noindex, nofollow' } }))).toEqual([
      {
        key: 'no-index',
        data: { crawler: 'every search engine' },
        at: { kind: 'url', url: `${production}/` },
        evidence: 'X-Robots-Tag: noindex, nofollow',
      },
    ]);
    expect(judge({})).toEqual(fine);
  });

  it.each<readonly [string, Said, RobotsAnswer, readonly string[]]>([
    ['a meta tag', { body: '<meta name="ROBOTS" content="NoIndex">' }, absent, ['no-index']],
    ['none', { headers: { 'x-robots-tag': 'none' } }, absent, ['no-index']],
    ['Google alone', { headers: { 'x-robots-tag': 'googlebot: noindex' } }, absent, ['no-index']],
    ['some crawler alone', { headers: { 'x-robots-tag': 'otherbot: noindex' } }, absent, []],
    ['a picture limit', { headers: { 'x-robots-tag': 'max-image-preview:none' } }, absent, []],
    ['everything but listing', { headers: { 'x-robots-tag': 'nofollow, noarchive' } }, absent, []],
    ['robots.txt', {}, read('User-agent: *\nDisallow: /'), ['disallowed']],
    [
      'robots.txt for Google',
      {},
      read('User-agent: Googlebot\nDisallow: /\n\nUser-agent: *\nAllow: /'),
      ['disallowed'],
    ],
    ['robots.txt for others', {}, read('User-agent: GPTBot\nDisallow: /'), []],
    ['robots.txt for some paths', {}, read('User-agent: *\nDisallow: /account\nDisallow:'), []],
    ['an error for robots.txt', {}, { state: 'unreachable', url, status: 503 }, ['robots-error']],
  ])('judges %s', (_what, root, robots, keys) => expect(keysOf(judge(root, robots))).toEqual(keys));

  it('does not know what was not seen', () => {
    expect(judge('timeout').outcome).toBe('unknown');
    expect(judge({ status: 401, headers: { 'www-authenticate': 'Basic realm=x' } })).toMatchObject({
      because: expect.stringContaining('password'),
    });
    expect(judge({}, { state: 'failed', url, why: 'timeout', detail: '' }).outcome).toBe('unknown');
    expect(judge({}, { state: 'redirected', url, to: 'https://www.shop.example.com/robots.txt' }).outcome).toBe(
      'unknown',
    );
    expect(judge({}, read('#\n'.repeat(10_000)))).toMatchObject({
      outcome: 'unknown',
      because: `${url} is longer than what was read`,
    });
    expect(judge({}, { state: 'guarded', url, by: 'a Cloudflare challenge' }).outcome).toBe('unknown');
  });
});
