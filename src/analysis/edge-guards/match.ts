import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import { listOf } from '../../core/text.ts';
import { listsOf } from '../cloudflare-cache/compiled-rule.ts';
import { evaluateExpression } from '../cloudflare-rules/evaluate.ts';
import { namesIn } from '../cloudflare-rules/names.ts';
import { normalizeRequest } from '../cloudflare-rules/normalize.ts';
import { type ParsedExpression, parseExpression } from '../cloudflare-rules/parse.ts';
import type { EdgeRequest, KnownHeaders, Truth } from '../cloudflare-rules/request.ts';
import { namesOtherHosts } from './paths-in.ts';
import { holdsSomewhere } from './somewhere.ts';

/** A request to the judged host, as far as it is known; over https unless said. */
export type EdgeQuestion = {
  readonly method: string;
  readonly scheme?: 'http' | 'https';
  readonly path: string;
  readonly headers?: KnownHeaders;
};

/** Whether a rule looks at a request; `why` is there when that cannot be told. */
export type RuleMatch = { readonly rule: CloudflareRule; readonly matched: Truth; readonly why?: string };

/** Tells of rules whether they match requests to the zone's host; each expression is parsed once. */
export type Matcher = {
  requestOf(question: EdgeQuestion): EdgeRequest;
  /** The enabled rules in order, without those that surely do not match. */
  matches(rules: readonly CloudflareRule[], question: EdgeQuestion): readonly RuleMatch[];
  /** Whether a rule may match a request to the host at some path, whatever the path. */
  mayMatch(rule: CloudflareRule): boolean;
};

/** A matcher with the zone's lists and its URL normalization. */
export function matcherOf(edge: CloudflareEdge): Matcher {
  const { host, normalization } = edge;
  const lists = listsOf(edge);
  const known = new Map<string, ParsedExpression>();
  // Where it was not read the default holds: only paths that nobody writes into a repository come out otherwise.
  const rules = normalization.state === 'ok' ? normalization.value : { type: 'cloudflare', scope: 'incoming' };
  const requestOf: Matcher['requestOf'] = ({ method, scheme = 'https', path, headers = new Map() }) =>
    normalizeRequest({ method, scheme, host, path, query: '', headers }, rules);
  const read = ({ expression }: CloudflareRule): ParsedExpression => {
    const parsed = known.get(expression) ?? parseExpression(expression);
    known.set(expression, parsed);
    return parsed;
  };
  const match = (rule: CloudflareRule, request: EdgeRequest): RuleMatch => {
    const parsed = read(rule);
    if (parsed.state === 'refused') {
      return { rule, matched: 'unknown', why: `it cannot be read at position ${parsed.at}: ${parsed.message}` };
    }
    const matched = evaluateExpression(parsed.expression, { request, lists });
    if (matched !== 'unknown') return { rule, matched };
    return { rule, matched, why: `it asks for ${listOf(namesIn(parsed.expression).fields)}` };
  };
  return {
    requestOf,
    matches: (asked, question) => {
      const request = requestOf(question);
      const enabled = asked.filter((rule) => rule.enabled);
      return enabled.map((rule) => match(rule, request)).filter(({ matched }) => matched !== false);
    },
    mayMatch: (rule) => {
      const parsed = read(rule);
      if (parsed.state === 'refused') return true;
      if (namesOtherHosts(rule.expression, host)) return false;
      return holdsSomewhere(parsed.expression, { request: requestOf({ method: 'GET', path: '/' }), lists }) !== false;
    },
  };
}
