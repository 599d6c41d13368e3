/** Why an expression is none of the language. It never leaves this folder: the parsers answer with `refused`. */
export class Refusal extends Error {
  /** Index into the text, from 0. */
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

/** A place in the text of an expression, moved by those who read it. */
export type Cursor = { readonly text: string; at: number };

// Far above what people write; each level is a few calls deep.
const deepest = 400;

/** Throws a `Refusal` where parentheses and calls nest so deep that a hostile expression could use up the stack. */
export function checkDepth({ at }: Cursor, depth: number): void {
  if (depth > deepest) throw new Refusal(at, 'this expression is nested too deeply');
}

/** Moves over blanks and line ends: no tabs, which the engine does not take between words. */
export function skipSpace(cursor: Cursor): void {
  while (isSpace(cursor.text.charCodeAt(cursor.at))) cursor.at += 1;
}

/** Takes `word` when the text goes on with it. */
export function take(cursor: Cursor, word: string): boolean {
  if (!cursor.text.startsWith(word, cursor.at)) return false;
  cursor.at += word.length;
  return true;
}

/** Takes `word`; throws a `Refusal` when something else comes. */
export function expect(cursor: Cursor, word: string): void {
  if (!take(cursor, word)) throw new Refusal(cursor.at, `expected ${word}`);
}

/** Takes characters as long as `belongs` says so; possibly none. */
export function takeWhile(cursor: Cursor, belongs: (code: number) => boolean): string {
  const from = cursor.at;
  while (cursor.at < cursor.text.length && belongs(cursor.text.charCodeAt(cursor.at))) cursor.at += 1;
  return cursor.text.slice(from, cursor.at);
}

/** Takes the first of `words` that the text goes on with, and gives what it stands for. As the engine, it asks for no gap after a word. */
export function takeWord<T>(cursor: Cursor, words: readonly (readonly [word: string, meaning: T])[]): T | undefined {
  return words.find(([word]) => take(cursor, word))?.[1];
}

/** 0–9. */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** 0–7. */
export function isOctal(code: number): boolean {
  return code >= 0x30 && code <= 0x37;
}

/** 0–9, a–f, A–F. */
export function isHex(code: number): boolean {
  const lower = code | 0x20;
  return isDigit(code) || (lower >= 0x61 && lower <= 0x66);
}

/** Letters, digits and the underscore: what names are made of, between dots. */
export function isNameCode(code: number): boolean {
  const lower = code | 0x20;
  return isDigit(code) || code === 0x5f || (lower >= 0x61 && lower <= 0x7a);
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d;
}
