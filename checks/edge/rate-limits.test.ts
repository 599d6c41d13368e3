import { describe, expect, it } from 'vitest';
import type { CloudflareRule } from '../../src/artifacts/cloudflare/rule.ts';
import type { RepositoryRoute } from '../../src/artifacts/repository/routes.ts';
import { rateLimits } from './rate-limits.ts';
import { denied, edgeOf, findingsOf, nothing, noZone, ok, rule, zoneOf } from './testing.ts';

const route = (path: string, kind: RepositoryRoute['kind'] = 'handler'): RepositoryRoute => ({
  path,
  kind,
  file: `app${path}/route.ts`,
  fixed: !path.includes('['),
});
const routes = [route('/', 'page'), route('/sign-in', 'page'), route('/api/chat'), route('/api/orders')];
const webhooks = [{ path: '/api/webhooks/stripe', from: 'app/api/webhooks/stripe/route.ts' }];

type More = { readonly custom?: readonly CloudflareRule[]; readonly routes?: readonly RepositoryRoute[] };

function judge(limits: readonly CloudflareRule[], more: More = {}) {
  const phases = { http_ratelimit: ok(limits), http_request_firewall_custom: ok(more.custom ?? []) };
  return rateLimits.evaluate({
    zone: zoneOf(),
    edge: ok(edgeOf({ phases })),
    routes: more.routes ?? routes,
    webhooks: more.routes === undefined ? webhooks : [],
  });
}

const posts = rule('Sign-in', 'http.request.uri.path eq "/sign-in" and http.request.method eq "POST"');
const api = rule('API', 'starts_with(http.request.uri.path, "/api/")', { action: 'managed_challenge' });
const unlimited = (verdict: ReturnType<typeof judge>) =>
  findingsOf(verdict).map(({ data }) => `${data.what} ${data.paths}`);

describe('edge/rate-limits', () => {
  it('passes when each kind of route is limited, fails when one is not, and passes again', () => {
    expect(judge([posts, api]).outcome).toBe('pass');
    expect(findingsOf(judge([posts]))).toMatchObject([
      { key: 'unlimited', data: { what: 'webhook', paths: '/api/webhooks/stripe' } },
      {
        key: 'unlimited',
        data: { what: 'AI', paths: '/api/chat' },
        places: [{ kind: 'url', url: 'https://shop.example.com/api/chat' }],
      },
    ]);
    expect(judge([rule('All', 'true')]).outcome).toBe('pass');
  });

  it.each([
    ['only logs', { ...api, action: 'log' }],
    ['is disabled', { ...api, enabled: false }],
    ['counts GET alone', rule('GET', 'http.request.method eq "GET"')],
    ['is for another host', rule('Other', 'http.host eq "old.example.com"')],
  ])('does not count a rule that %s', (_what, one) =>
    expect(unlimited(judge([posts, one]))).toEqual(['webhook /api/webhooks/stripe', 'AI /api/chat']),
  );

  it('knows the usual names of sign-in and AI routes, and no others', () => {
    const named = [
      '/api/auth/[...nextauth]',
      '/login',
      '/account/reset-password',
      '/api/ai-search',
      '/api/ask',
      '/chatter',
      '/mail',
    ];
    expect(unlimited(judge([], { routes: named.map((path) => route(path)) }))).toEqual([
      'sign-in /api/auth/sample, /login, /account/reset-password',
      'AI /api/ai-search, /api/ask',
    ]);
  });

  it('fails when a custom rule lets the route past every limit', () => {
    const custom = [rule('Skip', 'true', { action: 'skip', parameters: { phases: ['http_ratelimit'] } })];
    expect(new Set(findingsOf(judge([posts, api], { custom })).map(({ key }) => key))).toEqual(new Set(['skipped']));
  });

  it('does not know a rule that depends on the visitor or cannot be read', () => {
    for (const expression of ['cf.bot_management.score lt 30', 'not cf.client.bot', 'nonsense']) {
      expect(judge([rule('Odd', expression)])).toMatchObject({ outcome: 'unknown' });
    }
    // A sure rule beside it settles the question.
    expect(judge([rule('Odd', 'not cf.client.bot'), rule('All', 'true')]).outcome).toBe('pass');
  });

  it('passes without such routes, and does not know without any route', () => {
    expect(judge([], { routes: [route('/', 'page')] }).outcome).toBe('pass');
    expect(judge([], { routes: [] }).outcome).toBe('unknown');
  });

  it('never passes without the rules, and does not apply without Cloudflare', () => {
    const edge = ok(edgeOf({ phases: { http_ratelimit: denied('Zone WAF Read') } }));
    expect(rateLimits.evaluate({ zone: zoneOf(), edge, routes, webhooks })).toEqual({
      outcome: 'blocked',
      by: denied('Zone WAF Read'),
    });
    expect(rateLimits.evaluate({ zone: noZone, edge: nothing, routes, webhooks }).outcome).toBe('not-applicable');
  });
});
