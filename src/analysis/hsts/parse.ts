import { said } from '../site-answers/said.ts';

/** What a `Strict-Transport-Security` field asks of browsers. `maxAge` in seconds. */
export type Hsts = { readonly maxAge: number; readonly includeSubDomains: boolean; readonly preload: boolean };

/** A field that browsers use, or why they ignore it. */
export type ReadHsts =
  | { readonly state: 'valid'; readonly policy: Hsts }
  | { readonly state: 'malformed'; readonly why: string }
  | { readonly state: 'absent' };

const token = /^[!#$%&'*+.^`|~\w-]+$/;

/**
 * The policy of an answer over https: the first field alone counts (RFC 6797 section 8.1), and one that breaks the grammar
 * of section 6.1 is ignored whole.
 */
export function readHsts(fields: readonly string[]): ReadHsts {
  const [first] = fields;
  return first === undefined ? { state: 'absent' } : parseHsts(first);
}

/** One field by RFC 6797 section 6.1: each directive at most once, names in any case, unknown ones without effect. */
export function parseHsts(field: string): Exclude<ReadHsts, { state: 'absent' }> {
  if (field.length > 1_000) return { state: 'malformed', why: 'it is longer than 1000 characters' };
  const directives = new Map<string, string | undefined>();
  for (const part of splitDirectives(field)) {
    const text = part.trim();
    if (text === '') continue;
    const equals = text.indexOf('=');
    const name = (equals === -1 ? text : text.slice(0, equals)).trim().toLowerCase();
    if (!token.test(name)) return { state: 'malformed', why: `${said(text)} is no directive` };
    if (directives.has(name)) return { state: 'malformed', why: `${said(name)} stands there twice` };
    const value = equals === -1 ? undefined : directiveValue(text.slice(equals + 1).trim());
    if (equals !== -1 && value === undefined) return { state: 'malformed', why: `${said(text)} has no usable value` };
    directives.set(name, value);
  }
  const age = directives.get('max-age');
  if (age === undefined) return { state: 'malformed', why: 'max-age is missing' };
  if (!/^\d+$/.test(age)) return { state: 'malformed', why: `max-age=${said(age)} is no number of seconds` };
  // 1 billion years: more than any browser keeps, and still exact.
  const maxAge = Math.min(Number(age), Number.MAX_SAFE_INTEGER);
  const policy = { maxAge, includeSubDomains: directives.has('includesubdomains'), preload: directives.has('preload') };
  return { state: 'valid', policy };
}

function directiveValue(text: string): string | undefined {
  if (token.test(text)) return text;
  return /^"[^"\\]*"$/.test(text) ? text.slice(1, -1) : undefined;
}

// A semicolon inside quotes parts nothing.
function splitDirectives(field: string): readonly string[] {
  const parts: string[] = [];
  let quoted = false;
  let start = 0;
  for (let at = 0; at < field.length; at += 1) {
    if (field[at] === '"') quoted = !quoted;
    if (field[at] !== ';' || quoted) continue;
    parts.push(field.slice(start, at));
    start = at + 1;
  }
  return [...parts, field.slice(start)];
}
