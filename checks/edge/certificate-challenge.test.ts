import { describe, expect, it } from 'vitest';
import { certificateChallenge } from './certificate-challenge.ts';
import {
  application,
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
  zoneOf,
} from './testing.ts';

function judge(edge: Parameters<typeof edgeOf>[0] = {}) {
  return certificateChallenge.evaluate({ zone: zoneOf(), edge: ok(edgeOf(edge)) });
}

const redirect = (expression: string, target: { readonly value: string } | { readonly expression: string }) => ({
  phases: {
    http_request_dynamic_redirect: ok([
      rule('Move', expression, {
        action: 'redirect',
        parameters: { from_value: { target_url: target, status_code: 301 } },
      }),
    ]),
  },
});
const custom = (...rules: readonly ReturnType<typeof rule>[]) => ({
  phases: { http_request_firewall_custom: ok(rules) },
});

describe('edge/certificate-challenge', () => {
  it('passes without obstacles, fails for a redirect elsewhere, and passes again', () => {
    expect(judge().outcome).toBe('pass');
    expect(findingsOf(judge(redirect(`http.host eq "${host}"`, { value: 'https://www.example.com/' })))).toMatchObject([
      { key: 'redirect', data: { rule: '“Move”', what: host }, at: { resource: 'redirect rule', id: 'id-Move' } },
    ]);
    expect(judge(redirect('http.host eq "old.example.com"', { value: 'https://shop.example.com/' })).outcome).toBe(
      'pass',
    );
  });

  it('follows a redirect to https at the same address, as authorities do', () => {
    const secure = { expression: 'concat("https://", http.host, http.request.uri.path)' };
    expect(judge(redirect('not ssl', secure)).outcome).toBe('pass');
    const moved = { expression: 'concat("https://www.example.com", http.request.uri.path)' };
    expect(keysOf(judge(redirect('not ssl', moved)))).toEqual(['redirect']);
    expect(judge(redirect('true', { expression: 'lower(' })).outcome).toBe('unknown');
  });

  it('fails for a WAF rule, a Page Rule or an Access application in the way', () => {
    expect(keysOf(judge(custom(rule('No dot files', 'http.request.uri.path contains "/."'))))).toEqual(['rule']);
    const except = 'http.request.uri.path contains "/." and not starts_with(http.request.uri.path, "/.well-known/")';
    expect(judge(custom(rule('No dot files', except))).outcome).toBe('pass');
    const page = { id: 'p1', priority: 1, target: 'shop.example.com/*', operator: 'matches' };
    const actions = [{ id: 'forwarding_url', value: { url: 'https://www.example.com/$1', status_code: 301 } }];
    expect(keysOf(judge({ pageRules: ok([{ ...page, actions }]) }))).toEqual(['redirect']);
    const https = [{ id: 'always_use_https' }];
    expect(judge({ pageRules: ok([{ ...page, actions: https }]) }).outcome).toBe('pass');
    expect(keysOf(judge({ accessApps: ok([application('Staging', host)]) }))).toEqual(['access']);
  });

  it('does not know with a Page Rule that forwards and may be the one that applies', () => {
    const forwarding = [{ id: 'forwarding_url', value: { url: 'https://www.example.com/$1', status_code: 301 } }];
    const odd = { id: 'p1', priority: 2, target: 'shop.example.com/*', operator: 'unknown', actions: forwarding };
    const because = expect.stringContaining('Page Rule shop.example.com/*');
    expect(judge({ pageRules: ok([odd]) })).toMatchObject({ outcome: 'unknown', because });
    const twin = { ...odd, id: 'p2', operator: 'matches', actions: [{ id: 'cache_level', value: 'bypass' }] };
    expect(judge({ pageRules: ok([twin, { ...odd, operator: 'matches' }]) }).outcome).toBe('unknown');
    expect(judge({ pageRules: ok([{ ...twin, priority: 3 }, odd]) }).outcome).toBe('pass');
  });

  it('asks WAF rules about the path that URL rewrites leave, and redirect rules about the one before', () => {
    const uri = { path: { value: '/x' } };
    const rewritten = (phase: 'http_request_dynamic_redirect' | 'http_request_firewall_custom') => {
      const on = rule('On x', 'http.request.uri.path eq "/x"', {
        action: phase.endsWith('redirect') ? 'redirect' : 'block',
      });
      const rewrite = rule('Move', 'true', { action: 'rewrite', parameters: { uri } });
      return judge({ phases: { http_request_transform: ok([rewrite]), [phase]: ok([on]) } });
    };
    expect(keysOf(rewritten('http_request_firewall_custom'))).toEqual(['rule']);
    expect(rewritten('http_request_dynamic_redirect').outcome).toBe('pass');
  });

  it('does not know for a rule that asks who the visitor is: authorities ask from several countries', () =>
    expect(judge(custom(rule('Geo', 'ip.src.country ne "DE"')))).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining('ip.src.country'),
    }));

  it('does not matter for another origin, nor past the edge', () => {
    const blocks = custom(rule('All', 'true'));
    expect(judge({ ...blocks, records: ok([record(host, '203.0.113.9')]) }).outcome).toBe('pass');
    const bare = record(host, 'cname.vercel-dns.com', { proxied: false });
    expect(judge({ ...blocks, records: ok([bare]) }).outcome).toBe('pass');
  });

  it('never passes without what may stand in the way', () => {
    const hidden = denied('Single Redirect Read');
    expect(judge({ phases: { http_request_dynamic_redirect: hidden } })).toEqual({ outcome: 'blocked', by: hidden });
    expect(judge({ records: denied('DNS Read') }).outcome).toBe('blocked');
    expect(certificateChallenge.evaluate({ zone: noZone, edge: nothing }).outcome).toBe('not-applicable');
  });
});
