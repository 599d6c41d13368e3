import type { PageDocument } from '../../artifacts/web/page.ts';
import { definedOnly } from '../../core/defined.ts';
import { showUrl } from '../../core/redact.ts';
import { scanTags, type Tag } from './scan.ts';

/** What is read from a page beyond what is kept: `signIn` is a path of the same origin that a link names. */
export type ReadDocument = { readonly document: PageDocument; readonly signIn?: string };

const mostScripts = 60;
const mostMetas = 20;
const mostChars = 4_000;
const crawlers: ReadonlySet<string> = new Set(['robots', 'googlebot', 'googlebot-news', 'bingbot']);
const signInName = /^\/(?:[\w-]{1,40}\/){0,2}(?:sign-?in|log-?in|sign_in)\/?$/i;

/** What an HTML page at `url` says about itself. Addresses are absolute, by the page's `<base>`; query values are masked. */
export function readDocument(html: string, url: string): ReadDocument {
  const robots: string[] = [];
  const policies: string[] = [];
  const scripts: PageDocument['scripts'][number][] = [];
  const seen = { base: url, moreScripts: false, password: false, inHead: true };
  let referrer: string | undefined;
  let signIn: string | undefined;
  for (const tag of scanTags(html)) {
    const { name, attributes } = tag;
    if (name === 'body') seen.inHead = false;
    if (name === 'base' && seen.base === url) seen.base = absolute(attributes.get('href'), url) ?? url;
    if (name === 'input' && attributes.get('type')?.toLowerCase() === 'password') seen.password = true;
    if (name === 'a') signIn ??= signInPath(attributes.get('href'), seen.base, url);
    if (name === 'meta') {
      const { robot, policy, referrer: said } = readMeta(tag);
      if (robot !== undefined && robots.length < mostMetas) robots.push(robot);
      // A policy outside the head has no effect. https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv-content-security-policy
      if (policy !== undefined && seen.inHead && policies.length < mostMetas) policies.push(policy);
      referrer ??= said;
    }
    const src = name === 'script' ? scriptAddress(tag, seen.base) : undefined;
    if (src === undefined) continue;
    const integrity = (attributes.get('integrity') ?? '').trim() !== '';
    if (scripts.length < mostScripts) scripts.push({ src, integrity });
    else seen.moreScripts = true;
  }
  const { moreScripts, password } = seen;
  const document = definedOnly({ robots, policies, referrer, scripts, moreScripts, password });
  return definedOnly({ document, signIn });
}

function readMeta({ attributes }: Tag): { robot?: string; policy?: string; referrer?: string } {
  const content = (attributes.get('content') ?? '').slice(0, mostChars);
  const name = attributes.get('name')?.trim().toLowerCase() ?? '';
  if (crawlers.has(name)) return { robot: `${name}: ${content}` };
  if (name === 'referrer') return { referrer: content };
  const equivalent = attributes.get('http-equiv')?.trim().toLowerCase();
  return equivalent === 'content-security-policy' ? { policy: content } : {};
}

function scriptAddress({ attributes }: Tag, base: string): string | undefined {
  const src = absolute(attributes.get('src'), base);
  return src === undefined ? undefined : showUrl(src);
}

function signInPath(href: string | undefined, base: string, page: string): string | undefined {
  const target = absolute(href, base);
  if (target === undefined) return undefined;
  const { origin, pathname } = new URL(target);
  return origin === new URL(page).origin && signInName.test(pathname) ? pathname : undefined;
}

function absolute(href: string | undefined, base: string): string | undefined {
  if (href === undefined || href.length > mostChars || !URL.canParse(href, base)) return undefined;
  const url = new URL(href, base);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined;
}
