import { lowerAscii } from './bytes.ts';

/** A wildcard pattern: the literal pieces between its stars, so that one piece has no star. */
export type Wildcard = { readonly pieces: readonly string[]; readonly strict: boolean };

/** Why a text is no wildcard pattern; `at` is an index into its bytes. */
export type WildcardFault = { readonly at: number; readonly message: string };

/**
 * Reads a wildcard pattern: `*` stands for any bytes, `\*` and `\\` for themselves, `**` is invalid.
 * https://developers.cloudflare.com/ruleset-engine/rules-language/operators/#wildcard-matching
 */
export function parseWildcard(pattern: string, strict: boolean): Wildcard | WildcardFault {
  const pieces: string[] = [];
  let piece = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern.charAt(at);
    if (character === '*') {
      if (pattern[at + 1] === '*') return { at, message: 'two stars in a row are invalid in a wildcard' };
      pieces.push(piece);
      piece = '';
      continue;
    }
    if (character === '\\') {
      const escaped = pattern[at + 1];
      if (escaped !== '*' && escaped !== '\\')
        return { at, message: 'a wildcard knows the escapes \\* and \\\\ alone' };
      at += 1;
    }
    piece += pattern.charAt(at);
  }
  pieces.push(piece);
  return { pieces: strict ? pieces : pieces.map(lowerAscii), strict };
}

/**
 * What the stars stand for when the whole value matches, each as short as it can be; `undefined` when it does not. Earliest places
 * suffice for the pieces in the middle, so it never goes back.
 */
export function wildcardCaptures({ pieces, strict }: Wildcard, value: string): readonly string[] | undefined {
  const text = strict ? value : lowerAscii(value);
  const [first = '', ...middle] = pieces;
  const last = middle.pop();
  if (last === undefined) return text === first ? [] : undefined;
  if (!text.startsWith(first)) return undefined;
  const captures: string[] = [];
  let from = first.length;
  for (const piece of middle) {
    const at = text.indexOf(piece, from);
    if (at < 0) return undefined;
    captures.push(value.slice(from, at));
    from = at + piece.length;
  }
  const end = text.length - last.length;
  if (end < from || !text.endsWith(last)) return undefined;
  return [...captures, value.slice(from, end)];
}
