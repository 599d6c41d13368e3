import type { Piece } from './expression.ts';

/** How an expression is matched. `whole`: from the first unit to the last; otherwise anywhere in the text. */
export type MatchOptions = { readonly whole: boolean; readonly ignoreCase: boolean };

type Run = {
  readonly text: string;
  readonly ignoreCase: boolean;
  /** For each piece, where it may end by where it begins: every place is worked out once, so nothing grows with nesting. */
  readonly known: Map<Piece, Map<number, ReadonlySet<number>>>;
  steps: number;
};

/** Thrown inside only. */
class TooManyStepsError extends Error {
  override readonly name = 'TooManyStepsError';
}

const mostSteps = 100_000;

/** Whether a text matches; `undefined` when the expression asks for more work than any that a person writes. */
export function matchesExpression(
  piece: Piece,
  text: string,
  { whole, ignoreCase }: MatchOptions,
): boolean | undefined {
  const run: Run = { text, ignoreCase, known: new Map(), steps: 0 };
  try {
    if (whole) return endsOf(run, piece, 0).has(text.length);
    for (let at = 0; at <= text.length; at += 1) {
      if (endsOf(run, piece, at).size > 0) return true;
    }
    return false;
  } catch (error) {
    if (error instanceof TooManyStepsError) return undefined;
    throw error;
  }
}

function endsOf(run: Run, piece: Piece, at: number): ReadonlySet<number> {
  const byPlace = run.known.get(piece) ?? new Map<number, ReadonlySet<number>>();
  run.known.set(piece, byPlace);
  const known = byPlace.get(at);
  if (known !== undefined) return known;
  run.steps += 1;
  if (run.steps > mostSteps) throw new TooManyStepsError();
  const ends = findEnds(run, piece, at);
  byPlace.set(at, ends);
  return ends;
}

const nowhere: ReadonlySet<number> = new Set();

function findEnds(run: Run, piece: Piece, at: number): ReadonlySet<number> {
  const here = (holds: boolean): ReadonlySet<number> => (holds ? new Set([at]) : nowhere);
  switch (piece.kind) {
    case 'set':
      return isIn(run, piece, at) ? new Set([at + 1]) : nowhere;
    case 'sequence': {
      let ends: ReadonlySet<number> = new Set([at]);
      for (const part of piece.pieces) {
        ends = step(run, part, ends);
        if (ends.size === 0) return nowhere;
      }
      return ends;
    }
    case 'choice':
      return new Set(piece.pieces.flatMap((part) => [...endsOf(run, part, at)]));
    case 'repeat':
      return repeatedEnds(run, piece, at);
    case 'look':
      return here(endsOf(run, piece.piece, at).size > 0 !== piece.negated);
    case 'start':
      return here(at === 0);
    case 'end':
      return here(at === run.text.length);
    case 'boundary':
      return here((isWord(run.text, at - 1) !== isWord(run.text, at)) !== piece.negated);
  }
}

function step(run: Run, piece: Piece, from: ReadonlySet<number>): ReadonlySet<number> {
  const ends = new Set<number>();
  for (const at of from) {
    run.steps += 1;
    for (const end of endsOf(run, piece, at)) ends.add(end);
  }
  return ends;
}

/** Round by round. A round that changes nothing, or comes nowhere, is the last: there are no more of them than places. */
function repeatedEnds(
  run: Run,
  { piece, min, max }: Extract<Piece, { kind: 'repeat' }>,
  at: number,
): ReadonlySet<number> {
  const ends = new Set<number>();
  let round: ReadonlySet<number> = new Set([at]);
  for (let times = 0; times <= max && round.size > 0; times += 1) {
    const before = ends.size;
    if (times >= min) for (const end of round) ends.add(end);
    const next = step(run, piece, round);
    const isSame = next.size === round.size && [...next].every((end) => round.has(end));
    // Rounds that stay the same for ever reach `min` with these places.
    if (isSame) return new Set([...ends, ...round]);
    if (times > min && ends.size === before) break;
    round = next;
  }
  return ends;
}

function isIn({ text, ignoreCase }: Run, { ranges, negated }: Extract<Piece, { kind: 'set' }>, at: number): boolean {
  if (at >= text.length) return false;
  const char = text.charAt(at);
  const spelled = ignoreCase ? [char, char.toLowerCase(), char.toUpperCase()] : [char];
  const units = spelled.filter((one) => one.length === 1).map((one) => one.charCodeAt(0));
  return units.some((unit) => ranges.some(([from, to]) => unit >= from && unit <= to)) !== negated;
}

function isWord(text: string, at: number): boolean {
  return /^\w$/.test(text.charAt(at));
}
