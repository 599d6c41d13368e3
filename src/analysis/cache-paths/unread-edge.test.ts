import { describe, expect, it } from 'vitest';
import { cookieStripping } from '../../../checks/cache/cookie-stripping.ts';
import { deceptionPaths } from '../../../checks/cache/deception-paths.ts';
import { privatePaths } from '../../../checks/cache/private-paths.ts';
import { pathsOf, privatePath } from '../../../checks/cache/testing.ts';
import { denied, edgeOf, nothing, ok, rule, zoneOf } from '../../../checks/edge/testing.ts';
import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import { decidePaths } from './decide-paths.ts';

const respect = { cache: true, edge_ttl: { mode: 'respect_origin' } };
const faster = rule('Faster', 'true', { action: 'set_cache_settings', parameters: respect });
const broken = rule('Broken', 'http.host eq', { action: 'set_cache_settings', parameters: { cache: false } });

/** What the three checks say of one page that is made for each request, and a handler. */
function judge(edge: CloudflareEdge) {
  const paths = pathsOf([privatePath('/account', { rendered: 'request' })]);
  const facts = {
    paths,
    zone: ok(zoneOf()),
    verdicts: ok(decidePaths(edge, paths, {})),
    edge: ok(edge),
    answers: nothing,
    proof: nothing,
    pages: nothing,
  };
  return [privatePaths.evaluate(facts), deceptionPaths.evaluate(facts), cookieStripping.evaluate(facts)];
}

function withRules(...rules: readonly (typeof faster)[]) {
  return edgeOf({ phases: { http_request_cache_settings: { state: 'ok', value: rules } } });
}

// Contract, outcomes: a missing permission is unavailable, with every permission by name.
describe('an answer of the edge that could not be read', () => {
  const limited = { state: 'unavailable', reason: 'rate-limited', hint: 'wait five minutes' } as const;
  const failed = { state: 'failed', fault: { message: 'Cloudflare answered 500' }, ms: 1 } as const;

  it.each([
    ['Cache Rules', edgeOf({ phases: { http_request_cache_settings: denied('X Read') } })],
    ['Worker routes', edgeOf({ workerRoutes: denied('X Read') })],
    ['snippets', edgeOf({ snippetRules: denied('X Read') })],
  ])('makes all three checks unavailable: %s', (_what, edge) => {
    for (const verdict of judge(edge)) {
      expect(verdict).toEqual({ outcome: 'blocked', by: denied('X Read') });
    }
  });

  it('names every permission, and puts one before a fault', () => {
    const phases = { http_request_cache_settings: denied('Cache Rules Read'), http_request_transform: failed };
    const [verdict] = judge(edgeOf({ phases, pageRules: denied('Page Rules Read'), workerRoutes: limited }));
    expect(verdict).toMatchObject({
      outcome: 'blocked',
      by: { state: 'unavailable', hint: expect.stringMatching(/Page Rules Read.*Cache Rules Read.*wait five minutes/) },
    });
  });

  it('that failed is an error', () => {
    const [verdict] = judge(edgeOf({ phases: { http_request_cache_settings: failed } }));
    expect(verdict).toEqual({ outcome: 'blocked', by: failed });
  });

  it('holds up nothing where a Cache Rule settles it', () => {
    const bypass = rule('Never', 'true', { action: 'set_cache_settings', parameters: { cache: false } });
    const { phases } = withRules(bypass);
    const [verdict] = judge(edgeOf({ phases, pageRules: denied('Page Rules Read') }));
    expect(verdict?.outcome).toBe('pass');
  });
});

describe('a rule that cannot be read', () => {
  it('among the Cache Rules keeps everything open, with its place, even before a bypass', () => {
    const bypass = rule('Never', 'true', { action: 'set_cache_settings', parameters: { cache: false } });
    for (const verdict of judge(withRules(broken, bypass))) {
      expect(verdict).toMatchObject({
        outcome: 'unknown',
        because: expect.stringMatching(/Cache Rule “Broken” at character \d+/),
      });
    }
  });

  it('that is switched off is none', () => {
    for (const verdict of judge(withRules({ ...broken, enabled: false }))) expect(verdict.outcome).toBe('pass');
  });

  it('of another phase is named where it does not matter', () => {
    const origin = rule('Elsewhere', 'http.host eq', { action: 'route' });
    for (const verdict of judge(edgeOf({ phases: { http_request_origin: { state: 'ok', value: [origin] } } }))) {
      expect(verdict).toMatchObject({
        outcome: 'pass',
        evidence: expect.stringMatching(/Origin Rule “Elsewhere” at character \d+/),
      });
    }
  });
});
