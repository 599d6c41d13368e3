import type { CacheStep } from '../../artifacts/cache/decision.ts';
import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import { wayOut } from '../../core/gathered.ts';
import { evaluateText } from '../cloudflare-rules/evaluate.ts';
import { normalizeRequest } from '../cloudflare-rules/normalize.ts';
import { parseTextExpression } from '../cloudflare-rules/parse.ts';
import type { EdgeRequest } from '../cloudflare-rules/request.ts';
import { type Authorized, authorizedBy } from './authorized.ts';
import { asParameters } from './cache-rules.ts';
import { type CompiledRule, type EdgeWorld, matchedStep, openOf, truthOf, worldOf } from './compiled-rule.ts';
import { type Phase, phaseSteps } from './phase.ts';
import type { Open, VisitorRequest } from './question.ts';
import { unreadOpen, unreadStep } from './unread.ts';
import { shortened } from './words.ts';

/** The request as rules see it from some point on, and how it came to that. */
export type Seen = { readonly world: EdgeWorld; readonly steps: readonly CacheStep[] };

/** The request as it leaves the rules about its headers. */
type Ruled = Seen & { readonly authorized: Authorized };

const everyNormalization = [
  { type: 'rfc3986', scope: 'none' },
  { type: 'rfc3986', scope: 'incoming' },
  { type: 'cloudflare', scope: 'incoming' },
] as const;

/** More forms of the address than this count as any address. */
const mostForms = 8;

/**
 * The request after URL normalization; in several forms when it is not known how it is normalized and that makes a difference.
 * https://developers.cloudflare.com/rules/normalization/
 */
export function normalizedRequest(edge: CloudflareEdge, request: VisitorRequest, lists: EdgeWorld['lists']): Seen {
  const { normalization, phases } = edge;
  // What rules of this phase do is not documented, so that each form of the address is possible where there are any.
  const sanitizing = phases.http_request_sanitize;
  const mayHaveRules = sanitizing.state !== 'ok' || sanitizing.value.some(({ enabled }) => enabled);
  const known = normalization.state === 'ok' && !mayHaveRules && isKnown(normalization.value);
  const settings = known ? [normalization.value] : everyNormalization;
  const requests = distinct(settings.map((one) => normalizeRequest(request, one)));
  const [first] = requests;
  const missing = [normalization, sanitizing].find((one) => one.state !== 'ok');
  const why = `the path may be normalized or not: ${requests.map(({ path }) => shortened(path)).join(' or ')}`;
  const hint = missing === undefined ? 'look at Rules > Settings > Normalization in the dashboard' : wayOut(missing);
  const urlOpen = requests.length > 1 ? [{ why, hint }] : [];
  return {
    world: { requests, isAnyUrl: false, urlOpen, headersOpen: [], lists, edge },
    steps: [normalizationStep(request, first, urlOpen)],
  };
}

function normalizationStep(request: VisitorRequest, seen: EdgeRequest, [open]: readonly Open[]): CacheStep {
  const step = 'url-normalization';
  if (open !== undefined) return { step, matched: 'unknown', effect: open.why };
  const isSame = seen.path === request.path && seen.query === request.query;
  const effect = isSame
    ? 'nothing to change'
    : `rules see ${shortened(seen.path)} instead of ${shortened(request.path)}`;
  return { step, matched: !isSame, effect };
}

/**
 * The request after URL rewrite rules: each is asked about the address before the phase, the last that matches wins for path and for
 * query. https://developers.cloudflare.com/rules/transform/url-rewrite/
 */
export function rewrittenRequest(phase: Phase, seen: EdgeWorld): Seen {
  if (phase.state === 'unread') {
    const open = unreadOpen('rewrites', phase.missing);
    const world = { ...seen, isAnyUrl: true, urlOpen: [...seen.urlOpen, open] };
    return { world, steps: [unreadStep('rewrites', phase.missing)] };
  }
  const steps = new Map<CompiledRule, CacheStep>();
  const urlOpen = [...seen.urlOpen];
  let { isAnyUrl } = seen;
  let forms: readonly Form[] = seen.requests.map((request) => ({ before: request, now: request }));
  for (const rule of phase.rules) {
    const matched = truthOf(rule, seen);
    if (matched === false) continue;
    const rewritten = forms.map((form) => rewrittenBy(rule, form, seen));
    const known = rewritten.filter((form) => form !== undefined);
    if (known.length < rewritten.length) isAnyUrl = true;
    if (matched === 'unknown' || known.length < rewritten.length) urlOpen.push(openOf(rule, seen));
    forms = distinctForms(matched === true && known.length > 0 ? known : [...forms, ...known]);
    if (forms.length > mostForms) {
      isAnyUrl = true;
      forms = forms.slice(0, mostForms);
    }
    const path = known[0] === undefined ? 'a path that is not known' : shortened(addressOf(known[0].now));
    steps.set(rule, matchedStep(rule, matched, seen, `later rules see ${path}`));
  }
  const requests = distinct(forms.map(({ now }) => now));
  return { world: { ...seen, requests, isAnyUrl, urlOpen }, steps: phaseSteps(phase.rules, steps) };
}

