import { describe, expect, test } from 'vitest';
import { parseJsonc } from './parse.ts';
import { type Config, configSchema, endpointNames, personalKeys } from './schema.ts';

const read = (text: string) => parseJsonc(text, 'launch-ready.json', configSchema);

// Every key of the published configuration, as its documentation shows it.
const complete = `{
  "$schema": "https://launch-ready.example/schema.json",
  "production": "https://shop.example.com",
  "preview": "https://shop-git-main-acme.vercel.app",
  "privatePaths": ["/dashboard", "/account/*", "!/pricing"],    // added to those found in the routes; ! takes one out
  "vercel":     { "project": "shop", "team": "team_abc" },
  "cloudflare": { "zone": "example.com" },
  "stripe":     { "webhookPath": "/api/webhooks/stripe" },
  "email":      { "domains": ["example.com"], "dkimSelectors": ["resend"] },
  "monitors":   { "paths": ["/api/health"] },
  "database":   { "url": "env:LAUNCH_READY_DATABASE_URL", "schemas": ["public"] },
  "supabase":   { "url": "https://ref.supabase.co", "anonKey": "env:LAUNCH_READY_SUPABASE_ANON_KEY" },
  "users":      { "a": { "headers": { "cookie": "env:LAUNCH_READY_USER_A_COOKIE" }, "markers": ["a@example.com"] },
                  "b": { "headers": { "cookie": "env:LAUNCH_READY_USER_B_COOKIE" } } },
  "access":     { "public": [ { "path": "/api/health", "reason": "uptime probe" } ],
                  "shared": [ { "path": "/api/share/[id]", "reason": "links people send" } ],
                  "identity": "/api/me" },
  "severity":   { "email/dmarc-policy": "blocker" },
  "endpoints":  { "vercel": "http://127.0.0.1:4001", "cloudflare": "http://127.0.0.1:4002/client/v4",
                  "stripe": "http://127.0.0.1:4003" },
  "network":    { "resolver": "127.0.0.1:5300",
                  "connect": { "shop.example.com:443": "127.0.0.1:8443" },
                  "ca": "./private-ca.pem" }
}`;

describe('the configuration', () => {
  test('takes every documented key exactly as it is documented', () => {
    const config = read(complete);
    const plain: unknown = JSON.parse(complete.replace(/ {2}\/\/.*$/gm, ''));
    expect(config).toEqual(plain);
    expect(Object.keys(config).toSorted()).toEqual(Object.keys(configSchema.shape).toSorted());
  });

  test('needs none of them', () => {
    expect(read('{}')).toEqual({});
  });

  test('takes a base address for every provider that may have one', () => {
    const names = 'uptimerobot betterstack checkly pingdom cronitor statuscake datadog uptimekuma supabase github npm';
    const every = ['vercel', 'cloudflare', 'stripe', ...names.split(' ')];
    expect([...endpointNames].toSorted()).toEqual(every.toSorted());
    const endpoints = Object.fromEntries(every.map((name) => [name, 'http://127.0.0.1:1/base']));
    expect(read(JSON.stringify({ endpoints })).endpoints).toEqual(endpoints);
  });

  test('refuses an unknown key wherever one can stand', () => {
    const config = JSON.parse(complete.replace(/ {2}\/\/.*$/gm, '')) as Config & Record<string, object>;
    const objects = Object.entries(config).filter(([key, value]) => typeof value === 'object' && key !== 'severity');
    for (const [key, value] of objects.filter(([, value]) => !Array.isArray(value))) {
      expect(() => read(JSON.stringify({ [key]: { ...(value as object), surplus: 1 } })), key).toThrow('surplus');
    }
    expect(() => read('{"users": {"a": {"headers": {}, "marker": []}}}')).toThrow('"markers"');
    expect(() => read('{"access": {"public": [{"path": "/a", "reason": "b", "note": "c"}]}}')).toThrow('note');
  });

  test('keeps only the origin of the addresses to audit', () => {
    expect(read('{"production": "https://ana:hunter2@Shop.example.com:443/a?b#c"}')).toEqual({
      production: 'https://shop.example.com',
    });
  });

  test('refuses what is no web address, no path, no check and no severity', () => {
    for (const text of ['shop.example.com', 'ftp://a.example', 'javascript:alert(1)', '', 'https://']) {
      expect(() => read(JSON.stringify({ production: text })), text).toThrow('http(s) address');
      expect(() => read(JSON.stringify({ endpoints: { vercel: text } })), text).toThrow('http(s) address');
    }
    expect(() => read('{"privatePaths": ["dashboard"]}')).toThrow('"privatePaths[0]"');
    expect(() => read('{"stripe": {"webhookPath": "!/api"}}')).toThrow('must start with /');
    expect(() => read('{"severity": {"dmarc": "high"}}')).toThrow('check id');
    expect(() => read('{"severity": {"email/dmarc-policy": "urgent"}}')).toThrow('"blocker"');
    expect(() => read('{"vercel": {"project": ""}}')).toThrow('vercel.project');
  });

  test('knows which keys are personal', () => {
    expect(personalKeys).toEqual(['endpoints', 'network']);
  });
});
