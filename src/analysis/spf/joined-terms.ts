import { parseTerm } from './term.ts';

/**
 * The second of two terms that stand in one word because no space parts them, as where `"v=spf1 ip4:192.0.2.1" "-all"` is put
 * together: `-all`. `undefined` when the word is not made of two. For a word that is a syntax error as it stands.
 */
export function joinedTerm(word: string): string | undefined {
  for (let at = 1; at < word.length; at += 1) {
    const [first, second] = [word.slice(0, at), word.slice(at)];
    if (isTerm(first) && isTerm(second)) return second;
  }
  return undefined;
}

function isTerm(text: string): boolean {
  const { kind } = parseTerm(text, 0);
  return kind !== 'fault' && kind !== 'unknown';
}
