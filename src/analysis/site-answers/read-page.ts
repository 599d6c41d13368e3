import type { PageAnswer } from '../../artifacts/web/page.ts';
import { definedOnly } from '../../core/defined.ts';
import type { SiteAnswer } from '../../core/doors/site.ts';
import { showUrl } from '../../core/redact.ts';
import { guardOf } from '../challenge/guard.ts';
import { marksOf } from '../error-pages/marks.ts';
import { readDocument } from '../html/document.ts';
import { isRedirect, nextAddress } from '../redirects/walk.ts';
import { parseSetCookie } from '../set-cookie/parse.ts';
import { type Headers, valuesOf } from './headers.ts';

/** An answer as it is kept, and what only the gathering needs: the sign-in page that a link names, where a redirect leads. */
export type ReadPage = { readonly answer: PageAnswer; readonly signIn?: string; readonly next?: string };

/** The headers that checks judge. Others are dropped: they may carry anything. */
const judged: ReadonlySet<string> = new Set([
  'access-control-allow-credentials',
  'access-control-allow-origin',
  'content-security-policy',
  'content-security-policy-report-only',
  'content-type',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'permissions-policy',
  'referrer-policy',
  'server',
  'x-aspnet-version',
  'x-aspnetmvc-version',
  'x-content-type-options',
  'x-frame-options',
  'x-powered-by',
  'x-robots-tag',
]);
const mostHeaders = 60;
// Policies grow long in good faith; nothing else does.
const mostPolicyChars = 16_384;
const mostHeaderChars = 2_048;
const mostCookies = 50;

/** Reduces an answer to what is judged; its text and the values of cookies stay behind. */
export function readPage(came: SiteAnswer): ReadPage {
  if (came.state === 'failed') {
    return { answer: { state: 'failed', why: came.why, detail: came.detail.slice(0, 300) } };
  }
  const { status, headers, body, url, truncated } = came;
  const by = guardOf({ status, headers, body });
  if (by !== undefined) return { answer: { state: 'guarded', status, by } };
  const contentType = valuesOf(headers, 'content-type')[0]?.toLowerCase() ?? '';
  const location = isRedirect(status) ? valuesOf(headers, 'location')[0] : undefined;
  const next = location === undefined ? undefined : nextAddress(location, url);
  const html = isHtml(body, contentType) ? readDocument(body, url) : undefined;
  const cookies = valuesOf(headers, 'set-cookie').slice(0, mostCookies);
  const answer = definedOnly({
    state: 'answered' as const,
    status,
    headers: keptHeaders(headers),
    cookies: cookies.flatMap((field) => parseSetCookie(field) ?? []),
    to: next === undefined ? undefined : showUrl(next),
    document: html?.document,
    marks: marksOf(body, contentType),
    truncated,
  });
  return definedOnly({ answer, signIn: html?.signIn, next });
}

function keptHeaders(headers: Headers): readonly (readonly [string, string])[] {
  return headers
    .filter(([name]) => judged.has(name))
    .slice(0, mostHeaders)
    .map(
      ([name, value]) =>
        [name, value.slice(0, name.startsWith('content-security') ? mostPolicyChars : mostHeaderChars)] as const,
    );
}

function isHtml(body: string, contentType: string): boolean {
  if (body === '') return false;
  return contentType.includes('html') || (contentType === '' && /^\s{0,200}<(?:!doctype html|html)/i.test(body));
}
