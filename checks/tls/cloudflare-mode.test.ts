import { describe, expect, it } from 'vitest';
import type { CloudflareRule } from '../../src/artifacts/cloudflare/rule.ts';
import {
  denied,
  edgeOf,
  findingsOf,
  host,
  keysOf,
  nothing,
  noZone,
  ok,
  record,
  rule,
  settingsOf,
  zoneOf,
} from '../edge/testing.ts';
import { cloudflareMode } from './cloudflare-mode.ts';

function judge(mode: string, edge: Parameters<typeof edgeOf>[0] = {}) {
  return cloudflareMode.evaluate({
    zone: zoneOf(),
    edge: ok(edgeOf(edge)),
    settings: ok(settingsOf({ ssl: ok(mode) })),
    routes: ok([{ path: '/old-app', kind: 'page', file: 'app/old-app/page.tsx', fixed: true }]),
  });
}

const ruled = (...rules: readonly CloudflareRule[]) => ({ phases: { http_config_settings: ok(rules) } });
const sets = (ssl: string, expression: string) =>
  rule(`Mode ${ssl}`, expression, { action: 'set_config', parameters: { ssl } });

// The guide, section 1.6: off, flexible, full, strict, origin_pull.
describe('tls/cloudflare-mode', () => {
  it('passes for Full (strict), fails for Flexible, and passes again', () => {
    expect(judge('strict')).toEqual({ outcome: 'pass', evidence: 'ssl strict' });
    expect(judge('flexible')).toEqual({
      outcome: 'fail',
      findings: [
        {
          key: 'loop',
          data: { where: 'the zone example.com', value: 'flexible', host },
          at: { kind: 'provider', provider: 'Cloudflare', resource: 'setting ssl', id: 'z1' },
          evidence: 'ssl flexible',
        },
      ],
    });
    expect(judge('origin_pull').outcome).toBe('pass');
    expect(cloudflareMode.meta.severity).toBe('blocker');
  });

  it.each([
    ['off', 'plain', undefined],
    ['flexible', 'plain', undefined],
    ['full', 'unverified', 'high'],
  ])('fails for %s with another origin than Vercel’s', (mode, key, severity) => {
    const [finding] = findingsOf(judge(mode, { records: ok([record(host, '203.0.113.9')]) }));
    expect([finding?.key, finding?.severity]).toEqual([key, severity]);
  });

  it('speaks of the loop only where the origin is known to be Vercel’s', () => {
    expect(keysOf(judge('flexible', { records: ok([record(host, '76.76.21.21')]) }))).toEqual(['loop']);
    expect(keysOf(judge('off', { records: denied('DNS Read') }))).toEqual(['plain']);
  });

  it.each([
    ['the whole host', 'http.host eq "shop.example.com"'],
    ['a path that the repository has', 'http.request.uri.path eq "/old-app"'],
    ['a path that nobody routes', 'http.request.uri.path wildcard "/legacy/*"'],
  ])('fails for a Configuration Rule over %s', (_what, expression) =>
    expect(findingsOf(judge('strict', ruled(sets('flexible', expression))))).toMatchObject([
      {
        key: 'loop',
        at: { resource: 'Configuration Rule', id: 'id-Mode flexible' },
        evidence: expect.stringContaining(expression),
      },
    ]),
  );

  it('lets a rule mend the zone’s mode', () => {
    expect(judge('flexible', ruled(sets('strict', 'true'))).outcome).toBe('pass');
    expect(keysOf(judge('flexible', ruled(sets('strict', 'http.request.uri.path eq "/old-app"'))))).toEqual(['loop']);
  });

  it('fails for a Page Rule that sets it', () => {
    const page = { id: 'p1', priority: 1, target: 'shop.example.com/feed*', operator: 'matches' };
    expect(
      findingsOf(judge('strict', { pageRules: ok([{ ...page, actions: [{ id: 'ssl', value: 'off' }] }]) })),
    ).toMatchObject([{ key: 'loop', at: { resource: 'Page Rule', id: 'p1' } }]);
  });

  it('does not know for a rule that depends on the visitor, cannot be read, or for a new word', () => {
    for (const expression of ['ip.src.country eq "XX"', 'http.host eq', 'http.request.uri.path matches "^/a[0-9]"']) {
      expect(judge('strict', ruled(sets('flexible', expression))).outcome).toBe('unknown');
    }
    expect(judge('strict', ruled(sets('strict', 'ip.src.country eq "XX"'))).outcome).toBe('pass');
    expect(judge('strictest').outcome).toBe('unknown');
  });

  it('warns where the mode waits for the day on which the host is proxied', () => {
    const records = ok([record(host, 'cname.vercel-dns.com', { proxied: false })]);
    expect(findingsOf(judge('flexible', { records }))).toMatchObject([{ key: 'waiting', severity: 'medium' }]);
  });

  it('never passes without the setting or the rules over it', () => {
    const evaluate = (ssl: Parameters<typeof settingsOf>[0], edge: Parameters<typeof edgeOf>[0] = {}) =>
      cloudflareMode.evaluate({
        zone: zoneOf(),
        edge: ok(edgeOf(edge)),
        settings: ok(settingsOf(ssl)),
        routes: nothing,
      });
    const hidden = denied('Zone Settings Read');
    expect(evaluate({ ssl: hidden })).toEqual({ outcome: 'blocked', by: hidden });
    expect(evaluate({}, { pageRules: denied('Page Rules Read') }).outcome).toBe('blocked');
    expect(
      evaluate({ ssl: ok('full') }, { phases: { http_config_settings: denied('Config Rules Read') } }),
    ).toMatchObject({
      outcome: 'fail',
      unsettled: { hint: 'give the token Config Rules Read' },
    });
    // A rule that asks for the path may match the one that an unread rewrite makes.
    const rewrites = denied('Transform Rules Read');
    const byPath = (ssl: string) => ok([sets(ssl, 'starts_with(http.request.uri.path, "/x")')]);
    const rewritten = (ssl: string) => ({
      phases: { http_request_transform: rewrites, http_config_settings: byPath(ssl) },
    });
    expect(evaluate({}, rewritten('off'))).toEqual({ outcome: 'blocked', by: rewrites });
    expect(evaluate({}, rewritten('strict')).outcome).toBe('pass');
    const rest = { edge: nothing, settings: nothing, routes: nothing };
    expect(cloudflareMode.evaluate({ zone: noZone, ...rest })).toMatchObject({ outcome: 'not-applicable' });
  });

  it('shows hostile rules on one short line', () => {
    const hostile = sets('flexible', `http.host eq "${host}" or http.user_agent eq "${'x'.repeat(4_000)}"`);
    const [finding] = findingsOf(
      judge('strict', ruled({ ...hostile, name: `\u001b[2J[x](y)\n${'n'.repeat(60_000)}` })),
    );
    expect(finding?.evidence.length).toBeLessThan(500);
    expect(finding?.evidence).not.toMatch(/[\u001b\n]/);
  });
});
