import { expect, test } from 'vitest';
import { rule } from '../cloudflare-cache/testing.ts';
import { skipsOf } from './skips.ts';

// https://developers.cloudflare.com/waf/custom-rules/skip/options/
test.each([
  [{ ruleset: 'current' }, { rest: true, others: [], rulesets: [] }],
  [{ phase: 'current' }, { rest: true, others: [], rulesets: [] }],
  [
    { phases: ['http_ratelimit'], products: ['bic', 7], rulesets: ['efb7'] },
    { rest: false, others: ['http_ratelimit', 'bic'], rulesets: ['efb7'] },
  ],
  [
    { ruleset: 'other', phases: 'http_ratelimit' },
    { rest: false, others: [], rulesets: [] },
  ],
])('a rule with %j skips %j', (parameters, skips) => {
  expect(skipsOf(rule('skip', parameters))).toEqual(skips);
  expect(skipsOf(rule('block', parameters))).toEqual({ rest: false, others: [], rulesets: [] });
});
