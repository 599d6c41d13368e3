import type { RedirectHop, RedirectWalk } from '../../artifacts/web/redirects.ts';
import { definedOnly } from '../../core/defined.ts';
import type { SiteAnswer } from '../../core/doors/site.ts';
import { showUrl } from '../../core/redact.ts';
import { guardOf } from '../challenge/guard.ts';
import { isPlainRead } from '../plain-reading/path.ts';
import { parseSetCookie } from '../set-cookie/parse.ts';
import { valuesOf } from '../site-answers/headers.ts';

/** Asks an address, or gives `undefined` when it may not be asked any more. */
export type Ask = (url: string) => Promise<SiteAnswer | undefined>;

type Walked = Pick<RedirectWalk, 'start' | 'hops' | 'end'>;
type Answered = Extract<SiteAnswer, { state: 'answered' }>;

/** More than any good chain has, fewer than the 20 after which browsers give up. */
const mostRedirects = 10;
const mostCookies = 50;

const statuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Whether a status sends visitors on. https://www.rfc-editor.org/rfc/rfc9110#section-15.4 */
export function isRedirect(status: number): boolean {
  return statuses.has(status);
}

/** Follows redirects from `start` to their end, at most `most` of them. A path that names an act is never asked. */
export async function walkFrom(start: string, ask: Ask, most = mostRedirects): Promise<Walked> {
  const hops: RedirectHop[] = [];
  const seen = new Set<string>();
  const walked = (end: Walked['end']): Walked => ({ start: shown(start), hops, end });
  let url = start;
  for (;;) {
    const answer = await ask(url);
    if (answer === undefined) return walked({ state: 'cut', to: shown(url) });
    if (answer.state === 'failed') {
      return walked({ state: 'failed', url: shown(url), why: answer.why, detail: answer.detail.slice(0, 300) });
    }
    seen.add(url);
    const guard = guardOf(answer);
    const raw = valuesOf(answer.headers, 'location')[0];
    const next = isRedirect(answer.status) && raw !== undefined ? nextAddress(raw, url) : undefined;
    hops.push(hopOf(url, answer, { guard, next }));
    if (guard !== undefined || !isRedirect(answer.status)) return walked({ state: 'answered' });
    if (next === undefined)
      return walked({ state: 'broken', raw: raw === undefined ? 'no Location' : withoutSecrets(raw) });
    if (seen.has(next)) return walked({ state: 'loop', to: shown(next) });
    if (most === 0) return walked({ state: 'open' });
    if (hops.length > most || !isPlainRead(next)) return walked({ state: 'cut', to: shown(next) });
    url = next;
  }
}

function hopOf(
  url: string,
  { status, headers }: Answered,
  { guard, next }: { readonly guard: string | undefined; readonly next: string | undefined },
): RedirectHop {
  const hsts = valuesOf(headers, 'strict-transport-security').map((value) => value.slice(0, 500));
  const location = next === undefined ? undefined : shown(next);
  const set = valuesOf(headers, 'set-cookie')
    .slice(0, mostCookies)
    .flatMap((field) => parseSetCookie(field) ?? []);
  const cookies = set.length === 0 ? undefined : set;
  return definedOnly({ url: shown(url), status, location, hsts: hsts.slice(0, 5), cookies, guard });
}

/**
 * Where a `Location` leads: absolute, without user info and fragment; `undefined` for anything but http and https.
 * https://www.rfc-editor.org/rfc/rfc9110#section-10.2.2
 */
export function nextAddress(location: string, from: string): string | undefined {
  if (location.length > 4_000 || !URL.canParse(location, from)) return undefined;
  const url = new URL(location, from);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  url.username = '';
  url.password = '';
  url.hash = '';
  return url.href;
}

/** A place that is none, without what may be secret in it: user info and everything from the query on. */
function withoutSecrets(raw: string): string {
  return (raw.slice(0, 300).split(/[?#]/, 1)[0] ?? '').replace(/\/\/[^/@]*@/, '//');
}

function shown(url: string): string {
  return showUrl(url) ?? url;
}
