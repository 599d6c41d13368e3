/**
 * An index into an expression in words for people, who count from 1: `character 25`, or `line 2, column 1` in a text of several
 * lines. Whole characters count, not the halves of a pair.
 */
export function placeOf(text: string, at: number): string {
  const before = text.slice(0, at).split(lineEnd);
  const column = [...(before.at(-1) ?? '')].length + 1;
  const isOneLine = before.length === 1 && !lineEnd.test(text.trimEnd());
  return isOneLine ? `character ${column}` : `line ${before.length}, column ${column}`;
}

const lineEnd = /\r\n|\n/;
