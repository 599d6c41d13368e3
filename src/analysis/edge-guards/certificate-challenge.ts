import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { CloudflarePageRule, CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import { worldOf } from '../cloudflare-cache/compiled-rule.ts';
import type { KnownHeaders } from '../cloudflare-rules/request.ts';
import { type ClosedBy, closedBy } from './access.ts';
import { customRulesOn } from './custom-rules.ts';
import type { Matcher } from './match.ts';
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
export function challengeObstacles(edge: CloudflareEdge, matcher: Matcher): ChallengeObstacles {
  const { host, phases, accessApps } = edge;
  const question = { method: 'GET', scheme: 'http', path, headers } as const;
  const { stop, perhaps } = customRulesOn(phases.http_request_firewall_custom, matcher, question);
  const rules = phases.http_request_dynamic_redirect.state === 'ok' ? phases.http_request_dynamic_redirect.value : [];
  const arriving = matcher.arriving(question);
  const moved = matcher.redirects(rules, question).flatMap((match) => {
    // This path is the same in every normalization.
    const target = redirectTarget(match.rule, worldOf(arriving.requests[0], arriving));
    return target === `https://${host}${path}`
      ? []
      : [{ ...match, isSure: match.matched === true && target !== undefined }];
  });
  const pages = matcher.pageRules(question);
  const forwarding = pages.filter(({ rule }) => rule.actions.some(({ id }) => id === 'forwarding_url'));
  return {
    redirects: [
      ...moved.flatMap(({ rule, isSure }) => (isSure ? [rule] : [])),
      ...forwarding.flatMap(({ rule, matched }) => (matched === true ? [shown(rule)] : [])),
    ],
    stop,
    closed: accessApps.state === 'ok' ? closedBy(accessApps.value, host, path) : undefined,
    open: [
      ...moved.flatMap(({ rule, isSure, why = 'where it leads is not known' }) =>
        isSure ? [] : [`${showRule(rule)}: ${why}`],
      ),
      ...forwarding.flatMap(({ rule, matched }) =>
        matched === true ? [] : [`${showRule(shown(rule))}: it is not known whether it is the Page Rule that applies`],
      ),
      ...perhaps.map(({ rule, why = '' }) => `${showRule(rule)}: ${why}`),
    ],
  };
}

function shown({ id, target }: CloudflarePageRule): ChallengeObstacles['redirects'][number] {
  return { id, name: `Page Rule ${target}`, expression: target };
}
