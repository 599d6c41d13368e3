import type { PrivatePath } from '../../artifacts/repository/private-paths.ts';
import { directivesOf } from '../cloudflare-cache/cache-control.ts';
import { nextDefault } from '../cloudflare-cache/next-defaults.ts';
import type { OriginAnswer } from '../cloudflare-cache/origin-answer.ts';
import { said } from '../site-answers/said.ts';

/** Who answers the edge; absent when the zone's records do not tell. */
export type Platform = 'vercel' | 'other' | undefined;

/** An answer as the repository lets expect it, and in words. */
type Assumed = { readonly answer: OriginAnswer; readonly words: string };

/**
 * What Next.js answers at a route, by the way it is rendered and the cache headers that its code or configuration sets. What these leave
 * open stays unknown. https://nextjs.org/docs/app/guides/self-hosting#automatic-caching
 */
export function assumedAnswer(of: PrivatePath, platform: Platform): Assumed {
  const { control, words } = defaultOf(of, platform);
  const base = nextDefault(of.kind);
  const headers = new Map(base.headers);
  put(headers, 'cache-control', control);
  const set = Map.groupBy(
    (of.sets ?? []).filter(({ name }) => setByCode.includes(name)),
    ({ name }) => name,
  );
  const told = [...set].map(([name, all]) => {
    const values = all.map(({ value }) => value);
    const value = isSettled(of, name, values) ? values[0] : undefined;
    // Where it does not matter which of two that forbid storing wins, the default stands.
    if (value === undefined && name === 'cache-control' && forbids(control) && values.every(forbids)) return undefined;
    put(headers, name, value);
    return `${name}: ${value === undefined ? 'set, not known to what' : said(value, 120)} (by its code or configuration)`;
  });
  const own = told.filter((one) => one !== undefined);
  const rest = own.some((one) => one.startsWith('cache-control: ')) ? [] : [words];
  return { answer: { ...base, headers }, words: [...own, ...rest].join(', ') };
}

const setByCode: readonly string[] = [
  ...['cache-control', 'cdn-cache-control', 'cloudflare-cdn-cache-control', 'surrogate-control', 'expires', 'vary'],
];

/** `undefined`: not known; empty: the answer says nothing. */
type Control = string | undefined;

function defaultOf({ kind, rendered }: PrivatePath, platform: Platform): { control: Control; words: string } {
  if (rendered === 'ahead') {
    // `next start` lets shared caches keep it; Vercel takes s-maxage off. https://vercel.com/docs/cdn-cache
    const control = platform && { vercel: 'public, max-age=0, must-revalidate', other: 's-maxage=31536000' }[platform];
    return { control, words: `${control ?? 's-maxage, unless Vercel takes it off'} (Next.js’s default, made ahead)` };
  }
  if (kind === 'handler') return { control: '', words: 'no cache-control (Next.js’s default)' };
  if (rendered === 'request') {
    const control = 'private, no-cache, no-store, max-age=0, must-revalidate';
    return { control, words: 'private, no-store (Next.js’s default)' };
  }
  const words =
    'private, no-store or, where it is made ahead, s-maxage (Next.js’s defaults; its code does not tell which)';
  return { control: undefined, words };
}

// Next.js writes a page's own cache-control over one of the configuration, in some versions and not in others.
function isSettled({ kind }: PrivatePath, name: string, values: readonly Control[]): boolean {
  return new Set(values).size === 1 && !(kind === 'page' && name === 'cache-control');
}

function put(headers: Map<string, readonly string[]>, name: string, value: Control): void {
  if (value === undefined) headers.delete(name);
  else headers.set(name, value === '' ? [] : [value]);
}

function forbids(control: Control): boolean {
  if (control === undefined) return false;
  const directives = directivesOf(control);
  return directives['no-store'] !== undefined || directives.private === true || directives.private === '';
}
