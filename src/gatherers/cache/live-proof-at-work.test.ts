import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liveProof } from '../../../checks/cache/live-proof.ts';
import type { PrivatePath } from '../../artifacts/repository/private-paths.ts';
import type { Verdict } from '../../core/check.ts';
import { plantSecrets } from '../../demo/planted.ts';
import { customerMarkers, customers, sessionCookie } from '../../demo/web/customers.ts';
import type { Visit } from '../../demo/web/page.ts';
import { type PracticeSites, startPracticeSites } from '../../demo/web/start.ts';
import { createRouter } from '../../io/network/router.ts';
import { createProbeDoor } from '../../io/probe/door.ts';
import { stillClock } from '../../io/probe/testing-clock.ts';
import { fakeDns, fakeWorld } from '../testing-world.ts';
import { gatherCacheLiveProof } from './live-proof.ts';

// The practice launch's own edge, over real TLS: what is proved here was stored and served by somebody who knows nothing of the product.
const sites: { broken?: PracticeSites; repaired?: PracticeSites } = {};

beforeAll(async () => {
  const start = (repaired: boolean) =>
    startPracticeSites({ repaired, secrets: plantSecrets({ repaired }), now: Date.now() });
  sites.broken = await start(false);
  sites.repaired = await start(true);
});
afterAll(async () => {
  await sites.broken?.close();
  await sites.repaired?.close();
});

const path = (path: string, kind: PrivatePath['kind']): PrivatePath => ({
  ...{ path, route: path, kind, from: 'code', why: 'reads the session', asks: true },
});
const paths = {
  paths: [path('/account', 'page'), path('/api/account', 'handler'), path('/dashboard', 'page')],
  public: [],
  unread: [],
};
const shop = { host: 'shop.example.com', port: 443, role: 'canonical', domain: 'example.com', own: true } as const;
const noDomains = { state: 'unavailable', reason: 'not-configured', hint: '' } as const;
const hosts = { production: [shop], domains: ['example.com'] };

type Proved = { readonly verdict: Verdict; readonly facts: string; readonly visits: readonly Visit[] };

async function proved(which: 'broken' | 'repaired', markers: readonly string[], withB = true): Promise<Proved> {
  const site = sites[which];
  if (site === undefined) throw new Error('the sites did not start');
  const secrets = plantSecrets({ repaired: which === 'repaired' });
  const connect = Object.entries(site.connect).map(([place, address]) => {
    const [host = '', port] = address.split(':');
    return [place, { host, port: Number(port) }] as const;
  });
  const user = (session: string) => ({ headers: { cookie: sessionCookie(session) }, markers, missing: [] });
  const b = withB ? { b: user(secrets.secondCustomerSession) } : {};
  const { door, close } = createProbeDoor({
    users: { a: user(secrets.customerSession), ...b },
    ...{ allowed: true, offline: false, ca: site.ca, userAgent: 'launch-ready/test', clock: stillClock() },
    router: createRouter({ connect: new Map(connect), dns: fakeDns({}) }),
  });
  const before = site.visits().length;
  const consents = { readValues: false, probe: true, probeProduction: false, offline: false };
  const { context } = fakeWorld({ probe: door, target: { consents } });
  try {
    const proof = await gatherCacheLiveProof.gather(context, { hosts, paths, domains: noDomains });
    return {
      verdict: liveProof.evaluate({ proof: gatherCacheLiveProof.artifact.parse(proof) }),
      facts: JSON.stringify(proof),
      visits: site.visits().slice(before),
    };
  } finally {
    await close();
  }
}

describe('the proof at the working edge', () => {
  it.each([
    ['with configured markers', customerMarkers],
    ['with what it finds by itself', []],
  ])('finds the leak of the broken launch: %s', async (_how, markers) => {
    const { verdict } = await proved('broken', markers);
    if (verdict.outcome !== 'fail') throw new Error(JSON.stringify(verdict));
    const found = verdict.findings.map(({ key, data, confidence }) => `${key} ${data.path} ${data.who} ${confidence}`);
    const both = 'test user B and to an anonymous visitor certain';
    expect(found).toEqual(['/account', '/api/account', '/dashboard'].map((one) => `markers ${one} ${both}`));
    expect(verdict.findings.at(-1)?.evidence).toContain('cf-cache-status: HIT');
    expect(verdict.findings.at(-1)?.evidence).toContain('/dashboard/launch-ready.css');
  });

  it('finds it without a second user too', async () => {
    const { verdict } = await proved('broken', [], false);
    expect(verdict.outcome === 'fail' && verdict.findings.map(({ data }) => data.who)).toEqual(
      Array.from({ length: 3 }, () => 'an anonymous visitor'),
    );
  });

  it.each([
    ['with configured markers', customerMarkers],
    ['with what it finds by itself', []],
  ])('finds none in the repaired one: %s', async (_how, markers) => {
    const { verdict } = await proved('repaired', markers);
    expect(verdict).toEqual({
      outcome: 'pass',
      evidence: expect.stringContaining('/account, /api/account, /dashboard: 5 addresses'),
    });
  });

  it('keeps nothing of anybody, and asks by GET alone, each time with a cache buster of its own', async () => {
    const { facts, visits } = await proved('broken', customerMarkers);
    const { customerSession, secondCustomerSession } = plantSecrets({ repaired: false });
    const telling = [...customerMarkers, customers.a.name, customers.b.email, customerSession, secondCustomerSession];
    expect(telling.filter((text) => facts.includes(text))).toEqual([]);
    expect(new Set(visits.map(({ method }) => method))).toEqual(new Set(['GET']));
    for (const { query, headers } of visits) {
      expect(query).toMatch(/[?&]launch-ready=lrp[0-9a-f]{16}$/);
      expect(headers['user-agent']).toBe('launch-ready/test');
    }
    const again = await proved('broken', customerMarkers);
    const busters = (all: readonly Visit[]) => new Set(all.map(({ query }) => query));
    expect(busters(visits).intersection(busters(again.visits)).size).toBe(0);
  });
});
