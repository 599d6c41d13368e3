/** A part of a regular expression, as data. `set` is one UTF-16 unit out of ranges. */
export type Piece =
  | { readonly kind: 'set'; readonly ranges: readonly Range[]; readonly negated: boolean }
  | { readonly kind: 'sequence'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'choice'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'repeat'; readonly piece: Piece; readonly min: number; readonly max: number }
  | { readonly kind: 'look'; readonly piece: Piece; readonly negated: boolean }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'boundary'; readonly negated: boolean };

type Range = readonly [from: number, to: number];
type Cursor = { readonly text: string; at: number; depth: number };

/** Thrown inside only: the expression holds something that is not read here. */
class UnreadExpressionError extends Error {
  override readonly name = 'UnreadExpressionError';
}

const longest = 2_000;
const deepest = 50;

/**
 * Reads a JavaScript regular expression (without the `u` and `v` flags), so that it can be matched without running it. `undefined` for
 * what is no expression, or holds what is rarely written: back references, look-behind, control escapes, properties.
 * https://tc39.es/ecma262/#sec-patterns
 */
export function parseExpression(text: string): Piece | undefined {
  if (text.length > longest) return undefined;
  const cursor: Cursor = { text, at: 0, depth: 0 };
  try {
    const piece = choice(cursor);
    return cursor.at === text.length ? piece : undefined;
  } catch (error) {
    if (error instanceof UnreadExpressionError) return undefined;
    throw error;
  }
}

/** The characters of a text, each as itself. */
export function literal(text: string): Piece {
  return { kind: 'sequence', pieces: [...text.split('')].map((char) => one(char.charCodeAt(0))) };
}

function one(unit: number): Piece {
  return { kind: 'set', ranges: [[unit, unit]], negated: false };
}

function choice(cursor: Cursor): Piece {
  cursor.depth += 1;
  if (cursor.depth > deepest) throw new UnreadExpressionError();
  const pieces = [sequence(cursor)];
  while (take(cursor, '|')) pieces.push(sequence(cursor));
  cursor.depth -= 1;
  const [only] = pieces;
  return pieces.length === 1 && only !== undefined ? only : { kind: 'choice', pieces };
}

function sequence(cursor: Cursor): Piece {
  const pieces: Piece[] = [];
  while (cursor.at < cursor.text.length && !'|)'.includes(peek(cursor))) pieces.push(repeated(cursor, atom(cursor)));
  return { kind: 'sequence', pieces };
}

function repeated(cursor: Cursor, piece: Piece): Piece {
  const times = quantifier(cursor);
  if (times === undefined) return piece;
  if (piece.kind === 'start' || piece.kind === 'end' || piece.kind === 'boundary') throw new UnreadExpressionError();
  // Greedy or lazy changes what is captured, not whether it matches.
  take(cursor, '?');
  return { kind: 'repeat', piece, ...times };
}

function quantifier(cursor: Cursor): { readonly min: number; readonly max: number } | undefined {
  if (take(cursor, '*')) return { min: 0, max: Number.POSITIVE_INFINITY };
  if (take(cursor, '+')) return { min: 1, max: Number.POSITIVE_INFINITY };
  if (take(cursor, '?')) return { min: 0, max: 1 };
  const counted = /^\{(\d{1,4})(?:(,)(\d{1,4})?)?\}/.exec(cursor.text.slice(cursor.at, cursor.at + 12));
  if (counted === null) return undefined;
  cursor.at += counted[0].length;
  const min = Number(counted[1]);
  if (counted[2] === undefined) return { min, max: min };
  const max = counted[3] === undefined ? Number.POSITIVE_INFINITY : Number(counted[3]);
  if (max < min) throw new UnreadExpressionError();
  return { min, max };
}

function atom(cursor: Cursor): Piece {
  if (take(cursor, '^')) return { kind: 'start' };
  if (take(cursor, '$')) return { kind: 'end' };
  if (take(cursor, '.')) return { kind: 'set', ranges: lineEnds, negated: true };
  if (take(cursor, '[')) return setOf(cursor);
  if (take(cursor, '(')) return group(cursor);
  if (take(cursor, '\\')) return escaped(cursor);
  if ('*+?'.includes(peek(cursor))) throw new UnreadExpressionError();
  return one(next(cursor).charCodeAt(0));
}

