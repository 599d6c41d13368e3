import { describe, expect, it } from 'vitest';
import type { CloudflareRule } from '../../src/artifacts/cloudflare/rule.ts';
import { denied, edgeOf, findingsOf, keysOf, nothing, noZone, ok, rule, settingsOf, zoneOf } from './testing.ts';
import { underAttack } from './under-attack.ts';

function judge(level: string, rules: readonly CloudflareRule[] = []) {
  return underAttack.evaluate({
    zone: zoneOf(),
    edge: ok(edgeOf({ phases: { http_config_settings: ok(rules) } })),
    settings: ok(settingsOf({ security_level: ok(level) })),
    routes: nothing,
  });
}

const attack = (expression: string, more: Partial<CloudflareRule> = {}) =>
  rule('Panic', expression, { action: 'set_config', parameters: { security_level: 'under_attack' }, ...more });

describe('edge/under-attack', () => {
  it('passes for another level, fails when it is left on, and passes again', () => {
    expect(judge('medium')).toEqual({ outcome: 'pass', evidence: 'security_level medium' });
    expect(findingsOf(judge('under_attack'))).toMatchObject([
      { key: 'on', data: { where: 'the zone example.com' }, evidence: 'security_level under_attack' },
    ]);
    expect(judge('essentially_off').outcome).toBe('pass');
  });

  it.each([
    'http.host eq "shop.example.com"',
    'true',
    'starts_with(http.request.uri.path, "/checkout")',
    'http.request.full_uri wildcard "https://shop.example.com/api/*"',
  ])('fails for a Configuration Rule that sets it on the host or on a part of it: %s', (expression) =>
    expect(keysOf(judge('medium', [attack(expression)]))).toEqual(['on']),
  );

  it.each([
    ['for another host', attack('http.host eq "old.example.com" and starts_with(http.request.uri.path, "/a")')],
    ['for whole addresses of another host', attack('http.request.full_uri wildcard "https://old.example.com/*"')],
    ['that is disabled', attack('true', { enabled: false })],
  ])('passes for a rule %s', (_what, one) => expect(judge('medium', [one]).outcome).toBe('pass'));

  it('lets the last matching rule win', () => {
    const calm = rule('Calm', 'true', { parameters: { security_level: 'medium' } });
    expect(judge('under_attack', [calm]).outcome).toBe('pass');
    expect(judge('medium', [attack('true'), calm]).outcome).toBe('pass');
    expect(keysOf(judge('medium', [calm, attack('true')]))).toEqual(['on']);
  });

  it.each([
    ['that depends on the visitor', 'ip.src.country eq "XX"', 'ip.src.country'],
    ['whose paths cannot be read off it', 'http.request.uri.path matches "^/x[0-9]+$"', 'at which paths'],
    ['that cannot be read', 'http.host eq', 'cannot be read at'],
  ])('does not know for a rule %s', (_what, expression, because) =>
    expect(judge('medium', [attack(expression)])).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining(because),
    }),
  );

  it('takes the Page Rule that wins, under Configuration Rules', () => {
    const level = (priority: number, value: string) => ({
      id: `p${priority}`,
      priority,
      target: '*shop.example.com/*',
      operator: 'matches',
      actions: [{ id: 'security_level', value }],
    });
    const withPages = (values: readonly ReturnType<typeof level>[]) =>
      underAttack.evaluate({
        zone: zoneOf(),
        edge: ok(edgeOf({ pageRules: ok(values) })),
        settings: ok(settingsOf()),
        routes: nothing,
      });
    expect(keysOf(withPages([level(1, 'under_attack')]))).toEqual(['on']);
    expect(withPages([level(1, 'under_attack'), level(2, 'high')]).outcome).toBe('pass');
  });

  it('never passes without what may set it', () => {
    const edge = ok(edgeOf({ phases: { http_config_settings: denied('Config Rules Read') } }));
    const settings = ok(settingsOf());
    expect(underAttack.evaluate({ zone: zoneOf(), edge, settings, routes: nothing })).toEqual({
      outcome: 'blocked',
      by: denied('Config Rules Read'),
    });
    const hidden = ok(settingsOf({ security_level: denied('Zone Settings Read') }));
    expect(
      underAttack.evaluate({ zone: zoneOf(), edge: ok(edgeOf()), settings: hidden, routes: nothing }).outcome,
    ).toBe('blocked');
    expect(underAttack.evaluate({ zone: noZone, edge: nothing, settings: nothing, routes: nothing }).outcome).toBe(
      'not-applicable',
    );
  });
});
