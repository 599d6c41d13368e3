import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cacheDecision } from '../../artifacts/cache/decision.ts';
import { controlOf, directivesOf } from './cache-control.ts';
import { tellingAxes } from './combinations.ts';
import { fitsCookie } from './cookie-pattern.ts';
import { coversAddress, pagePatternOf } from './page-rule-pattern.ts';
import { answer, cacheRule, decided, edgeWith, pageRule, read, rule } from './testing.ts';

const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<never>;
const runs = { numRuns: 200 };

describe('whatever Cloudflare and the origin send', () => {
  const parameters = fc.dictionary(
    fc.constantFrom(
      'cache',
      'edge_ttl',
      'cache_key',
      'vary',
      'origin_cache_control',
      'uri',
      'headers',
      'no-store',
      's-maxage',
    ),
    json,
  );
  const expression = fc.constantFrom('true', 'http.cookie contains "a"', 'not a rule', '', 'ip.src eq 192.0.2.1');
  const rules = fc.array(fc.tuple(parameters, expression), { maxLength: 4 });
  const actions = fc.dictionary(
    fc.constantFrom(
      'cache_level',
      'edge_cache_ttl',
      'bypass_cache_on_cookie',
      'cache_ttl_by_status',
      'cache_key_fields',
    ),
    json,
  );

  test('a decision comes out that can be saved', () =>
    fc.assert(
      fc.property(rules, actions, fc.string(), fc.string(), (some, pageActions, header, path) => {
        const made = some.map(([one, of]) => cacheRule(one, { expression: of }));
        const acting = (action: string) => read(some.map(([one, of]) => rule(action, one, { expression: of })));
        const edge = edgeWith(
          { pageRules: read([pageRule(pageActions)]) },
          {
            http_request_cache_settings: read(made),
            http_request_transform: acting('rewrite'),
            http_request_late_transform: acting('rewrite'),
            http_config_settings: acting('set_config'),
            http_request_origin: acting('route'),
            http_response_cache_settings: acting('set_cache_control'),
            http_response_headers_transform: acting('rewrite'),
          },
        );
        const decision = decided(edge, answer(200, `cache-control: ${header}`, `expires: ${header}`), {
          path: `/${path}`,
        });
        expect(cacheDecision.parse(JSON.parse(JSON.stringify(decision)))).toEqual(decision);
        if (decision.decision === 'unknown') expect(decision.open).not.toEqual([]);
      }),
      runs,
    ));

  test('a rule that may match never leads to another certainty than its two cases', () =>
    fc.assert(
      fc.property(
        parameters,
        parameters,
        fc.constantFrom('private', 'no-cache', 'max-age=60', ''),
        (first, second, said) => {
          const origin = answer(200, `cache-control: ${said}`);
          const under = (expression: string) =>
            decided(
              edgeWith(
                {},
                { http_request_cache_settings: read([cacheRule(first), cacheRule(second, { expression })]) },
              ),
              origin,
            ).decision;
          const cases = new Set([under('true'), under('false')]);
          const open = under('http.cookie contains "a"');
          expect(open === 'unknown' || (cases.size === 1 && cases.has(open))).toBe(true);
        },
      ),
      runs,
    ));
});

describe('the small languages', () => {
  test('Cache-Control: nothing throws, and what was written comes back', () => {
    fc.assert(
      fc.property(fc.string(), (text) => void controlOf(text, directivesOf(text), { state: 'none' })),
      runs,
    );
    expect({ ...directivesOf(' Private="a, b" ,max-age="60",,NO-STORE, __proto__=1, x=') }).toEqual({
      private: 'a, b',
      'max-age': '60',
      'no-store': true,
      ['__proto__']: '1',
      x: '',
    });
  });
  test.each([
    ['max-age=60', { state: 'fresh', seconds: 60 }],
    ['max-age=60, max-age=0', { state: 'fresh', seconds: 60 }],
    ['max-age=99999999999999999999', { state: 'fresh', seconds: 2 ** 31 }],
    ['max-age', { state: 'unclear' }],
    ['max-age=-1', { state: 'unclear' }],
    ['max-age=soon', { state: 'unclear' }],
  ])('%s', (text, freshness) =>
    expect(controlOf(text, directivesOf(text), { state: 'none' }).freshness).toEqual(freshness),
  );
  test('patterns of Page Rules against a slow and simple matcher', () => {
    const piece = fc.stringMatching(/^[ab*/]{0,6}$/);
    fc.assert(
      fc.property(piece, fc.stringMatching(/^[ab/]{0,8}$/), (pattern, path) => {
        const address = { scheme: 'https', host: 'h', path: `/${path}`, query: '' };
        expect(coversAddress(pagePatternOf(`h/${pattern}`), address)).toBe(slowly(`h/${pattern}`, `h/${path}`));
      }),
      { numRuns: 300 },
    );
  });
  test('a long pattern and a long address are no trouble', () => {
    const pattern = pagePatternOf(`h/${'a*'.repeat(2_000)}b`);
    expect(coversAddress(pattern, { scheme: 'https', host: 'h', path: `/${'a'.repeat(20_000)}`, query: '' })).toBe(
      false,
    );
    expect(fitsCookie(`${'a.*'.repeat(2_000)}b`, new Map([['cookie', ['a'.repeat(20_000)]]]))).toBe(false);
  });
  test('of open questions those count whose answer makes a difference, or else all', () => {
    const results = (result: (a: number, b: number) => string) =>
      [0, 1].flatMap((a) => [0, 1].map((b) => ({ combination: [a, b], result: result(a, b) })));
    expect(
      tellingAxes(
        [2, 2],
        results((a) => `${a}`),
      ),
    ).toEqual([0]);
    expect(
      tellingAxes(
        [2, 2],
        results((a, b) => `${a ^ b}`),
      ),
    ).toEqual([0, 1]);
  });
});

function slowly(pattern: string, text: string): boolean {
  const [head] = pattern;
  if (head === undefined) return text === '';
  if (head === '*') return slowly(pattern.slice(1), text) || (text !== '' && slowly(pattern, text.slice(1)));
  return text.startsWith(head) && slowly(pattern.slice(1), text.slice(1));
}
