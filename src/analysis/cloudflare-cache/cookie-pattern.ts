import type { KnownHeaders, Truth } from '../cloudflare-rules/request.ts';

/**
 * Whether a cookie of the request fits the small patterns of a Page Rule: `|` between alternatives, `.*` for anything, each against
 * `name=value`. `unknown` when the cookies are not known, and when a pattern fits only later in a cookie: whether it is anchored is
 * not documented. https://developers.cloudflare.com/rules/page-rules/reference/additional-reference/#bypass-cache-on-cookie-setting
 */
export function fitsCookie(pattern: string, headers: KnownHeaders): Truth {
  const header = headers.get('cookie');
  if (header === undefined) return 'unknown';
  const cookies = header.flatMap((line) => line.split(';')).map((cookie) => cookie.trim());
  const alternatives = pattern.split('|').map((one) => one.split('.*'));
  if (cookies.some((cookie) => alternatives.some((pieces) => begins(cookie, pieces)))) return true;
  return cookies.some((cookie) => alternatives.some((pieces) => holds(cookie, pieces, 0))) ? 'unknown' : false;
}

function begins(cookie: string, [first = '', ...rest]: readonly string[]): boolean {
  return cookie !== '' && cookie.startsWith(first) && holds(cookie, rest, first.length);
}

function holds(text: string, pieces: readonly string[], from: number): boolean {
  let at = from;
  for (const piece of pieces) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text !== '';
}
