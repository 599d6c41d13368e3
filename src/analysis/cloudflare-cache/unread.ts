import type { CacheStep } from '../../artifacts/cache/decision.ts';
import { type Missing, wayOut } from '../../core/gathered.ts';
import type { Open } from './question.ts';

type UnreadAnswer = {
  /** The step's name in traces. */
  readonly step: string;
  /** As the beginning of a sentence. */
  readonly title: string;
  /**
   * What could stand there unseen. `nothing`: it decides no storing. `kept-out`: it could only answer in the cache's stead, and for
   * everybody. `anything`: it could make any answer stored or not. `settings`: a part of the settings, which later rules may settle.
   */
  readonly could: 'nothing' | 'kept-out' | 'anything' | 'settings';
  readonly because: string;
};

/** What it means for a decision that one of the edge's answers was not read. One line, one reason. */
export const unreadAnswers = {
  records: row('proxied', 'The DNS records', 'kept-out', 'a host that is DNS-only never reaches this edge'),
  developmentMode: row('development-mode', 'Development mode', 'nothing', 'it ends by itself within three hours'),
  normalization: row('url-normalization', 'URL normalization', 'settings', 'rules see the path in one of its forms'),
  redirects: row('redirect-rule', 'Redirect rules', 'kept-out', 'a request that is redirected never reaches the cache'),
  rewrites: row('url-rewrite', 'URL rewrite rules', 'settings', 'later rules may see another path'),
  configuration: row('configuration-rule', 'Configuration Rules', 'nothing', 'they set nothing about caching'),
  origins: row('origin-rule', 'Origin Rules', 'nothing', "rules and cache go on with the visitor's host"),
  waf: row('waf-rule', 'WAF custom rules', 'nothing', 'whoever they let through reaches the cache'),
  rateLimits: row('rate-limit', 'Rate limiting rules', 'nothing', 'whoever they let through reaches the cache'),
  managed: row('managed-rules', 'WAF managed rules', 'nothing', 'whoever they let through reaches the cache'),
  access: row('access', 'Access applications', 'nothing', 'whoever they let in reaches the cache'),
  headers: row('header-transform', 'Request header rules', 'settings', 'later rules may see other headers'),
  workers: row('worker', 'Workers routes', 'anything', 'a Worker decides about caching itself'),
  snippets: row('snippet', 'Snippet rules', 'anything', 'a Snippet decides about caching itself'),
  cacheLevel: row('cache-level', "The zone's cache level", 'settings', 'it may leave out addresses with a query'),
  pageRules: row(
    'page-rule',
    'Page Rules',
    'settings',
    'one may make the path cached or not, unless a Cache Rule says otherwise',
  ),
  cacheRules: row('cache-rule', 'Cache Rules', 'anything', 'the last of them that matches decides'),
  responseRules: row('cache-response-rule', 'Cache Response Rules', 'settings', 'they may forbid or allow to store'),
  responseHeaders: row(
    'response-header-transform',
    'Response header rules',
    'settings',
    'they may take Set-Cookie away',
  ),
} as const satisfies Readonly<Record<string, UnreadAnswer>>;

/** One of the answers above. */
export type UnreadSource = keyof typeof unreadAnswers;

/** The step of an answer that was not read. */
export function unreadStep(source: UnreadSource, missing: Missing): CacheStep {
  const { step, title, because } = unreadAnswers[source];
  return { step, matched: 'unknown', effect: `${title} could not be read (${wayOut(missing)}); ${because}` };
}

/** What would settle a decision that hangs on such an answer. */
export function unreadOpen(source: UnreadSource, missing: Missing): Open {
  const { title, because } = unreadAnswers[source];
  return { why: `${title} could not be read: ${because}`, hint: wayOut(missing), asks: ['unread'] };
}

function row(step: string, title: string, could: UnreadAnswer['could'], because: string): UnreadAnswer {
  return { step, title, could, because };
}
