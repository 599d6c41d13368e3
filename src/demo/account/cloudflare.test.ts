import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CloudflareState, Json, StoredZone } from '../cloudflare/state.ts';
import { type PracticeDns, startPracticeDns } from '../dns/start.ts';
import { ask } from '../dns/testing.ts';
import { harborCacheRules } from '../edge/harbor-rules.ts';
import { cloudflareToken, harborZone } from './cloudflare.ts';

const states = { broken: harborZone({ repaired: false }), repaired: harborZone({ repaired: true }) };

function zoneOf(state: CloudflareState): StoredZone {
  const [zone] = state.zones;
  if (zone === undefined) throw new Error('the account has no zone');
  return zone;
}

function rules(zone: StoredZone, phase: string): NonNullable<StoredZone['phases'][string]> {
  return zone.phases[phase] ?? [];
}

function record(zone: StoredZone, name: string) {
  return zone.records.find((one) => one.name === name && ['A', 'CNAME'].includes(one.type));
}

function caches({ parameters }: { readonly parameters?: Json }): boolean {
  return JSON.stringify(parameters).includes('"cache":true');
}

// One predicate for each rule of the areas: true where the zone breaks it. They know nothing of the product's checks.
const mess: Readonly<Record<string, (zone: StoredZone) => boolean>> = {
  'a rule that stores everything': (zone) =>
    rules(zone, 'http_request_cache_settings').some((rule) => caches(rule) && rule.description.includes('Everything')),
  'private paths that no rule keeps out': (zone) =>
    !rules(zone, 'http_request_cache_settings').some((rule) => !caches(rule) && rule.expression.includes('/dashboard')),
  'old copies of pages while the origin is away': ({ settings }) => settings.always_online === 'on',
  'an origin whose certificate nobody looks at': ({ settings }) => settings.ssl !== 'strict',
  'TLS 1.0 at the edge': ({ settings }) => settings.min_tls_version === '1.0',
  'no TLS 1.3 at the edge': ({ settings }) => settings.tls_1_3 === 'off',
  'everybody challenged': ({ settings }) => settings.security_level === 'under_attack',
  'plain http let through to the origin': ({ settings }) => settings.always_use_https === 'off',
  'programs turned away, webhooks too': ({ bots }) => bots.fight_mode === true,
  'no managed rules': (zone) => rules(zone, 'http_request_firewall_managed').length === 0,
  'no rate limits': (zone) => rules(zone, 'http_ratelimit').length === 0,
  'staff only, in front of the shop': ({ applications }) =>
    applications.some(({ domains }) => domains.includes('shop.example.com')),
  'an alias past the edge': (zone) => record(zone, 'www.shop.example.com')?.proxied === false,
  'a name that shows the origin': (zone) =>
    zone.records.some(
      (one) => !one.proxied && one.content === record(zone, 'shop.example.com')?.content && one.type === 'CNAME',
    ),
  'a zone without signatures': ({ security }) => security.status !== 'active',
  'a certificate that cannot be issued': ({ certificatePacks }) =>
    certificatePacks.some(({ status }) => status === 'validation_timed_out'),
  'nobody watching': ({ healthChecks }) => healthChecks.every(({ suspended }) => suspended),
};

describe.each(Object.entries(mess))('%s', (_name, isBroken) => {
  it('is there in the broken zone and gone from the repaired one', () => {
    expect([isBroken(zoneOf(states.broken)), isBroken(zoneOf(states.repaired))]).toEqual([true, false]);
  });
});

const dns: Partial<Record<keyof typeof states, PracticeDns>> = {};
beforeAll(async () => {
  dns.broken = await startPracticeDns({ repaired: false });
  dns.repaired = await startPracticeDns({ repaired: true });
});
afterAll(async () => {
  await dns.broken?.close();
  await dns.repaired?.close();
});

describe.each(['broken', 'repaired'] as const)('the %s account', (which) => {
  const zone = zoneOf(states[which]);

  it('has the shop behind the edge, and the cache working: only so can a leak be proved or ruled out', () => {
    expect(record(zone, 'shop.example.com')).toMatchObject({ type: 'CNAME', proxied: true });
    expect([zone.status, zone.paused, zone.settings.development_mode]).toEqual(['active', false, 'off']);
  });

  it('has the rules that the working edge obeys, in its order', () => {
    const told = rules(zone, 'http_request_cache_settings').map(({ id, expression }) => [id, expression]);
    const obeyed = harborCacheRules({ repaired: which === 'repaired' }).map(({ id, expression }) => [id, expression]);
    expect(told).toEqual(obeyed);
  });

  it('has no two things with one id', () => {
    const { records, pageRules, applications, certificatePacks, healthChecks, phases } = zone;
    const things = [records, pageRules, applications, certificatePacks, healthChecks, ...Object.values(phases)].flat();
    expect(new Set(things.map(({ id }) => id)).size).toBe(things.length);
  });

  it('has a token of the shape that Cloudflare gives out, which may read everything', () => {
    const [token] = states[which].tokens;
    expect(token?.value).toBe(cloudflareToken());
    expect(token?.value).toMatch(/^cfut_[A-Za-z0-9]{40}[0-9a-f]{8}$/);
  });

  it("tells of every address and alias what its name servers answer: the edge's where it is proxied", async () => {
    const address = dns[which]?.connect['ada.ns.cloudflare.com:53'] ?? '';
    for (const { name, type, content, proxied } of zone.records) {
      if (type !== 'A' && type !== 'CNAME') continue;
      const { answers = [] } = await ask(address, name, proxied ? 'A' : type);
      const found = answers.flatMap((one) => ('data' in one ? [String(one.data)] : []));
      if (proxied) expect(found.join()).toMatch(/^104\.16\.[\d.]+,104\.17\.[\d.]+$/);
      else expect(found).toContain(content);
    }
  });
});
