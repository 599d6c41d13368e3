import { literal, type Piece } from '../next-routes/expression.ts';
import { matchesExpression } from '../next-routes/match-expression.ts';
import { samplePath } from '../next-routes/sample-path.ts';

/** What the configuration says of private paths. */
export type ConfiguredPaths = {
  /** The entry that names a path as private, by any of its spellings, when no other entry takes it out. */
  readonly names: (spellings: readonly string[]) => string | undefined;
  /** The entry that takes a path out. */
  readonly takesOut: (spellings: readonly string[]) => string | undefined;
  /** Paths to ask for entries that no route belongs to, with their entry. */
  readonly samples: readonly { readonly entry: string; readonly path: string }[];
};

type Rule = { readonly entry: string; readonly piece: Piece };

/**
 * Reads `privatePaths`. `*` stands for any rest, `[id]` for one segment, and a leading `!` takes a path out, wherever it stands in the list. A
 * path that is named by `/account/*` is also `/account` itself: whoever means the area means its door. One that takes out is read to the letter.
 */
export function readConfigured(entries: readonly string[]): ConfiguredPaths {
  const [taken, named] = [entries.filter(isTaken), entries.filter((entry) => !isTaken(entry))];
  const outside = taken.map((entry) => ({ entry, piece: pieceOf(plainPath(entry.slice(1))) }));
  const inside = named.flatMap((entry) =>
    spellingsOf(plainPath(entry)).map((path) => ({ entry, piece: pieceOf(path) })),
  );
  const takesOut = (spellings: readonly string[]): string | undefined => firstOf(outside, spellings);
  return {
    takesOut,
    names: (spellings) => (takesOut(spellings) === undefined ? firstOf(inside, spellings) : undefined),
    samples: named.flatMap((entry) => spellingsOf(plainPath(entry)).map((path) => ({ entry, path: sampleOf(path) }))),
  };
}

function isTaken(entry: string): boolean {
  return entry.startsWith('!');
}

/** `/account/*` and `/account`; anything else is only itself. */
function spellingsOf(path: string): readonly string[] {
  const above = /^(.+)\/\*$/.exec(path)?.[1];
  return above === undefined ? [path] : [above, path];
}

function plainPath(entry: string): string {
  const path = entry.split(/[?#]/, 1)[0] ?? '';
  return path.length > 1 ? path.replace(/\/$/, '') : path;
}

function sampleOf(path: string): string {
  return samplePath(path.replaceAll(/\/\*/g, '/1001').replaceAll('*', ''));
}

const anything: Piece = { kind: 'set', ranges: [], negated: true };
const withinSegment: Piece = { kind: 'set', ranges: [[47, 47]], negated: true };

function pieceOf(path: string): Piece {
  const parts = path.split(/(\*|\[[^\]/]*\])/);
  const pieces = parts.map((part): Piece => {
    if (part === '*') return { kind: 'repeat', piece: anything, min: 0, max: Number.POSITIVE_INFINITY };
    if (/^\[.*\]$/.test(part)) return { kind: 'repeat', piece: withinSegment, min: 1, max: Number.POSITIVE_INFINITY };
    return literal(part);
  });
  return { kind: 'sequence', pieces };
}

function firstOf(rules: readonly Rule[], spellings: readonly string[]): string | undefined {
  const plain = spellings.map(plainPath);
  const options = { whole: true, ignoreCase: false };
  return rules.find(({ piece }) => plain.some((path) => matchesExpression(piece, path, options) === true))?.entry;
}
