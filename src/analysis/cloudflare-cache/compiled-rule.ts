import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import { wayOut } from '../../core/gathered.ts';
import { withoutMiddle } from '../../core/text.ts';
import { evaluateExpression } from '../cloudflare-rules/evaluate.ts';
import { type ExpressionNames, namesIn } from '../cloudflare-rules/names.ts';
import { type ParsedExpression, parseExpression } from '../cloudflare-rules/parse.ts';
import type { EdgeRequest, EdgeResponse, Truth } from '../cloudflare-rules/request.ts';
import type { RuleList, RuleWorld } from '../cloudflare-rules/world.ts';
import type { DecidingRule, Open } from './question.ts';
import { enumerated, quoted, shortened } from './words.ts';

/** A rule whose expression is read already. */
export type CompiledRule = {
  readonly rule: CloudflareRule;
  readonly as: DecidingRule;
  readonly parsed: ParsedExpression;
  readonly names: ExpressionNames;
};

/** What rules of a phase are asked against. */
export type EdgeWorld = {
  /** The request in every form that it may have here: one when all is known. */
  readonly requests: readonly [EdgeRequest, ...EdgeRequest[]];
  /** Its URL may be yet another. */
  readonly isAnyUrl: boolean;
  /** What would tell its URL, and what its headers. */
  readonly urlOpen: readonly Open[];
  readonly headersOpen: readonly Open[];
  readonly response?: EdgeResponse;
  readonly lists: ReadonlyMap<string, RuleList>;
};

/** The enabled rules of a phase, read once for many requests. `step` is their name in traces. */
export function compileRules(rules: readonly CloudflareRule[], step: string): readonly CompiledRule[] {
  return rules
    .filter(({ enabled }) => enabled)
    .map((rule) => {
      const { id, name, expression } = rule;
      const parsed = parseExpression(expression);
      const names = parsed.state === 'parsed' ? namesIn(parsed.expression) : noNames;
      const as = { step, id, name: withoutMiddle(name, 200), expression: withoutMiddle(expression, 1_000) };
      return { rule, as, parsed, names };
    });
}

/** Whether a rule matches. One that cannot be read may match, and is never left out. */
export function truthOf({ parsed, names }: CompiledRule, world: EdgeWorld): Truth {
  if (parsed.state === 'refused') return 'unknown';
  if (world.isAnyUrl && names.fields.some(isOfUrl)) return 'unknown';
  const [first, ...others] = world.requests;
  const truth = evaluateExpression(parsed.expression, worldOf(first, world));
  const isSame = others.every((other) => evaluateExpression(parsed.expression, worldOf(other, world)) === truth);
  return isSame ? truth : 'unknown';
}

/** One form of the request as the evaluator takes it. */
export function worldOf(request: EdgeRequest, { response, lists }: EdgeWorld): RuleWorld {
  return { request, lists, ...(response === undefined ? {} : { response }) };
}

/** What would tell whether the rule matches. */
export function openOf({ as, parsed, names }: CompiledRule, world: EdgeWorld, edge: CloudflareEdge): Open {
  const rule = `the ${titles[as.step] ?? 'rule'} ${quoted(as.name)}`;
  const look = 'read the rule in the dashboard, or let the live proof (--probe) show what it does';
  if (parsed.state === 'refused')
    return { why: `${rule} cannot be read at position ${parsed.at}: ${shortened(parsed.message)}`, hint: look };
  const hints = [
    ...hintsOfLists(names, edge),
    ...hintsOfHeaders(names, world),
    ...hintsOfAnswer(names, world),
    ...(names.fields.some(isOfUrl) ? world.urlOpen.map(({ hint }) => hint) : []),
  ];
  if (hints.length > 0) return { why: `${rule} may match or not`, hint: [...new Set(hints)].slice(0, 5).join('; ') };
  const fields = enumerated(names.fields.slice(0, 5));
  return { why: `${rule} may match or not: it asks for ${fields}, which no request tells`, hint: look };
}

/** The lists that could be read, by name. */
export function listsOf({ lists }: CloudflareEdge): ReadonlyMap<string, RuleList> {
  if (lists.state !== 'ok') return new Map();
  return new Map(
    lists.value.flatMap(({ name, kind, items }) =>
      items.state === 'ok' ? [[name, { kind, items: items.value }] as const] : [],
    ),
  );
}

/** What rules are called in sentences, by their step. */
const titles: Readonly<Record<string, string>> = {
  'redirect-rule': 'redirect rule',
  'url-rewrite': 'URL rewrite rule',
  'header-transform': 'request header rule',
  'cache-rule': 'Cache Rule',
  snippet: 'Snippet rule',
  'response-header-transform': 'response header rule',
  'cache-response-rule': 'Cache Response Rule',
};

const noNames: ExpressionNames = { fields: [], lists: [], cookies: [], headers: [] };

function isOfUrl(field: string): boolean {
  return field.startsWith('http.request.uri') || field === 'http.request.full_uri';
}

function hintsOfHeaders({ headers, cookies }: ExpressionNames, world: EdgeWorld): readonly string[] {
  const { headers: known } = world.requests[0];
  const missing = headers.filter((name) => !known.has(name));
  if (missing.length > 0 && world.headersOpen.length > 0) return world.headersOpen.map(({ hint }) => hint);
  const [cookie] = cookies;
  return missing
    .slice(0, 3)
    .map((name) =>
      name === 'cookie'
        ? `give a test user's cookie: --header "cookie: ${cookie === undefined ? '' : `${shortened(cookie, 40)}=`}…"`
        : `give the header: --header "${shortened(name, 40)}: …"`,
    );
}

function hintsOfAnswer({ fields }: ExpressionNames, { response }: EdgeWorld): readonly string[] {
  if (response === undefined || !fields.some((field) => field.startsWith('http.response.'))) return [];
  return ["give the origin's answer: --origin-status and --origin-header"];
}

function hintsOfLists({ lists: asked }: ExpressionNames, { lists }: CloudflareEdge): readonly string[] {
  return asked.flatMap((name) => {
    if (lists.state !== 'ok') return [`the list $${name} could not be read: ${wayOut(lists)}`];
    const list = lists.value.find((one) => one.name === name);
    if (list === undefined) return [`the list $${name} was not found in this account`];
    return list.items.state === 'ok' ? [] : [`the list $${name} could not be read: ${wayOut(list.items)}`];
  });
}
