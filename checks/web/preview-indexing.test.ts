import { describe, expect, it } from 'vitest';
import { parseRobots } from '../../src/analysis/indexing/robots.ts';
import { readPage } from '../../src/analysis/site-answers/read-page.ts';
import type { RobotsAnswer } from '../../src/artifacts/web/robots.ts';
import { previewIndexing } from './preview-indexing.ts';
import { answer, findingsOf, type Said } from './testing.ts';

const url = 'https://shop-git-main-acme.vercel.app';
const absent: RobotsAnswer = { state: 'absent', url: `${url}/robots.txt`, status: 404 };

function judge(said: Said, robots = absent) {
  return previewIndexing.evaluate({ preview: { url, answer: readPage(answer(`${url}/`, said)).answer, robots } });
}

const html = { 'content-type': 'text/html' };

describe('web/preview-indexing', () => {
  it('passes, fails for an open preview, and passes again', () => {
    const fine = { outcome: 'pass', evidence: `${url}: X-Robots-Tag: noindex` };
    expect(judge({ headers: { 'x-robots-tag': 'noindex' } })).toEqual(fine);
    expect(findingsOf(judge({ headers: html }))).toEqual([
      {
        key: 'open',
        data: { host: 'shop-git-main-acme.vercel.app' },
        at: { kind: 'url', url },
        evidence: 'status 200, no X-Robots-Tag: noindex, no robots meta tag',
        severity: 'medium',
      },
    ]);
    expect(judge({ headers: { 'x-robots-tag': 'noindex' } })).toEqual(fine);
  });

  it.each<readonly [string, Said]>([
    ['Vercel Authentication', { status: 401, headers: { server: 'Vercel', 'set-cookie': '_vercel_sso_nonce=a' } }],
    ['Vercel’s sign-in', { status: 302, headers: { location: 'https://vercel.com/sso-api?url=x' } }],
    ['a password', { status: 401 }],
    ['a refusal', { status: 403 }],
    ['a sign-in elsewhere', { status: 302, headers: { location: 'https://id.example.net/login' } }],
    ['a meta tag', { headers: html, body: '<meta name=robots content=noindex>' }],
  ])('passes behind %s', (_what, said) => expect(judge(said).outcome).toBe('pass'));

  it('fails mildly for robots.txt alone, and in full for a word to Google alone', () => {
    const robots: RobotsAnswer = {
      state: 'read',
      url: `${url}/robots.txt`,
      ...parseRobots('User-agent: *\nDisallow: /'),
    };
    expect(findingsOf(judge({ headers: html }, robots))).toMatchObject([
      { key: 'robots-alone', severity: 'low', evidence: 'User-agent: *\nDisallow: /' },
    ]);
    expect(findingsOf(judge({ headers: { 'x-robots-tag': 'googlebot: noindex' } }))).toMatchObject([{ key: 'open' }]);
  });

  it.each<readonly [string, Said]>([
    ['a bad certificate', 'tls'],
    ['a deployment that is gone', { status: 404 }],
    ['a redirect on the same host', { status: 307, headers: { location: '/en' } }],
  ])('does not know after %s', (_what, said) => expect(judge(said).outcome).toBe('unknown'));
});
