import { describe, expect, it } from 'vitest';
import { answered, pathsOf, proofOf, proved } from '../../../checks/cache/testing.ts';
import { edgeOf, rule } from '../../../checks/edge/testing.ts';
import { decidePaths } from './decide-paths.ts';

const action = 'set_cache_settings';
const stores = rule('Store', 'true', {
  action,
  parameters: { cache: true, edge_ttl: { mode: 'override_origin', default: 60 } },
});
const proof = proofOf([proved('/account', answered(200, { 'cf-cache-status': 'DYNAMIC', 'cache-control': 'public' }))]);

/** The decision where a rule bypasses the cache under a condition, and the test user's own answer was not stored. */
function decisionUnder(expression: string): string | undefined {
  const bypasses = rule('Bypass', expression, { action, parameters: { cache: false } });
  const edge = edgeOf({ phases: { http_request_cache_settings: { state: 'ok', value: [stores, bypasses] } } });
  return decidePaths(edge, pathsOf(['/account']), { proof }).verdicts[0]?.result.decision;
}

describe('what the edge said of a test user’s own answer', () => {
  it.each([
    'http.cookie contains "session="',
    'http.cookie contains "session=" and starts_with(http.request.uri.path, "/account")',
  ])('settles a rule about cookies: %s', (expression) => expect(decisionUnder(expression)).toBe('not-stored'));

  it.each([
    'http.cookie contains "session=" and ip.src in {203.0.113.0/24}',
    'http.cookie contains "session=" and http.request.uri.query contains "x"',
    'http.cookie contains "session=" or http.user_agent contains "curl"',
  ])('does not settle one that asks for more: %s', (expression) =>
    expect(decisionUnder(expression)).not.toBe('not-stored'),
  );

  it('does not settle one whose middle is too long to be shown', () => {
    const long = (letter: string): string => `http.cookie contains "${letter.repeat(900)}"`;
    expect(decisionUnder(`${long('a')} or ${long('b')}`)).toBe('not-stored');
    expect(decisionUnder(`${long('a')} or ip.src in {203.0.113.0/24} or ${long('b')}`)).toBe('unknown');
  });
});
