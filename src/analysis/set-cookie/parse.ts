import type { PageCookie } from '../../artifacts/web/page.ts';
import { definedOnly } from '../../core/defined.ts';

const sameSites: ReadonlyMap<string, NonNullable<PageCookie['sameSite']>> = new Map([
  ['strict', 'strict'],
  ['lax', 'lax'],
  ['none', 'none'],
]);
const mostChars = 4_096;

/**
 * One `Set-Cookie` field as browsers read it, without its value; `undefined` where they drop it.
 * https://www.rfc-editor.org/rfc/rfc6265 section 5.2, and SameSite and the name prefixes of RFC 6265bis.
 */
export function parseSetCookie(field: string): PageCookie | undefined {
  // Browsers refuse a cookie whose name and value are longer; attributes that long are ignored.
  const [pair = '', ...attributes] = field.slice(0, 4 * mostChars).split(';');
  if (/[\x00-\x08\x0a-\x1f\x7f]/.test(pair) || pair.length > mostChars) return undefined;
  const equals = pair.indexOf('=');
  const name = equals === -1 ? '' : pair.slice(0, equals).trim();
  const value = pair.slice(equals + 1).trim();
  if (name === '' && value === '') return undefined;
  const said = new Map(attributes.slice(0, 40).map(readAttribute));
  return definedOnly({
    name: name.slice(0, 200),
    secure: said.has('secure'),
    httpOnly: said.has('httponly'),
    sameSite: sameSites.get((said.get('samesite') ?? '').toLowerCase()),
    domain: said.get('domain')?.replace(/^\./, '').toLowerCase().slice(0, 253) || undefined,
    path: said.get('path')?.slice(0, 200),
    cleared: value === '' || value === '""' || isPast(said),
  });
}

// The last of each name counts, as in section 5.3.
function readAttribute(text: string): readonly [string, string] {
  const equals = text.indexOf('=');
  if (equals === -1) return [text.trim().toLowerCase(), ''];
  return [text.slice(0, equals).trim().toLowerCase(), text.slice(equals + 1).trim()];
}

function isPast(said: ReadonlyMap<string, string>): boolean {
  const age = said.get('max-age');
  if (age !== undefined && /^-?\d{1,15}$/.test(age)) return Number(age) <= 0;
  // Sites that take a cookie away without Max-Age use the epoch.
  return /\b1970\b/.test(said.get('expires') ?? '');
}
