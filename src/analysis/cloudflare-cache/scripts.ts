import type { CacheStep } from '../../artifacts/cache/decision.ts';
import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { EdgeRequest } from '../cloudflare-rules/request.ts';
import { type EdgeWorld, matchedStep, openOf } from './compiled-rule.ts';
import { matchesIn, type Phase, stepsOf } from './phase.ts';
import type { Open } from './question.ts';
import { unreadOpen, unreadStep } from './unread.ts';
import { quoted, shortened } from './words.ts';
import { workerRouteOf } from './worker-routes.ts';

/** Programs at the edge that a request may run through. While there are any, rules alone decide nothing. */
export type Scripts = { readonly steps: readonly CacheStep[]; readonly open: readonly Open[] };

/**
 * The Worker and the Snippets of a request. A Worker's own settings beat Cache Rules.
 * https://developers.cloudflare.com/cache/interaction-cloudflare-products/workers-cache-rules/
 */
export function scriptsOn(edge: CloudflareEdge, snippets: Phase, world: EdgeWorld, sent: EdgeRequest): Scripts {
  const found = [workerOn(edge, world, sent), snippetsOn(snippets, world, edge)];
  return { steps: found.flatMap(({ steps }) => steps), open: found.flatMap(({ open }) => open) };
}

function workerOn({ workerRoutes }: CloudflareEdge, { requests, isAnyUrl }: EdgeWorld, sent: EdgeRequest): Scripts {
  if (workerRoutes.state !== 'ok')
    return { steps: [unreadStep('workers', workerRoutes)], open: [unreadOpen('workers', workerRoutes)] };
  const running = workerRoutes.value.find(({ script }) => script !== undefined);
  // Routes see the address after normalization; whether after rewrites too is not documented.
  const routes = [sent, ...requests].map((request) => workerRouteOf(workerRoutes.value, request));
  const route = routes.find((one) => one !== undefined) ?? (isAnyUrl ? running : undefined);
  if (route === undefined) return { steps: [], open: [] };
  const worker = `the Worker ${quoted(route.script ?? '')} on ${shortened(route.pattern)}`;
  const rule = { id: route.id, name: shortened(route.script ?? '', 200), expression: shortened(route.pattern, 1_000) };
  return {
    steps: [{ step: 'worker', rule, matched: true, effect: `${worker} decides itself whether answers are stored` }],
    open: [
      {
        why: `${worker} decides about caching, and no rule shows how`,
        hint: 'read what the Worker does with the cache, or let the live proof (--probe) show it',
      },
    ],
  };
}

function snippetsOn(phase: Phase, world: EdgeWorld, edge: CloudflareEdge): Scripts {
  if (phase.state === 'unread') {
    // Snippets exist on paid plans alone. https://developers.cloudflare.com/rules/snippets/#availability
    if (edge.zone.plan === 'free') return { steps: [], open: [] };
    return { steps: [unreadStep('snippets', phase.missing)], open: [unreadOpen('snippets', phase.missing)] };
  }
  const matches = matchesIn(phase.rules, world);
  const steps = stepsOf(phase.rules, matches, ({ rule, matched }) =>
    matchedStep(rule, matched, world, 'runs a Snippet, which decides itself whether answers are stored'),
  );
  const open = matches.map(({ rule, matched }) =>
    matched === true
      ? {
          why: `the Snippet rule ${quoted(rule.as.name)} runs code that decides about caching`,
          hint: 'read what the Snippet does with the cache, or let the live proof (--probe) show it',
        }
      : openOf(rule, world),
  );
  return { steps, open };
}
