import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { CloudflarePageRule, CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import type { Missing } from '../../core/gathered.ts';
import { listOf } from '../../core/text.ts';
import {
  type CompiledRule,
  compileRules,
  type EdgeWorld,
  listsOf,
  reasonOf,
  truthOf,
  worldOf,
} from '../cloudflare-cache/compiled-rule.ts';
import { coversRequest, pageRulesOf } from '../cloudflare-cache/page-rule-phase.ts';
import { phaseOf } from '../cloudflare-cache/phase.ts';
import { normalizedRequest, rewrittenRequest } from '../cloudflare-cache/seen-url.ts';
import type { KnownHeaders, Truth } from '../cloudflare-rules/request.ts';
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

/** A Page Rule that applies to a request, or may: one rule at most applies. */
type PageRuleMatch = { readonly rule: CloudflarePageRule; readonly matched: Exclude<Truth, false> };

/** Tells of rules whether they match requests to the zone's host; each expression is parsed once. */
export type Matcher = {
  /** The request as redirect rules see it: its URL normalized, not yet rewritten. */
  arriving(question: EdgeQuestion): EdgeWorld;
  /** The enabled redirect rules in order, without those that surely do not match. */
  redirects(rules: readonly CloudflareRule[], question: EdgeQuestion): readonly RuleMatch[];
  /** The same of phases that see the URL as rewrite rules leave it. */
  matches(rules: readonly CloudflareRule[], question: EdgeQuestion): readonly RuleMatch[];
  /** Page Rules that may be the one that applies; none when they were not read. */
  pageRules(question: EdgeQuestion): readonly PageRuleMatch[];
  /** Whether a rule may match a request to the host at some path, whatever the path. */
  mayMatch(rule: CloudflareRule): boolean;
  /** Why URL rewrite rules could not be had: what other rules make of a path is then not known. */
  readonly unread: Missing | undefined;
};

/**
 * A matcher with the zone's lists, its URL normalization and its URL rewrites, in the order of the phases: headers are changed after all
 * of the phases that it is for. https://developers.cloudflare.com/ruleset-engine/reference/phases-list/
 */
export function matcherOf(edge: CloudflareEdge): Matcher {
  const { host, phases } = edge;
  const lists = listsOf(edge);
  const rewrites = phaseOf(phases.http_request_transform, 'url-rewrite');
  const pages = pageRulesOf(edge);
  const compiled = new WeakMap<CloudflareRule, CompiledRule>();
  const compile = (rule: CloudflareRule): readonly CompiledRule[] => {
    const known = compiled.get(rule);
    if (known !== undefined) return [known];
    const fresh = compileRules([rule], 'rule');
    for (const one of fresh) compiled.set(rule, one);
    return fresh;
  };
  const worlds = new WeakMap<EdgeQuestion, { readonly arriving: EdgeWorld; readonly rewritten: EdgeWorld }>();
  const worldsOf = (question: EdgeQuestion) => {
    const { method, scheme = 'https', path, headers = new Map() } = question;
    const known = worlds.get(question);
    if (known !== undefined) return known;
    const arriving = normalizedRequest(edge, { method, scheme, host, path, query: '', headers }, lists).world;
    const seen = { arriving, rewritten: rewrittenRequest(rewrites, arriving).world };
    worlds.set(question, seen);
    return seen;
  };
  const matchesIn = (rules: readonly CloudflareRule[], world: EdgeWorld): readonly RuleMatch[] =>
    rules.flatMap(compile).flatMap((rule): readonly RuleMatch[] => {
      const matched = truthOf(rule, world);
      if (matched === false) return [];
      return [{ rule: rule.rule, matched, ...(matched === true ? {} : { why: whyUnknown(rule, world) }) }];
    });
  return {
    arriving: (question) => worldsOf(question).arriving,
    redirects: (rules, question) => matchesIn(rules, worldsOf(question).arriving),
    matches: (rules, question) => matchesIn(rules, worldsOf(question).rewritten),
    pageRules: (question) => {
      const { arriving, rewritten } = worldsOf(question);
      const candidates: PageRuleMatch[] = [];
      let least: number | undefined;
      for (const page of pages.state === 'read' ? pages.rules : []) {
        const { rule } = page;
        // Of several with the same priority it is not documented which one applies.
        if (least !== undefined && rule.priority < least) break;
        const matched = coversRequest(page, rewritten, arriving.requests[0]);
        if (matched !== false) candidates.push({ rule, matched });
        if (matched === true) least = rule.priority;
      }
      return candidates.length === 1 ? candidates : candidates.map(({ rule }) => ({ rule, matched: 'unknown' }));
    },
    mayMatch: (rule) => {
      const { rewritten } = worldsOf({ method: 'GET', path: '/' });
      return compile(rule).some(({ parsed }) => {
        if (parsed.state === 'refused') return true;
        if (namesOtherHosts(rule.expression, host)) return false;
        return holdsSomewhere(parsed.expression, worldOf(rewritten.requests[0], rewritten)) !== false;
      });
    },
    unread: rewrites.state === 'unread' ? rewrites.missing : undefined,
  };
}

function whyUnknown(rule: CompiledRule, world: EdgeWorld): string {
  const address = world.urlOpen.map(({ why, hint }) => `${why}: ${hint}`);
  return `it ${reasonOf(rule, world)}${address.length === 0 ? '' : ` (${listOf(address, 2)})`}`;
}