type Form = { readonly before: EdgeRequest; readonly now: EdgeRequest };

function rewrittenBy({ rule }: CompiledRule, { before, now }: Form, world: EdgeWorld): Form | undefined {
  const { uri } = rule.parameters;
  if (rule.action !== 'rewrite' || uri === undefined) return undefined;
  const { path, query } = asParameters(uri);
  const newPath = path === undefined ? now.path : textOf(asParameters(path), before, world);
  const newQuery = query === undefined ? now.query : textOf(asParameters(query), before, world);
  if (newPath === undefined || newQuery === undefined) return undefined;
  return { before, now: { ...now, path: newPath.startsWith('/') ? newPath : `/${newPath}`, query: newQuery } };
}

function textOf(part: Readonly<Record<string, unknown>>, request: EdgeRequest, world: EdgeWorld): string | undefined {
  const { value, expression } = part;
  if (typeof value === 'string') return value;
  if (typeof expression !== 'string' || world.isAnyUrl) return undefined;
  const parsed = parseTextExpression(expression);
  return parsed.state === 'parsed' ? evaluateText(parsed.expression, worldOf(request, world)) : undefined;
}

/**
 * The request after rules about its headers: a header that one of them may set or take away is not known any more.
 * https://developers.cloudflare.com/rules/transform/request-header-modification/
 */
export function withHeaderRules(phase: Phase, seen: EdgeWorld, sent: VisitorRequest): Ruled {
  if (phase.state === 'unread') {
    const headersOpen = [unreadOpen('headers', phase.missing)];
    return {
      world: { ...forgetting(seen, () => true), headersOpen },
      steps: [unreadStep('headers', phase.missing)],
      authorized: authorizedBy(sent, true, headersOpen),
    };
  }
  const steps = new Map<CompiledRule, CacheStep>();
  const headersOpen: Open[] = [];
  const changed = new Set<string>();
  for (const rule of phase.rules) {
    const matched = truthOf(rule, seen);
    if (matched === false) continue;
    const names = Object.keys(asParameters(rule.rule.parameters.headers)).map((name) => name.toLowerCase());
    for (const name of names) changed.add(name);
    headersOpen.push(openOf(rule, seen));
    const effect = `changes ${shortened(names.join(', ')) || 'nothing'} for the rules that follow`;
    steps.set(rule, matchedStep(rule, matched, seen, effect));
  }
  return {
    world: { ...forgetting(seen, (name) => changed.has(name)), headersOpen },
    steps: phaseSteps(phase.rules, steps),
    authorized: authorizedBy(sent, changed.has('authorization'), headersOpen),
  };
}

function forgetting(world: EdgeWorld, isForgotten: (name: string) => boolean): EdgeWorld {
  const forms = world.requests.map((request) => {
    const headers = [...request.headers].filter(([name]) => !isForgotten(name));
    return headers.length === request.headers.size ? request : { ...request, headers: new Map(headers) };
  });
  return { ...world, requests: firstOf(forms, forms.length) };
}

function isKnown({ type, scope }: { readonly type: string; readonly scope: string }): boolean {
  return /^(cloudflare|rfc3986)$/i.test(type) && /^(none|incoming|both)$/i.test(scope);
}

function distinctForms(forms: readonly Form[]): readonly Form[] {
  const keyOf = ({ before, now }: Form): string => `${addressOf(before)} ${addressOf(now)}`;
  return [...new Map(forms.map((form) => [keyOf(form), form])).values()];
}

function addressOf({ path, query }: EdgeRequest): string {
  return query === '' ? path : `${path}?${query}`;
}

function distinct(requests: readonly EdgeRequest[]): EdgeWorld['requests'] {
  return firstOf([...new Map(requests.map((request) => [addressOf(request), request])).values()], requests.length);
}

function firstOf(requests: readonly EdgeRequest[], most: number): EdgeWorld['requests'] {
  const [first, ...others] = requests.slice(0, most);
  if (first === undefined) throw new Error('a request has at least one form');
  return [first, ...others];
}
