/** A macro of RFC 7208 section 7.1: `%{d2r}` and its kin. */
export type Macro = {
  /** In lower case. */
  readonly letter: string;
  /** The letter was in upper case: what comes out is URL-escaped. */
  readonly isEscaped: boolean;
  /** How many right-hand parts to keep; `undefined`: all. */
  readonly keep: number | undefined;
  readonly isReversed: boolean;
  /** Characters to split at; empty: `.`. */
  readonly delimiters: string;
};

/** Literal text, or a macro to expand. */
export type MacroPart = string | Macro;

/** What is wrong, and at which character of the text (from 0). */
export type MacroFault = { readonly at: number; readonly why: string };

/**
 * Where a macro-string stands. Only the text behind `exp=` may hold spaces and the letters c, r and t (section 7.2); in a
 * modifier that nobody knows the grammar alone counts.
 */
export type MacroPlace = 'domain-spec' | 'explain-string' | 'unknown-modifier';

/** `expandedTo` is the index behind the last `%` expression, 0 without one. */
type Parsed = { readonly parts: readonly MacroPart[]; readonly expandedTo: number } | { readonly fault: MacroFault };

const percent = 0x25;

/** Reads a macro-string. https://www.rfc-editor.org/rfc/rfc7208#section-7.1 */
export function parseMacroString(text: string, place: MacroPlace): Parsed {
  const parts: MacroPart[] = [];
  const least = place === 'explain-string' ? 0x20 : 0x21;
  let literal = '';
  let expandedTo = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < least || code > 0x7e) return { fault: { at, why: 'a character that is not allowed here' } };
    if (code !== percent) continue;
    if (at > expandedTo) literal += text.slice(expandedTo, at);
    const plain = escapes.get(text[at + 1] ?? '');
    if (plain !== undefined) {
      literal += plain;
      at += 1;
      expandedTo = at + 1;
      continue;
    }
    const read = readMacro(text, at, place);
    if ('why' in read) return { fault: { at, why: read.why } };
    if (literal !== '') parts.push(literal);
    literal = '';
    parts.push(read.macro);
    at = read.end;
    expandedTo = at + 1;
  }
  if (expandedTo === 0) return { parts: text === '' ? [] : [text], expandedTo };
  literal += text.slice(expandedTo);
  if (literal !== '') parts.push(literal);
  return { parts, expandedTo };
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['%', '%'],
  ['_', ' '],
  ['-', '%20'],
]);

type ReadMacro = { readonly macro: Macro; readonly end: number } | { readonly why: string };

// `%{`, a letter, digits, perhaps an `r`, delimiters, `}`.
function readMacro(text: string, at: number, place: MacroPlace): ReadMacro {
  const close = text.indexOf('}', at);
  if (text[at + 1] !== '{' || close < 0) return { why: 'a % that begins no macro (a literal one is written %%)' };
  const letter = text[at + 2] ?? '';
  const lower = letter.toLowerCase();
  let end = at + 3;
  while (isDigit(text.charCodeAt(end))) end += 1;
  const digits = text.slice(at + 3, end);
  const isReversed = text[end] === 'r' || text[end] === 'R';
  const delimiters = text.slice(isReversed ? end + 1 : end, close);
  if (!'slodiphcrtv'.includes(lower) || !areDelimiters(delimiters)) return { why: 'a macro that does not exist' };
  if (place === 'domain-spec' && 'crt'.includes(lower)) {
    return { why: `macro ${lower}, which only an explanation text may hold` };
  }
  const keep = digits === '' ? undefined : Number(digits);
  if (keep === 0) return { why: 'a macro that keeps 0 parts' };
  return { macro: { letter: lower, isEscaped: letter !== lower, keep, isReversed, delimiters }, end: close };
}

function areDelimiters(text: string): boolean {
  return text === '' || /^[.\-+,/_=]+$/.test(text);
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Reads a domain-spec: a macro-string that ends in a macro, or in a dot and a top label (section 7.1). */
export function parseDomainSpec(text: string): Parsed {
  if (text === '') return { fault: { at: 0, why: 'a name is missing' } };
  const parsed = parseMacroString(text, 'domain-spec');
  if ('fault' in parsed || parsed.expandedTo === text.length) return parsed;
  const { expandedTo } = parsed;
  const end = text.endsWith('.') ? text.length - 1 : text.length;
  let dot = end - 1;
  while (dot >= expandedTo && text.charCodeAt(dot) !== 0x2e) dot -= 1;
  if (dot >= expandedTo && isTopLabel(text, dot + 1, end)) return parsed;
  return { fault: { at: dot + 1, why: 'a name that does not end in a dot and a top-level label' } };
}

function isTopLabel(text: string, start: number, end: number): boolean {
  let isNumber = true;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (isDigit(code)) continue;
    const isLetter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
    const isInnerHyphen = code === 0x2d && at > start && at + 1 < end;
    if (!isLetter && !isInnerHyphen) return false;
    isNumber = false;
  }
  return !isNumber;
}

/** Whether a macro with this letter is among the parts. */
export function usesMacro(parts: readonly MacroPart[], letter: string): boolean {
  return parts.some((part) => typeof part !== 'string' && part.letter === letter);
}
