import { describe, expect, it } from 'vitest';
import type { AccessApplication } from '../../src/artifacts/cloudflare/edge.ts';
import type { RepositoryRoute } from '../../src/artifacts/repository/routes.ts';
import { accessOnPublic } from './access-on-public.ts';
import { application, denied, edgeOf, findingsOf, host, nothing, noZone, ok, record, zoneOf } from './testing.ts';

const page = (path: string): RepositoryRoute => ({ path, kind: 'page', file: `app${path}/page.tsx`, fixed: true });
const routes = ['/', '/sign-in', '/docs', '/admin'].map(page);
const webhooks = [{ path: '/api/webhooks/stripe', from: 'configuration' }];
const paths = ok({ paths: [], public: [{ route: '/docs', why: 'nothing of a session in it' }], unread: [] });

function judge(applications: readonly AccessApplication[], edge: Parameters<typeof edgeOf>[0] = {}) {
  return accessOnPublic.evaluate({
    zone: zoneOf(),
    edge: ok(edgeOf({ accessApps: ok(applications), ...edge })),
    routes,
    webhooks,
    paths,
  });
}

describe('edge/access-on-public', () => {
  it('passes without an application, fails for one over the host, and passes again', () => {
    expect(judge([]).outcome).toBe('pass');
    expect(findingsOf(judge([application('Staging', host)]))).toEqual([
      {
        key: 'closed',
        data: { name: '“Staging”', host, paths: '/, /sign-in, /api/webhooks/stripe' },
        at: { kind: 'provider', provider: 'Cloudflare', resource: 'Access application', id: 'id-Staging' },
        evidence: '“Staging” over shop.example.com: allow',
      },
    ]);
    expect(judge([application('Team', `${host}/admin`)]).outcome).toBe('pass');
    expect(accessOnPublic.meta.severity).toBe('blocker');
  });

  it.each([
    'SHOP.example.com',
    '*.example.com',
    'shop.example.com/*',
    'shop.example.com/sign-in',
    'shop.example.com/api',
    'https://shop.example.com',
    '*/sign-in',
  ])('fails for %s', (domain) => expect(judge([application('Old', domain)]).outcome).toBe('fail'));

  it.each(['example.com', 'www.shop.example.com', 'shop.example.com/admin/*', 'shop.example.com/sign-in-old'])(
    'passes for %s',
    (domain) => expect(judge([application('Old', domain)]).outcome).toBe('pass'),
  );

  it('lets the most specific application win, and an open one open', () => {
    const all = application('All', '*.example.com');
    const open = { ...application('Shop', host), open: true };
    expect(judge([all, open]).outcome).toBe('pass');
    const doors = { ...application('Doors', `${host}/sign-in`, `${host}/api/webhooks`), open: true };
    expect(findingsOf(judge([application('Shop', host), doors]))).toMatchObject([{ data: { paths: '/' } }]);
  });

  it('fails for a service login and for an application without a policy', () => {
    expect(judge([{ ...application('S', host), decisions: ['non_identity'] }]).outcome).toBe('fail');
    expect(findingsOf(judge([{ ...application('N', host), decisions: [] }]))).toMatchObject([
      { evidence: expect.stringContaining('no policy') },
    ]);
  });

  it('leaves alone what stands before no host', () => {
    for (const kind of ['saas', 'bookmark', 'app_launcher', 'warp']) {
      expect(judge([{ ...application('A', host), kind }]).outcome).toBe('pass');
    }
  });

  it('takes other pages that look public as possible only', () =>
    expect(findingsOf(judge([application('Docs', `${host}/docs`)]))).toMatchObject([
      { key: 'page', data: { paths: '/docs' }, severity: 'medium', confidence: 'possible' },
    ]));

  it('does not take a front page that is private for a public one', () => {
    const front = {
      path: '/',
      route: '/',
      kind: 'page',
      from: 'configuration',
      why: 'configured',
      asks: true,
    } as const;
    const verdict = accessOnPublic.evaluate({
      zone: zoneOf(),
      edge: ok(edgeOf({ accessApps: ok([application('Team', host)]) })),
      routes: [],
      webhooks: [],
      paths: ok({ paths: [front], public: [], unread: [] }),
    });
    expect(verdict.outcome).toBe('pass');
  });

  it('does not reach a host that is DNS only, and is never passed unread', () => {
    const records = ok([record(host, 'cname.vercel-dns.com', { proxied: false })]);
    expect(judge([application('Staging', host)], { records }).outcome).toBe('pass');
    const hidden = denied('Access: Apps and Policies Read');
    expect(judge([], { accessApps: hidden })).toEqual({ outcome: 'blocked', by: hidden });
    const rest = { edge: nothing, routes, webhooks, paths };
    expect(accessOnPublic.evaluate({ zone: noZone, ...rest }).outcome).toBe('not-applicable');
  });

  it('ends at once for a hostile domain', () => {
    const hostile = `${'*a'.repeat(5_000)}/${'*b'.repeat(5_000)}`;
    expect(judge([application('Hostile', hostile)]).outcome).toBe('pass');
  });
});
