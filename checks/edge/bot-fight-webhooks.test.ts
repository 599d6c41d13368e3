import { describe, expect, it } from 'vitest';
import type { CloudflareEdge } from '../../src/artifacts/cloudflare/edge.ts';
import type { BotSettings } from '../../src/artifacts/cloudflare/guards.ts';
import type { CloudflareRule } from '../../src/artifacts/cloudflare/rule.ts';
import { botFightWebhooks } from './bot-fight-webhooks.ts';
import {
  application,
  denied,
  edgeOf,
  findingsOf,
  guardsOf,
  host,
  keysOf,
  nothing,
  noZone,
  ok,
  record,
  rule,
  settingsOf,
  zoneOf,
} from './testing.ts';

const webhooks = [{ path: '/api/webhooks/stripe', from: 'app/api/webhooks/stripe/route.ts' }];
const path = 'http.request.uri.path eq "/api/webhooks/stripe"';

type More = {
  readonly bots?: BotSettings;
  readonly level?: string;
  readonly edge?: Parameters<typeof edgeOf>[0];
  readonly webhooks?: typeof webhooks;
};

function judge(
  custom: readonly CloudflareRule[],
  { bots = { fightMode: false }, level = 'medium', ...more }: More = {},
) {
  return botFightWebhooks.evaluate({
    zone: zoneOf(),
    edge: ok(edgeOf({ phases: { http_request_firewall_custom: ok(custom) }, ...more.edge })),
    guards: ok(guardsOf({ bots: ok(bots) })),
    settings: ok(settingsOf({ security_level: ok(level) })),
    webhooks: more.webhooks ?? webhooks,
  });
}

const skip = (parameters: CloudflareRule['parameters'], expression = path) =>
  rule('Let Stripe in', expression, { action: 'skip', parameters });
const sbfm = { phases: ['http_request_sbfm'] };

