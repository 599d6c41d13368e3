import { describe, expect, it } from 'vitest';
import type { CloudflareRule } from '../../src/artifacts/cloudflare/rule.ts';
import { denied, edgeOf, findingsOf, keysOf, nothing, noZone, ok, rule, zoneOf } from './testing.ts';
import { waf } from './waf.ts';

const routes = ok([
  { path: '/api/orders', kind: 'handler', file: 'app/api/orders/route.ts', fixed: true },
  { path: '/api/webhooks/stripe', kind: 'handler', file: 'app/api/webhooks/stripe/route.ts', fixed: true },
] as const);

function judge(managed: readonly CloudflareRule[], custom: readonly CloudflareRule[] = [], plan = 'pro') {
  const phases = { http_request_firewall_managed: ok(managed), http_request_firewall_custom: ok(custom) };
  return waf.evaluate({ zone: zoneOf(), edge: ok(edgeOf({ phases, zone: { ...edgeOf().zone, plan } })), routes });
}

const execute = (parameters: CloudflareRule['parameters'] = {}, expression = 'true') =>
  rule('Cloudflare Managed Ruleset', expression, {
    action: 'execute',
    parameters: { id: 'efb7b8c949ac4650a09736fc376e9aee', ...parameters },
  });
const skip = (expression: string, parameters: CloudflareRule['parameters'] = { ruleset: 'current' }) =>
  rule('Exception', expression, { action: 'skip', parameters });

describe('edge/waf', () => {
  it('passes with managed rules, fails without any, and passes again', () => {
    expect(judge([execute()])).toEqual({ outcome: 'pass', evidence: '“Cloudflare Managed Ruleset”: true' });
    expect(findingsOf(judge([]))).toMatchObject([{ key: 'none', data: { request: 'GET shop.example.com/' } }]);
    expect(judge([execute()]).outcome).toBe('pass');
    expect(waf.meta.severity).toBe('medium');
  });

  it.each([
    ['disabled', [{ ...execute(), enabled: false }], 'none'],
    ['for another host', [execute({}, 'http.host eq "old.example.com"')], 'none'],
    ['only for leaked passwords', [execute({ id: 'c2e184081120413c86c3ab7e14069605' })], 'none'],
    ['switched off as a whole', [execute({ overrides: { enabled: false } })], 'disabled'],
    ['only logging', [execute({ overrides: { action: 'log' } })], 'logged'],
    ['skipped by an exception', [skip('true'), execute()], 'skipped'],
    [
      'skipped by their ruleset',
      [skip('true', { rulesets: ['efb7b8c949ac4650a09736fc376e9aee'] }), execute()],
      'skipped',
    ],
    ['skipped for a part of the site', [skip('starts_with(http.request.uri.path, "/api/")'), execute()], 'skipped'],
  ] as const)('fails for managed rules that are %s', (_what, managed, key) =>
    expect(new Set(keysOf(judge(managed)))).toEqual(new Set([key])),
  );

  it('fails when a custom rule skips the phase, not for the webhook path alone', () => {
    const parameters = { phases: ['http_request_firewall_managed'] };
    expect(keysOf(judge([execute()], [skip('true', parameters)]))).toEqual(['skipped']);
    expect(judge([execute()], [skip('http.request.uri.path eq "/api/webhooks/stripe"', parameters)]).outcome).toBe(
      'pass',
    );
  });

  it.each([
    ['single rules skipped', [skip('true', { rules: { efb7: ['1'] } }), execute()]],
    ['an exception after them', [execute(), skip('true')]],
    [
      'an override of a category',
      [execute({ overrides: { categories: [{ category: 'wordpress', enabled: false }] } })],
    ],
  ] as const)('passes with %s', (_what, managed) => expect(judge(managed).outcome).toBe('pass'));

  it('needs no rule on the Free plan, and does not know what an Enterprise account deploys', () => {
    expect(judge([], [], 'free')).toMatchObject({ outcome: 'pass', evidence: expect.stringContaining('free managed') });
    expect(judge([], [], 'enterprise').outcome).toBe('unknown');
  });

  it.each([
    ['an exception that depends on the visitor', [skip('ip.src eq 203.0.113.7'), execute()]],
    ['an exception that cannot be read', [skip('http.host ~~'), execute()]],
    ['a deployment that depends on the visitor', [execute({}, 'ip.src.country ne "DE"')]],
  ] as const)('does not know with %s', (_what, managed) => expect(judge(managed).outcome).toBe('unknown'));

  it('never passes without the rules', () => {
    const evaluate = (phases: Parameters<typeof edgeOf>[0]) =>
      waf.evaluate({ zone: zoneOf(), edge: ok(edgeOf(phases)), routes: nothing });
    const hidden = denied('Zone WAF Read');
    expect(evaluate({ phases: { http_request_firewall_managed: hidden } })).toEqual({ outcome: 'blocked', by: hidden });
    const managed = ok([execute()]);
    expect(
      evaluate({ phases: { http_request_firewall_managed: managed, http_request_firewall_custom: hidden } }).outcome,
    ).toBe('blocked');
    expect(waf.evaluate({ zone: noZone, edge: nothing, routes: nothing }).outcome).toBe('not-applicable');
  });
});
