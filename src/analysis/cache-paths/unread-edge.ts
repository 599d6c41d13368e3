import type { CacheVerdict } from '../../artifacts/cache/verdicts.ts';
import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { Read } from '../../artifacts/cloudflare/read.ts';
import type { CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import type { Unsettled } from '../../core/check.ts';
import { type Missing, wayOut } from '../../core/gathered.ts';
import { listOf } from '../../core/text.ts';
import { type UnreadSource, unreadAnswers } from '../cloudflare-cache/unread.ts';
import { parseExpression } from '../cloudflare-rules/parse.ts';
import { joinMissing } from '../edge-guards/in-zone.ts';
import { said } from '../site-answers/said.ts';
import { kindOfRule } from './show-trace.ts';
import { standingOf } from './standing.ts';

/**
 * The edge's answers that were not read, when one of them keeps a verdict open: all that decide about caching, so that whoever follows
 * the sentence has the whole way. `undefined` when none does.
 */
export function unreadBehind(edge: CloudflareEdge, verdicts: readonly CacheVerdict[]): Missing | undefined {
  const open = verdicts.filter((verdict) => standingOf(verdict) === 'open').flatMap(({ result }) => result.open);
  const unread = readsOf(edge).flatMap(({ title, read }) => (read.state === 'ok' ? [] : [{ title, read }]));
  const isHeldUp = open.some(({ why, hint }) =>
    unread.some(
      ({ title, read }) => why.startsWith(`${title} could not be read`) || hint.includes(said(wayOut(read), 200)),
    ),
  );
  return isHeldUp ? missingOf(unread.map(({ read }) => read)) : undefined;
}

/** Several missing answers as one. A permission goes before a fault: it is what a person can grant. */
export function missingOf(reads: readonly Missing[]): Missing | undefined {
  const unavailable = reads.filter(({ state }) => state === 'unavailable');
  return joinMissing(unavailable.length > 0 ? unavailable : reads);
}

type Part = { readonly title: string; readonly read: Read<unknown> };

/** Every answer of the edge that has a say in storing, as sentences about it begin. */
function readsOf(edge: CloudflareEdge): readonly Part[] {
  const { phases } = edge;
  const part = (source: UnreadSource, read: Read<unknown>): Part => ({ title: unreadAnswers[source].title, read });
  const lists = edge.lists.state === 'ok' ? edge.lists.value.map(({ items }) => items) : [edge.lists];
  return [
    part('records', edge.records),
    part('normalization', edge.normalization),
    part('redirects', phases.http_request_dynamic_redirect),
    part('rewrites', phases.http_request_transform),
    part('headers', phases.http_request_late_transform),
    part('cacheLevel', edge.cacheLevel),
    part('pageRules', edge.pageRules),
    part('cacheRules', phases.http_request_cache_settings),
    part('workers', edge.workerRoutes),
    // Snippets exist on paid plans alone. https://developers.cloudflare.com/rules/snippets/#availability
    ...(edge.zone.plan === 'free' ? [] : [part('snippets', edge.snippetRules)]),
    part('responseRules', phases.http_response_cache_settings),
    part('responseHeaders', phases.http_response_headers_transform),
    ...lists.map((read) => ({ title: 'The list', read })),
  ];
}

/** Rules of the zone that are on and cannot be read, each with the place where. */
type Refused = { readonly step: string; readonly words: string };

function refusedRules({ phases, snippetRules }: CloudflareEdge): readonly Refused[] {
  const parts: readonly (readonly [string, Read<readonly CloudflareRule[]>])[] = [
    ['redirect-rule', phases.http_request_dynamic_redirect],
    ['url-rewrite', phases.http_request_transform],
    ['configuration-rule', phases.http_config_settings],
    ['origin-rule', phases.http_request_origin],
    ['waf-rule', phases.http_request_firewall_custom],
    ['header-transform', phases.http_request_late_transform],
    ['cache-rule', phases.http_request_cache_settings],
    ['snippet', snippetRules],
    ['cache-response-rule', phases.http_response_cache_settings],
    ['response-header-transform', phases.http_response_headers_transform],
  ];
  return parts.flatMap(([step, phase]) =>
    (phase.state === 'ok' ? phase.value.filter(({ enabled }) => enabled) : []).flatMap((rule) => {
      const place = unreadablePlace(rule);
      return place === undefined ? [] : [{ step, words: `${kindOfRule(step)} “${said(rule.name, 60)}” at ${place}` }];
    }),
  );
}

/** Where the expression of a rule stops to be readable: `character 12: expected …`; `undefined` when all of it can be read. */
export function unreadablePlace({ expression }: CloudflareRule): string | undefined {
  const parsed = parseExpression(expression);
  return parsed.state === 'refused' ? `${parsed.where}: ${said(parsed.message, 120)}` : undefined;
}

/** Cache Rules that cannot be read: nothing is passed over their heads, wherever they stand; `undefined` without any. */
export function refusedQuestion(edge: CloudflareEdge | undefined): Unsettled | undefined {
  const refused = (edge === undefined ? [] : refusedRules(edge)).filter(({ step }) => step === 'cache-rule');
  if (refused.length === 0) return undefined;
  const words = listOf(
    refused.map((one) => one.words),
    3,
  );
  const hint = 'correct or delete the rule in Cloudflare → Caching → Cache Rules, or attest what it does';
  return { because: `not readable: ${words}`, hint };
}

/** The rules of other phases that cannot be read, to be added to what was looked at; empty without any. */
export function refusedElsewhere(edge: CloudflareEdge | undefined): string {
  const refused = (edge === undefined ? [] : refusedRules(edge)).filter(({ step }) => step !== 'cache-rule');
  if (refused.length === 0) return '';
  return `; not readable, and of no weight here: ${listOf(
    refused.map((one) => one.words),
    3,
  )}`;
}
