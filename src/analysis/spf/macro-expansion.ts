import type { Macro, MacroPart } from './macro-string.ts';

/** What each macro letter stands for, before transformers (RFC 7208 section 7.2). */
export type MacroValues = Readonly<Record<string, string>>;

/** Expands a parsed macro-string. https://www.rfc-editor.org/rfc/rfc7208#section-7.3 */
export function expandMacros(parts: readonly MacroPart[], values: MacroValues): string {
  let text = '';
  for (const part of parts) text += typeof part === 'string' ? part : expandMacro(part, values[part.letter] ?? '');
  return text;
}

function expandMacro({ isEscaped, keep, isReversed, delimiters }: Macro, value: string): string {
  const isPlain = keep === undefined && !isReversed && delimiters === '';
  const text = isPlain ? value : transform(value, keep, isReversed, delimiters);
  return isEscaped ? escapeUrl(text) : text;
}

function transform(value: string, keep: number | undefined, isReversed: boolean, delimiters: string): string {
  const parts = splitAt(value, delimiters === '' ? '.' : delimiters);
  const ordered = isReversed ? parts.toReversed() : parts;
  const kept = keep === undefined || keep >= ordered.length ? ordered : ordered.slice(ordered.length - keep);
  return kept.join('.');
}

// Every delimiter parts, also the first, the last and one of two in a row: section 7.3 gives none of them a special meaning.
function splitAt(value: string, delimiters: string): readonly string[] {
  if (delimiters === '.') return value.split('.');
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < value.length; at += 1) {
    if (!delimiters.includes(value.charAt(at))) continue;
    parts.push(value.slice(from, at));
    from = at + 1;
  }
  return [...parts, value.slice(from)];
}

// Everything outside RFC 3986's "unreserved" set, which is smaller than what encodeURIComponent leaves alone.
function escapeUrl(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
