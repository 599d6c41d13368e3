/** A macro of RFC 7208 section 7.1: `%{d2r}` and its kin. */
export type Macro = {
  /** In lower case. */
  readonly letter: string;
  /** The letter was in upper case: what comes out is URL-escaped. */
  readonly isEscaped: boolean;
  /** How many right-hand parts to keep; absent: all. */
  readonly keep?: number;
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

/** Reads a macro-string. https://www.rfc-editor.org/rfc/rfc7208#section-7.1 */
export function parseMacroString(text: string, place: MacroPlace): Parsed {
  const parts: MacroPart[] = [];
  let literal = '';
  let expandedTo = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] !== '%') {
      if (!isLiteral(text.charCodeAt(at), place)) return { fault: { at, why: 'a character that is not allowed here' } };
      literal += text[at];
      continue;
    }
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
  if (literal !== '') parts.push(literal);
  return { parts, expandedTo };
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['%', '%'],
  ['_', ' '],
  ['-', '%20'],
]);

function isLiteral(code: number, place: MacroPlace): boolean {
  if (code === 0x20) return place === 'explain-string';
  return code > 0x20 && code < 0x7f;
}

type ReadMacro = { readonly macro: Macro; readonly end: number } | { readonly why: string };

function readMacro(text: string, at: number, place: MacroPlace): ReadMacro {
  const close = text.indexOf('}', at);
  const body = text.slice(at + 2, close);
  if (text[at + 1] !== '{' || close < 0) return { why: 'a % that begins no macro (a literal one is written %%)' };
  const match = /^([slodiphcrtv])(\d*)(r?)([.\-+,/_=]*)$/i.exec(body);
  if (match === null) return { why: 'a macro that does not exist' };
  const [, letter = '', digits = '', reverse = '', delimiters = ''] = match;
  const lower = letter.toLowerCase();
  if (place === 'domain-spec' && 'crt'.includes(lower)) {
    return { why: `macro ${lower}, which only an explanation text may hold` };
  }
  if (digits !== '' && Number(digits) === 0) return { why: 'a macro that keeps 0 parts' };
  const keep = digits === '' ? {} : { keep: Number(digits) };
  return {
    macro: { letter: lower, isEscaped: letter !== lower, ...keep, isReversed: reverse !== '', delimiters },
    end: close,
  };
}

/** Reads a domain-spec: a macro-string that ends in a macro, or in a dot and a top label (section 7.1). */
export function parseDomainSpec(text: string): Parsed {
  if (text === '') return { fault: { at: 0, why: 'a name is missing' } };
  const parsed = parseMacroString(text, 'domain-spec');
  if ('fault' in parsed || parsed.expandedTo === text.length) return parsed;
  const tail = text.slice(parsed.expandedTo).replace(/\.$/, '');
  const dot = tail.lastIndexOf('.');
  if (dot >= 0 && isTopLabel(tail.slice(dot + 1))) return parsed;
  return {
    fault: { at: parsed.expandedTo + dot + 1, why: 'a name that does not end in a dot and a top-level label' },
  };
}

function isTopLabel(label: string): boolean {
  let isNumber = true;
  for (let at = 0; at < label.length; at += 1) {
    const code = label.charCodeAt(at) | 0x20;
    const isLetter = code >= 0x61 && code <= 0x7a;
    if (!isLetter && label[at] !== '-' && !isDigit(label.charCodeAt(at))) return false;
    if (isLetter || label[at] === '-') isNumber = false;
  }
  return !isNumber && !label.startsWith('-') && !label.endsWith('-');
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Whether a macro with this letter is among the parts. */
export function usesMacro(parts: readonly MacroPart[], letter: string): boolean {
  return parts.some((part) => typeof part !== 'string' && part.letter === letter);
}