describe('edge/bot-fight-webhooks', () => {
  it('passes when nothing stops a delivery, fails for Bot Fight Mode, and passes again', () => {
    expect(judge([])).toMatchObject({ outcome: 'pass', evidence: expect.stringContaining('/api/webhooks/stripe') });
    expect(findingsOf(judge([], { bots: { fightMode: true } }))).toMatchObject([
      { key: 'fight-mode', data: { what: 'POST /api/webhooks/stripe' }, confidence: 'likely' },
    ]);
    expect(judge([]).outcome).toBe('pass');
    expect(botFightWebhooks.meta.severity).toBe('high');
  });

  it('knows that no rule skips Bot Fight Mode, but one skips Super Bot Fight Mode', () => {
    expect(keysOf(judge([skip(sbfm)], { bots: { fightMode: true } }))).toEqual(['fight-mode']);
    const bots = { definitelyAutomated: 'block', likelyAutomated: 'managed_challenge', verifiedBots: 'allow' };
    expect(findingsOf(judge([], { bots })).map(({ data }) => `${data.setting} ${data.action}`)).toEqual([
      'Definitely automated block',
      'Likely automated managed_challenge',
    ]);
    expect(judge([skip(sbfm)], { bots }).outcome).toBe('pass');
    expect(keysOf(judge([skip(sbfm, 'http.request.uri.path eq "/other"')], { bots }))).toHaveLength(2);
    expect(judge([], { bots: { definitelyAutomated: 'allow' } }).outcome).toBe('pass');
  });

  it('fails under attack, unless the security level is skipped', () => {
    expect(keysOf(judge([], { level: 'under_attack' }))).toEqual(['under-attack']);
    expect(judge([skip({ products: ['securityLevel'] })], { level: 'under_attack' }).outcome).toBe('pass');
    const config = rule('Shields', 'starts_with(http.request.uri.path, "/api/")', {
      parameters: { security_level: 'under_attack' },
    });
    const phases = { http_config_settings: ok([config]), http_request_firewall_custom: ok([]) };
    expect(keysOf(judge([], { edge: { phases } }))).toEqual(['under-attack']);
    const posts = ok([{ ...config, expression: 'http.request.method eq "POST"' }]);
    const posted = { ...phases, http_config_settings: posts };
    expect(keysOf(judge([], { edge: { phases: posted } }))).toEqual(['under-attack']);
  });

  it.each(['block', 'challenge', 'js_challenge', 'managed_challenge'])('fails for a custom rule with %s', (action) => {
    const one = rule('No bots', 'starts_with(http.request.uri.path, "/api/")', { action });
    expect(findingsOf(judge([one]))).toMatchObject([
      { key: 'rule', data: { rule: '“No bots”', action }, at: { resource: 'WAF custom rule', id: 'id-No bots' } },
    ]);
    expect(judge([{ ...one, enabled: false }]).outcome).toBe('pass');
    expect(judge([{ ...one, action: 'log' }]).outcome).toBe('pass');
    expect(judge([skip({ ruleset: 'current' }), one]).outcome).toBe('pass');
    // Skipped too late, or of something else.
    expect(keysOf(judge([one, skip({ ruleset: 'current' })]))).toEqual(['rule']);
    expect(keysOf(judge([skip(sbfm), one]))).toEqual(['rule']);
  });

  it('knows what a delivery carries: no cookie, and Stripe’s name', () => {
    expect(keysOf(judge([rule('Signed in only', 'not http.cookie contains "session="')]))).toEqual(['rule']);
    expect(judge([rule('No curl', 'http.user_agent contains "curl"')]).outcome).toBe('pass');
  });

  it.each([
    ['asks who the visitor is', [rule('Bots', 'not cf.client.bot')], 'cf.client.bot'],
    ['cannot be read', [rule('Broken', 'http.host eq')], 'cannot be read at'],
    ['belongs to the account', [rule('Custom ruleset', 'true', { action: 'execute' })], 'Custom ruleset'],
    [
      'stops all but whom a rule by address lets in',
      [skip({ ruleset: 'current' }, 'ip.src in {203.0.113.0/24}'), rule('API', 'true')],
      'API',
    ],
  ])('does not know for a rule that %s', (_what, rules, because) =>
    expect(judge(rules)).toMatchObject({ outcome: 'unknown', because: expect.stringContaining(because) }),
  );

  it('asks rules about the path that URL rewrites leave', () => {
    const uri = { path: { value: '/internal/hook' } };
    const rewrite = rule('Inside', path, { action: 'rewrite', parameters: { uri } });
    const inner = rule('Internal', 'starts_with(http.request.uri.path, "/internal/")');
    const phases = (transform: Partial<CloudflareEdge['phases']>) => ({
      phases: { http_request_firewall_custom: ok([inner]), ...transform },
    });
    expect(keysOf(judge([], { edge: phases({ http_request_transform: ok([rewrite]) }) }))).toEqual(['rule']);
    expect(judge([], { edge: phases({}) }).outcome).toBe('pass');
    const maybe = { ...rewrite, expression: 'ip.src eq 192.0.2.1' };
    expect(judge([], { edge: phases({ http_request_transform: ok([maybe]) }) })).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining('“Internal”'),
    });
    const hidden = denied('Transform Rules Read');
    expect(judge([], { edge: phases({ http_request_transform: hidden }) })).toEqual({ outcome: 'blocked', by: hidden });
    // Where no rule asks for the path, it does not matter.
    const unread = { http_request_transform: hidden, http_request_firewall_custom: ok([]) };
    expect(judge([], { edge: { phases: unread } }).outcome).toBe('pass');
  });

  it('fails for an Access application before the path, not for one that bypasses it', () => {
    const staff = application('Staff', `${host}/api`);
    expect(keysOf(judge([], { edge: { accessApps: ok([staff]) } }))).toEqual(['access']);
    const open = { ...application('Webhooks', `${host}/api/webhooks/*`), open: true };
    expect(judge([], { edge: { accessApps: ok([staff, open]) } }).outcome).toBe('pass');
  });

  it('warns for the sake of monitors when no webhook is known', () => {
    expect(findingsOf(judge([], { bots: { fightMode: true }, webhooks: [] }))).toMatchObject([
      { key: 'fight-mode', data: { what: 'uptime monitors' }, severity: 'medium' },
    ]);
    expect(judge([rule('API', 'starts_with(http.request.uri.path, "/api")')], { webhooks: [] }).outcome).toBe('pass');
  });

  it('passes for a host that is not proxied', () =>
    expect(
      judge([], {
        bots: { fightMode: true },
        edge: { records: ok([record(host, 'cname.vercel-dns.com', { proxied: false })]) },
      }).outcome,
    ).toBe('pass'));

  it('never passes without what may stop a delivery', () => {
    const hidden = denied('Bot Management Read');
    const evaluate = (guards: Parameters<typeof guardsOf>[0], edge: Parameters<typeof edgeOf>[0] = {}) =>
      botFightWebhooks.evaluate({
        zone: zoneOf(),
        edge: ok(edgeOf(edge)),
        guards: ok(guardsOf(guards)),
        settings: ok(settingsOf({ security_level: ok('under_attack') })),
        webhooks,
      });
    expect(evaluate({ bots: hidden })).toMatchObject({
      outcome: 'fail',
      findings: [{ key: 'under-attack' }],
      unsettled: { hint: hidden.hint },
    });
    expect(evaluate({}, { accessApps: denied('Access: Apps and Policies Read') })).toMatchObject({ unsettled: {} });
    // Custom rules that were not read may let deliveries past the modes.
    const unread = { phases: { http_request_firewall_custom: denied('Zone WAF Read') } };
    expect(evaluate({ bots: ok({ definitelyAutomated: 'block' }) }, unread).outcome).toBe('blocked');
    const all = { edge: nothing, guards: nothing, settings: nothing, webhooks };
    expect(botFightWebhooks.evaluate({ zone: noZone, ...all }).outcome).toBe('not-applicable');
    expect(botFightWebhooks.evaluate({ zone: zoneOf(), ...all }).outcome).toBe('blocked');
  });
});
