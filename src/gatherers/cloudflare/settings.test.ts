import { describe, expect, test } from 'vitest';
import { cloudflareGuards } from '../../artifacts/cloudflare/guards.ts';
import { cloudflareSettings } from '../../artifacts/cloudflare/settings.ts';
import { cloudflareSettings as settingNames } from '../../core/doors/cloudflare.ts';
import { fakeWorld } from '../testing-world.ts';
import { gatherCloudflareGuards } from './guards.ts';
import { gatherCloudflareSettings } from './settings.ts';
import { denied, type FakeZone, fakeCloudflare, zone } from './testing.ts';

async function settingsOf(said: FakeZone) {
  const asked: string[] = [];
  const { context } = fakeWorld({ cloudflare: fakeCloudflare(said, asked) });
  return { settings: cloudflareSettings.parse(await gatherCloudflareSettings.gather(context, { zone })), asked };
}

async function guardsOf(said: FakeZone) {
  const { context } = fakeWorld({ cloudflare: fakeCloudflare(said) });
  return cloudflareGuards.parse(await gatherCloudflareGuards.gather(context, { zone }));
}

describe('settings', () => {
  test('are asked one by one and kept in the words of Cloudflare', async () => {
    const hsts = { enabled: true, max_age: 31_536_000, include_subdomains: true, preload: false, nosniff: true };
    const { settings, asked } = await settingsOf({
      settings: { ssl: 'flexible', tls_1_3: 'zrt', security_header: { strict_transport_security: hsts } },
    });
    expect(asked.toSorted()).toEqual(settingNames.map((name) => `setting ${name}`).toSorted());
    expect(settings).toMatchObject({
      ssl: { state: 'ok', value: 'flexible' },
      tls_1_3: { state: 'ok', value: 'zrt' },
      browser_cache_ttl: { state: 'ok', value: 14_400 },
      security_header: {
        state: 'ok',
        value: { enabled: true, maxAge: 31_536_000, includeSubdomains: true, preload: false },
      },
    });
  });

  test('that are denied hide no other', async () => {
    const { settings } = await settingsOf({ settings: { ssl: denied('Zone Settings Read') } });
    expect(settings.ssl).toMatchObject({ state: 'unavailable', hint: expect.stringContaining('Zone Settings Read') });
    expect(settings.min_tls_version).toEqual({ state: 'ok', value: '1.2' });
  });

  test.each([
    ['ssl', { mode: 'full' }],
    ['ssl', ''],
    ['min_tls_version', 1.2],
    ['always_use_https', true],
    ['browser_cache_ttl', '0'],
    ['security_header', 'on'],
    ['security_header', { strict_transport_security: { enabled: 'yes' } }],
    ['security_header', { strict_transport_security: { enabled: true } }],
  ] as const)('%s with the value %j has failed, and is no default', async (setting, value) => {
    const { settings } = await settingsOf({ settings: { [setting]: value } });
    expect(settings[setting]).toMatchObject({ state: 'failed', fault: { message: expect.stringContaining(setting) } });
  });
});

describe('guards', () => {
  test('bots are read by the words of the plan', async () => {
    const paid = {
      sbfm_definitely_automated: 'block',
      sbfm_likely_automated: 'managed_challenge',
      sbfm_verified_bots: 'allow',
      enable_js: true,
    };
    expect((await guardsOf({ botManagement: { fight_mode: true, ai_bots_protection: 'block' } })).bots).toEqual({
      state: 'ok',
      value: { fightMode: true, aiBots: 'block' },
    });
    expect((await guardsOf({ botManagement: paid })).bots).toEqual({
      state: 'ok',
      value: { definitelyAutomated: 'block', likelyAutomated: 'managed_challenge', verifiedBots: 'allow' },
    });
  });

  test('what an earlier plan left switched on counts', async () => {
    const left = { enable_js: true, stale_zone_configuration: { fight_mode: true, sbfm_likely_automated: 'block' } };
    expect((await guardsOf({ botManagement: { ...left, sbfm_likely_automated: 'allow' } })).bots).toEqual({
      state: 'ok',
      value: { fightMode: true, likelyAutomated: 'allow' },
    });
  });

  test.each([{}, { fight_mode: 'on' }, [], 'off'])('bot settings %j have failed', async (botManagement) => {
    expect((await guardsOf({ botManagement })).bots.state).toBe('failed');
  });

  test('health checks, certificates and DNSSEC are read side by side', async () => {
    const check = {
      id: 'h1',
      name: 'shop',
      address: 'shop.example.com',
      type: 'HTTPS',
      http_config: { path: '/api/health', method: 'GET', header: { Authorization: ['canary'] } },
      interval: 60,
      suspended: false,
      status: 'healthy',
    };
    const guards = await guardsOf({
      healthChecks: [check, { id: 'h2', address: '192.0.2.1', http_config: null }],
      certificatePacks: [{ id: 'c1', type: 'universal', status: 'active', hosts: ['example.com', '*.example.com'] }],
      dnssec: { status: 'pending', ds: null },
    });
    expect(guards).toMatchObject({
      healthChecks: {
        value: [
          {
            id: 'h1',
            name: 'shop',
            kind: 'HTTPS',
            path: '/api/health',
            interval: 60,
            suspended: false,
            status: 'healthy',
          },
          { id: 'h2', name: 'h2', kind: '', suspended: false, status: 'unknown' },
        ],
      },
      certificatePacks: { value: [{ kind: 'universal', status: 'active', hosts: ['example.com', '*.example.com'] }] },
      dnssec: { state: 'ok', value: 'pending' },
    });
    expect(JSON.stringify(guards)).not.toContain('canary');
  });

  test('that are denied hide no other', async () => {
    const guards = await guardsOf({
      botManagement: denied('Bot Management Read'),
      healthChecks: denied('Health Checks Read'),
    });
    expect([guards.bots.state, guards.healthChecks.state, guards.certificatePacks.state, guards.dnssec.state]).toEqual([
      'unavailable',
      'unavailable',
      'ok',
      'ok',
    ]);
  });
});
