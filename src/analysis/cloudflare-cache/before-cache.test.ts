import { describe, expect, test } from 'vitest';
import type { AccessApplication } from '../../artifacts/cloudflare/edge.ts';
import { answer, cacheRule, decided, edgeWith, kept, read, rule } from './testing.ts';

const leaking = { http_request_cache_settings: read([cacheRule(kept(60))]) };
const fresh = answer(200, 'cache-control: max-age=60');

// https://developers.cloudflare.com/waf/custom-rules/skip/options/
test.each([
  [{ ruleset: 'current' }, 'stored'],
  [{ phase: 'current' }, 'stored'],
  [{ phases: ['http_ratelimit'] }, 'not-stored'],
])('a block after a WAF rule that skips %j: %s', (parameters, decision) => {
  const waf = read([rule('skip', parameters, { id: 'skip' }), rule('block', {}, { id: 'block' })]);
  expect(decided(edgeWith({}, { ...leaking, http_request_firewall_custom: waf }), fresh).decision).toBe(decision);
});

describe('Access', () => {
  const application = (domain: string, changes: Partial<AccessApplication> = {}): AccessApplication => ({
    id: domain,
    name: domain,
    kind: 'self_hosted',
    domains: [domain],
    decisions: ['allow'],
    open: false,
    ...changes,
  });
  const effects = (...accessApps: readonly AccessApplication[]) =>
    decided(edgeWith({ accessApps: read(accessApps) }, leaking), fresh, { host: 'Shop.Example.com:443' })
      .steps.filter(({ step }) => step === 'access')
      .map(({ effect }) => effect);

  test('is shown by the application with the most specific domain', () => {
    const open = application('shop.example.com/dashboard', { open: true });
    expect(effects(application('shop.example.com'))).toEqual([expect.stringContaining('asks for a sign-in')]);
    expect(effects(application('shop.example.com'), open)).toEqual([expect.stringContaining('lets everybody in')]);
  });

  test('is not shown for another path, or an application that stands before no host', () => {
    expect(effects(application('shop.example.com/Dashboard'))).toEqual([]);
    expect(effects(application('shop.example.com', { kind: 'bookmark' }))).toEqual([]);
  });
});
