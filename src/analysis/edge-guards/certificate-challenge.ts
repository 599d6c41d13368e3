import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import type { KnownHeaders } from '../cloudflare-rules/request.ts';
import { type ClosedBy, closedBy } from './access.ts';
import { customRulesOn } from './custom-rules.ts';
import { matcherOf } from './match.ts';
import { matchPageRules } from './page-rules.ts';
import { redirectTarget } from './redirect-target.ts';
import { showRule } from './words.ts';

const path = '/.well-known/acme-challenge/launch-ready';

// A certificate authority's validation: no cookies, from no page.
const headers: KnownHeaders = new Map([
  ['cookie', []],
  ['referer', []],
]);

/** What at the edge surely answers an HTTP-01 challenge in the origin's place, and in words what may. */
export type ChallengeObstacles = {
  readonly redirects: readonly Pick<CloudflareRule, 'id' | 'name' | 'expression'>[];
  readonly stop: CloudflareRule | undefined;
  readonly closed: ClosedBy | undefined;
  readonly open: readonly string[];
};

/**
 * Looks for redirects, WAF custom rules and Access applications over the challenge's path, asked over http. A redirect to https at the
 * same address is no obstacle: authorities follow it. https://letsencrypt.org/docs/challenge-types/#http-01-challenge
 */
export function challengeObstacles(edge: CloudflareEdge): ChallengeObstacles {
  const { host, phases, pageRules, accessApps } = edge;
  const matcher = matcherOf(edge);
  const question = { method: 'GET', scheme: 'http', path, headers } as const;
  const { stop, perhaps } = customRulesOn(phases.http_request_firewall_custom, matcher, question);
  const rules = phases.http_request_dynamic_redirect.state === 'ok' ? phases.http_request_dynamic_redirect.value : [];
  const moved = matcher.matches(rules, question).flatMap((match) => {
    const target = redirectTarget(match.rule, matcher.requestOf(question));
    return target === `https://${host}${path}`
      ? []
      : [{ ...match, isSure: match.matched === true && target !== undefined }];
  });
  const forwarding = (pageRules.state === 'ok' ? matchPageRules(pageRules.value, matcher.requestOf(question)) : [])
    .filter(({ rule, matched }) => matched === true && rule.actions.some(({ id }) => id === 'forwarding_url'))
    .map(({ rule: { id, target } }) => ({ id, name: `Page Rule ${target}`, expression: target }));
  return {
    redirects: [...moved.flatMap(({ rule, isSure }) => (isSure ? [rule] : [])), ...forwarding],
    stop,
    closed: accessApps.state === 'ok' ? closedBy(accessApps.value, host, path) : undefined,
    open: [
      ...moved.flatMap(({ rule, isSure, why = 'where it leads is not known' }) =>
        isSure ? [] : [`${showRule(rule)}: ${why}`],
      ),
      ...perhaps.map(({ rule, why = '' }) => `${showRule(rule)}: ${why}`),
    ],
  };
}