function group(cursor: Cursor): Piece {
  const opening = /^\?(?:[:=!]|<[A-Za-z_$][\w$]{0,60}>)/.exec(cursor.text.slice(cursor.at, cursor.at + 64))?.[0];
  if (opening === undefined && peek(cursor) === '?') throw new UnreadExpressionError();
  cursor.at += opening?.length ?? 0;
  const piece = choice(cursor);
  if (!take(cursor, ')')) throw new UnreadExpressionError();
  if (opening === '?=' || opening === '?!') return { kind: 'look', piece, negated: opening === '?!' };
  return piece;
}

const digits: readonly Range[] = [[48, 57]];
const words: readonly Range[] = [...digits, [65, 90], [95, 95], [97, 122]];
const spaces: readonly Range[] = [[9, 13], [32, 32], [160, 160], [5760, 5760], [8192, 8202], [8232, 8233], [8239, 8239], [8287, 8287], [12288, 12288], [65279, 65279]]; // biome-ignore format: a list reads better than a column
const lineEnds: readonly Range[] = [
  [10, 10],
  [13, 13],
  [8232, 8233],
];
const classes: Readonly<Record<string, readonly Range[]>> = { d: digits, w: words, s: spaces };
const controls: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, 0: 0 };

function escaped(cursor: Cursor): Piece {
  const char = next(cursor);
  if (char === 'b' || char === 'B') return { kind: 'boundary', negated: char === 'B' };
  const ranges = classes[char.toLowerCase()];
  if (ranges !== undefined) return { kind: 'set', ranges, negated: char !== char.toLowerCase() };
  return one(unitOf(cursor, char));
}

/** The unit that an escape names, `char` being what follows the backslash. */
function unitOf(cursor: Cursor, char: string): number {
  const control = controls[char];
  if (control !== undefined && !(char === '0' && /\d/.test(peek(cursor)))) return control;
  const length = { x: 2, u: 4 }[char];
  if (length !== undefined) {
    const hex = cursor.text.slice(cursor.at, cursor.at + length);
    if (hex.length !== length || !/^[\da-f]+$/i.test(hex)) throw new UnreadExpressionError();
    cursor.at += length;
    return Number.parseInt(hex, 16);
  }
  if (/[A-Za-z0-9]/.test(char)) throw new UnreadExpressionError();
  return char.charCodeAt(0);
}

function setOf(cursor: Cursor): Piece {
  const negated = take(cursor, '^');
  const ranges: Range[] = [];
  while (!take(cursor, ']')) {
    const from = member(cursor);
    if (typeof from !== 'number') {
      ranges.push(...from);
      continue;
    }
    const isRange = peek(cursor) === '-' && cursor.text.charAt(cursor.at + 1) !== ']';
    if (!isRange) {
      ranges.push([from, from]);
      continue;
    }
    cursor.at += 1;
    const to = member(cursor);
    if (typeof to !== 'number' || to < from) throw new UnreadExpressionError();
    ranges.push([from, to]);
  }
  return { kind: 'set', ranges, negated };
}

function member(cursor: Cursor): number | readonly Range[] {
  const char = next(cursor);
  if (char !== '\\') return char.charCodeAt(0);
  const named = next(cursor);
  if (named === 'b') return 8;
  const ranges = classes[named.toLowerCase()];
  if (ranges === undefined) return unitOf(cursor, named);
  return named === named.toLowerCase() ? ranges : beyond(ranges);
}

/** Every unit that is in none of the ranges, which are sorted. */
function beyond(ranges: readonly Range[]): readonly Range[] {
  const gaps: Range[] = [];
  let from = 0;
  for (const [low, high] of ranges) {
    if (low > from) gaps.push([from, low - 1]);
    from = high + 1;
  }
  return [...gaps, [from, 0xffff]];
}

function peek({ text, at }: Cursor): string {
  return text.charAt(at);
}

function take(cursor: Cursor, char: string): boolean {
  if (peek(cursor) !== char) return false;
  cursor.at += 1;
  return true;
}

function next(cursor: Cursor): string {
  const char = peek(cursor);
  if (char === '') throw new UnreadExpressionError();
  cursor.at += 1;
  return char;
}
