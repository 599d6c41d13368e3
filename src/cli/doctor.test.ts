import { expect, describe as group, test } from 'vitest';
import type { Gathered } from '../core/gathered.ts';
import type { CheckResult } from '../core/report.ts';
import { describe, diagnose } from './doctor.ts';

const sources = ['vercel/project', 'cloudflare/zone', 'cloudflare/edge'];
const ok = (value: unknown): Gathered<unknown> => ({ state: 'ok', value, ms: 1 });
const denied = (permission: string) =>
  ({
    state: 'unavailable',
    reason: 'denied',
    hint: `Cloudflare denied it: it needs the permission "${permission}" on the zone example.com`,
  }) as const;
const waitsFor = (check: string, hint: string): CheckResult => ({
  check,
  area: check.split('/', 1)[0] ?? '',
  title: 'Title',
  severity: 'high',
  ms: 0,
  why: 'why',
  fix: 'fix',
  refs: ['https://example.com'],
  outcome: 'unavailable',
  reason: 'denied',
  hint,
});

const edge = ok({
  host: 'shop.example.com',
  records: { state: 'ok', value: [] },
  pageRules: { state: 'failed', fault: { message: 'Cloudflare failed (500)', hint: 'run again' }, ms: 0 },
  phases: {
    http_ratelimit: {
      state: 'ok',
      value: [{ parameters: { state: 'unavailable', reason: 'x', hint: '"Zone Read"' } }],
    },
    http_request_cache_settings: denied('Cache Rules Read'),
    http_request_firewall_custom: denied('Zone WAF Read'),
  },
});

group('with both providers', () => {
  const states = new Map([
    ['vercel/project', ok({ id: 'prj_1' })],
    ['cloudflare/zone', ok({ state: 'found' })],
    ['cloudflare/edge', edge],
  ]);
  const results = [waitsFor('cache/private-paths', denied('Cache Rules Read').hint)];
  const diagnosis = diagnose(['VERCEL_TOKEN', 'CLOUDFLARE_API_TOKEN'], sources, { results }, states);

  test('each credential is there, and each permission that was missed is named', () => {
    expect(diagnosis.credentials).toMatchObject([
      { variable: 'VERCEL_TOKEN', found: true, missing: [] },
      { variable: 'CLOUDFLARE_API_TOKEN', found: true, missing: ['Cache Rules Read', 'Zone WAF Read'] },
    ]);
  });

  test('a source of many answers is read in part, with the parts that did not come', () => {
    expect(diagnosis.sources).toMatchObject([
      { source: 'vercel/project', state: 'read' },
      { source: 'cloudflare/zone', state: 'read' },
      {
        source: 'cloudflare/edge',
        state: 'read in part',
        parts: [
          { part: 'pageRules', state: 'failed', hint: 'Cloudflare failed (500); run again' },
          { part: 'phases http_request_cache_settings', state: 'denied' },
          { part: 'phases http_request_firewall_custom', state: 'denied' },
        ],
      },
    ]);
  });

  test('people read which permission is missing and what waits for it', () => {
    const text = describe(diagnosis);
    expect(text).toMatch(/CLOUDFLARE_API_TOKEN {2}found/);
    expect(text).toMatch(/MISSING {2}Cache Rules Read\n/);
    expect(text).toMatch(/needs {2}DNS Read\n/);
    expect(text).toMatch(/cloudflare\/edge {2}read in part\n {4}pageRules {2}failed: /);
    expect(text).toMatch(/Waiting\n {2}cache\/private-paths\n {4}.*"Cache Rules Read" on the zone example\.com/);
  });
});

test('without a credential nothing was tried, and the page to make one is named', () => {
  const hint = 'set CLOUDFLARE_API_TOKEN';
  const states = new Map([['cloudflare/zone', { state: 'unavailable', reason: 'no-credential', hint } as const]]);
  const results = [waitsFor('edge/proxied', hint), waitsFor('edge/waf', hint)];
  const diagnosis = diagnose([], sources, { results }, states);
  expect(diagnosis.credentials[1]).toMatchObject({ found: false, missing: [] });
  expect(diagnosis.sources[2]).toEqual({ source: 'cloudflare/edge', state: 'not needed by the selected checks' });
  expect(diagnosis.waiting).toEqual([{ hint, checks: ['edge/proxied', 'edge/waf'] }]);
  expect(describe(diagnosis)).toContain('missing; make one at https://dash.cloudflare.com/profile/api-tokens');
});

test('a permission that is needed at times is found by its name alone', () => {
  const states = new Map([['cloudflare/edge', ok({ lists: denied('Account Filter Lists Read') })]]);
  const diagnosis = diagnose(['CLOUDFLARE_API_TOKEN'], sources, { results: [] }, states);
  expect(diagnosis.credentials[1]?.missing).toEqual(['Account Filter Lists Read']);
  expect(describe(diagnosis)).toMatch(/MISSING {2}Account Filter Lists Read \(only where/);
});
