import { describe, expect, it } from 'vitest';
import type { Headers } from '../site-answers/headers.ts';
import { guardOf } from './guard.ts';

const guard = (status: number, ...headers: Headers) => guardOf({ status, headers });

describe('somebody else answered', () => {
  it.each<readonly [string, number, Headers]>([
    ['a Cloudflare challenge', 403, [['cf-mitigated', 'challenge']]],
    ['a Vercel Firewall challenge', 429, [['x-vercel-challenge-token', '2.17.1']]],
    ['the Vercel Firewall (refused)', 403, [['x-vercel-mitigated', 'deny']]],
    ['an AWS WAF challenge', 202, [['x-amzn-waf-action', 'challenge']]],
    ['Vercel Deployment Protection', 401, [['server', 'Vercel']]],
    ['Vercel Deployment Protection', 302, [['location', 'https://vercel.com/sso-api?url=x']]],
    ['a password prompt (401)', 401, [['www-authenticate', 'Basic realm="staging"']]],
  ])('%s', (by, status, headers) => expect(guard(status, ...headers)).toBe(by));
});

describe('the site answered for itself', () => {
  it.each<readonly [string, number, Headers]>([
    [
      'behind Cloudflare',
      200,
      [
        ['server', 'cloudflare'],
        ['cf-ray', 'a'],
      ],
    ],
    [
      'on Vercel',
      200,
      [
        ['server', 'Vercel'],
        ['x-vercel-id', 'fra1::a'],
      ],
    ],
    ['with an error of its own', 403, [['server', 'nginx']]],
    ['as an API that wants a token', 401, [['www-authenticate', 'Bearer']]],
    ['with a redirect', 302, [['location', 'https://vercel.com/blog']]],
  ])('%s', (_what, status, headers) => expect(guard(status, ...headers)).toBe(undefined));
});

it('is told by its page where the header was taken off, and not by a page that answers well', () => {
  const body = '<title>Just a moment...</title><script src="/cdn-cgi/challenge-platform/h/b/orchestrate"></script>';
  expect(guardOf({ status: 503, headers: [], body })).toBe('a Cloudflare challenge');
  expect(guardOf({ status: 200, headers: [], body })).toBe(undefined);
  expect(guardOf({ status: 429, headers: [], body: '<title>Vercel Security Checkpoint</title>' })).toBe(
    'a Vercel Firewall challenge',
  );
});
