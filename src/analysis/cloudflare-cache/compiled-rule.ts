import type { CacheStep } from '../../artifacts/cache/decision.ts';
import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import { wayOut } from '../../core/gathered.ts';
import { withoutMiddle } from '../../core/text.ts';
import { evaluateExpression } from '../cloudflare-rules/evaluate.ts';
import { headerOfField } from '../cloudflare-rules/field-values.ts';
import { type ExpressionNames, namesIn } from '../cloudflare-rules/names.ts';
import { type ParsedExpression, parseExpression } from '../cloudflare-rules/parse.ts';
import { placeOf } from '../cloudflare-rules/place.ts';
import type { EdgeRequest, EdgeResponse, Truth } from '../cloudflare-rules/request.ts';
import type { RuleList, RuleWorld } from '../cloudflare-rules/world.ts';
import { type Asks, type DecidingRule, type Open, stepOf } from './question.ts';
import { enumerated, quoted, shortened } from './words.ts';

/** A rule whose expression is read already. */
export type CompiledRule = {
  readonly rule: CloudflareRule;
  readonly as: DecidingRule;
  readonly parsed: ParsedExpression;
  readonly names: ExpressionNames;
  /** Its step when it does not match: one for all requests, because most rules do not. */
  readonly idle: CacheStep;
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
  /** Lists that could be read. */
  readonly lists: ReadonlyMap<string, RuleList>;
  readonly edge: CloudflareEdge;
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
      return { rule, as, parsed, names, idle: stepOf(as, false, 'does not match') };
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
export function worldOf(request: EdgeRequest, { response, lists, edge }: EdgeWorld): RuleWorld {
  return { request, lists, zone: edge.zone.name, ...(response === undefined ? {} : { response }) };
}

/** Why it is not known whether the rule matches, to follow its name: `asks for the cookie header, which is not known`. */
export function reasonOf({ rule, parsed, names }: CompiledRule, world: EdgeWorld): string {
  if (parsed.state === 'refused')
    return `cannot be read at ${placeOf(rule.expression, parsed.at)}: ${shortened(parsed.message)}`;
  const { headers } = world.requests[0];
  const missing = names.headers.filter((name) => !headers.has(name)).map((name) => shortened(name, 40));
  const asksUrl = world.urlOpen.length > 0 && names.fields.some(isOfUrl);
  const reasons = [
    ...listReasons(names, world),
    ...(missing.length === 0 ? [] : [`asks for the ${headersInWords(missing)} not known`]),
    ...(asksAnswer(names) ? ["asks for the origin's answer, which is not known"] : []),
    ...(asksUrl ? ['asks for the address, which is not known'] : []),
  ];
  const untold = reasons.length > 0 ? names.fields.filter(isUntold) : names.fields;
  if (untold.length > 0) reasons.push(`asks for ${enumerated(untold.slice(0, 5))}, which no request tells`);
  return reasons.slice(0, 5).join(' and ');
}

/** The step of a rule that matches, or may match: then it says first why that is not known. `may`: what it does then. */
export function matchedStep(
  rule: CompiledRule,
  matched: true | 'unknown',
  world: EdgeWorld,
  effect: string,
  may: string = `may apply: ${effect}`,
): CacheStep {
  return stepOf(rule.as, matched, matched === true ? effect : `${reasonOf(rule, world)}; ${may}`);
}

/** What would tell whether the rule matches. */
export function openOf(rule: CompiledRule, world: EdgeWorld): Open {
  const { as, parsed, names } = rule;
  const why = `the ${titles[as.step] ?? 'rule'} ${quoted(as.name)} ${reasonOf(rule, world)}`;
  const look = 'read the rule in the dashboard, or let the live proof (--probe) show what it does';
  if (parsed.state === 'refused') return { why, hint: look, asks: ['unread'] };
  const hints = [
    ...hintsOfLists(names, world.edge),
    ...hintsOfHeaders(names, world),
    ...hintsOfAnswer(names, world),
    ...(names.fields.some(isOfUrl) ? world.urlOpen.map(({ hint }) => hint) : []),
    ...(names.fields.some(isUntold) ? [look] : []),
  ];
  const hint = hints.length === 0 ? look : [...new Set(hints)].slice(0, 5).join('; ');
  return { why, hint, asks: asksOf(names, world) };
}

function asksOf(names: ExpressionNames, world: EdgeWorld): Asks {
  const headers = names.headers.map((name) =>
    name === 'cookie' && world.headersOpen.length === 0 ? ('cookie' as const) : ('header' as const),
  );
  const asks: Asks = [
    ...headers,
    // Which headers of the map it takes is not always written there.
    ...(names.fields.includes('http.request.headers') ? (['header'] as const) : []),
    ...(names.lists.length > 0 ? (['list'] as const) : []),
    ...(asksAnswer(names) ? (['origin'] as const) : []),
    ...(world.isAnyUrl || world.urlOpen.length > 0 || !names.fields.every(isOfPath) ? (['other'] as const) : []),
  ];
  return [...new Set(asks)];
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

/** Fields of the connection and the visitor, such as `ip.src`, which no description of a request holds. */
function isUntold(field: string): boolean {
  if (/^http\.request\.(?:body|jwt|timestamp|version)\b/.test(field)) return true;
  return !/^(?:raw\.)?http\./.test(field) && field !== 'ssl' && field !== 'cf.zone.name';
}

function isOfPath(field: string): boolean {
  return headerOfField.has(field) || pathFields.has(field) || field.startsWith('http.response.');
}

// Alike for every request of a path. The query is not: one visit has it, the next has none.
const pathFields: ReadonlySet<string> = new Set([
  ...['http.request.headers', 'http.host', 'http.request.method', 'ssl'],
  ...['http.request.uri.path', 'http.request.uri.path.extension', 'raw.http.request.uri.path'],
]);

function headersInWords(names: readonly string[]): string {
  const [one] = names;
  return names.length === 1 ? `${one} header, which is` : `headers ${enumerated(names.slice(0, 5))}, which are`;
}

function listReasons({ lists: asked }: ExpressionNames, { lists, edge }: EdgeWorld): readonly string[] {
  return asked
    .filter((name) => !lists.has(name))
    .map((name) => {
      const list = edge.lists.state === 'ok' ? edge.lists.value.find((one) => one.name === name)?.items : edge.lists;
      const shown = shortened(name, 60);
      if (list === undefined || list.state === 'ok') return `list $${shown} was not found in this account`;
      return `list $${shown} was not read (${wayOut(list)})`;
    });
}

function asksAnswer({ fields }: ExpressionNames): boolean {
  return fields.some((field) => field.startsWith('http.response.'));
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

function hintsOfAnswer(names: ExpressionNames, { response }: EdgeWorld): readonly string[] {
  if (response === undefined || !asksAnswer(names)) return [];
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
