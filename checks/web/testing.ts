import { walkFrom } from '../../src/analysis/redirects/walk.ts';
import { readPage } from '../../src/analysis/site-answers/read-page.ts';
import type { SiteHost } from '../../src/artifacts/site/hosts.ts';
import type { WebPage } from '../../src/artifacts/web/page.ts';
import type { RedirectWalk } from '../../src/artifacts/web/redirects.ts';
import type { Verdict } from '../../src/core/check.ts';
import type { SiteAnswer, SiteTrouble } from '../../src/core/doors/site.ts';
import type { FindingOf } from '../../src/core/finding.ts';

// Facts for the tests of this folder, made from answers by the code that makes them in an audit: no check imports this file.

/** What a test says of an answer; a word is why none came. */
export type Said =
  | SiteTrouble
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string | readonly string[]>>;
      readonly body?: string;
    };

/** The production host of every test. */
export const production = 'https://shop.example.com';

/** An answer as the site door gives it. */
export function answer(url: string, said: Said): SiteAnswer {
  if (typeof said === 'string') return { state: 'failed', url, why: said, detail: said };
  const headers = Object.entries(said.headers ?? {}).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((one) => [name.toLowerCase(), one] as const),
  );
  const { status = 200, body = '' } = said;
  return { state: 'answered', url, status, headers, body, truncated: false, address: '203.0.113.7:443' };
}

/** A page of the production host; HTML unless a content type is said. */
export function page(role: WebPage['role'], said: Said, more: Partial<WebPage> = {}): WebPage {
  const paths = {
    root: '/',
    'sign-in': '/sign-in',
    missing: '/launch-ready-no-such-page?launch-ready=1',
    webhook: '/api/webhooks/stripe',
  };
  const url = `${production}${paths[role]}`;
  const html = { 'content-type': 'text/html; charset=utf-8' };
  const full = typeof said === 'string' ? said : { ...said, headers: { ...html, ...said.headers } };
  return { role, url, answer: readPage(answer(url, full)).answer, ...more };
}

/** What each address answers: a status and a Location, or more. */
export type Answers = Readonly<Record<string, Said | readonly [status: number, location: string]>>;

/** Walks as gathered, from `kind host` pairs such as `http shop.example.com`; the first host is the canonical one. */
export async function walks(starts: readonly string[], answers: Answers): Promise<readonly RedirectWalk[]> {
  const hosts = [...new Set(starts.map((start) => start.split(' ')[1] ?? ''))];
  return Promise.all(
    starts.map(async (start) => {
      const [kind = '', host = ''] = start.split(' ');
      const role = host === hosts[0] ? ('canonical' as const) : ('sibling' as const);
      const walked = await walkFrom(startOf(kind, host), async (url) => answer(url, full(answers[url])), most(kind));
      return { host, role, kind: kind as RedirectWalk['kind'], ...walked };
    }),
  );
}

function most(kind: string): number | undefined {
  return kind === 'http' || kind === 'https' ? undefined : 0;
}

function startOf(kind: string, host: string): string {
  if (kind === 'webhook') return `https://${host}/api/webhooks/stripe`;
  if (kind === 'path') return `https://${host}/launch-ready-no-such-page?launch-ready=1`;
  return `${kind}://${host}/`;
}

function full(said: Answers[string] = 'no-address'): Said {
  if (typeof said === 'string' || !isPair(said)) return said;
  return { status: said[0], headers: { location: said[1] } };
}

function isPair(said: Answers[string]): said is readonly [number, string] {
  return Array.isArray(said);
}

/** A production host below `example.com`. */
export function host(name: string, role: SiteHost['role'] = 'canonical', own = true): SiteHost {
  return { host: name, port: 443, role, domain: 'example.com', own };
}

/** The findings of a verdict; none unless it failed. */
export function findingsOf<Key extends string>(verdict: Verdict<Key>): readonly FindingOf<Key>[] {
  return verdict.outcome === 'fail' ? verdict.findings : [];
}

/** The findings of a verdict by their keys. */
export function keysOf(verdict: Verdict): readonly string[] {
  return findingsOf(verdict).map(({ key }) => key);
}
