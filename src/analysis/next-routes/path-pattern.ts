import { literal, type Piece, parseExpression } from './expression.ts';

type Token =
  | { readonly kind: 'text' | 'name' | 'pattern' | 'modifier'; readonly text: string }
  | { readonly kind: 'open' | 'close' };
type Cursor = { readonly tokens: readonly Token[]; at: number };

const longest = 2_000;

/** `parsePathPattern` that reads each pattern once, for whoever asks the same ones of many paths. */
export function rememberPatterns(): (pattern: string) => Piece | undefined {
  const known = new Map<string, Piece | undefined>();
  return (pattern) => {
    if (!known.has(pattern)) known.set(pattern, parsePathPattern(pattern));
    return known.get(pattern);
  };
}

/**
 * A path pattern as `matcher` in Next.js and route matchers of sign-in libraries write it, as an expression for the whole path:
 * `/dashboard/:path*`, `/((?!api|_next/static).*)`, `/(api|trpc)(.*)`. `undefined` for one that cannot be read. The syntax is that of
 * path-to-regexp 6; nothing of it is run. https://nextjs.org/docs/app/api-reference/file-conventions/proxy#matcher
 */
export function parsePathPattern(pattern: string): Piece | undefined {
  const tokens = tokensOf(pattern);
  if (tokens === undefined) return undefined;
  const cursor: Cursor = { tokens, at: 0 };
  const pieces: Piece[] = [];
  while (cursor.at < tokens.length) {
    const piece = segment(cursor);
    if (piece === undefined) return undefined;
    pieces.push(piece);
  }
  return sequence([...pieces, optional(delimiter)]);
}

const delimiter: Piece = { kind: 'set', ranges: units('/#?'), negated: false };
const anySegment: Piece = {
  kind: 'repeat',
  piece: { kind: 'set', ranges: units('/#?'), negated: true },
  min: 1,
  max: Number.POSITIVE_INFINITY,
};

function units(chars: string): readonly (readonly [number, number])[] {
  return chars.split('').map((char) => [char.charCodeAt(0), char.charCodeAt(0)]);
}

function sequence(pieces: readonly Piece[]): Piece {
  return { kind: 'sequence', pieces };
}

function optional(piece: Piece): Piece {
  return { kind: 'repeat', piece, min: 0, max: 1 };
}

/** A text, a parameter with the `/` or `.` before it, or a group in braces. */
function segment(cursor: Cursor): Piece | undefined {
  const first = cursor.tokens[cursor.at];
  if (first === undefined || first.kind === 'close' || first.kind === 'modifier') return undefined;
  if (first.kind === 'open') return braces(cursor);
  const following = cursor.tokens[cursor.at + 1]?.kind;
  const leads = first.kind === 'text' && (following === 'name' || following === 'pattern');
  if (first.kind === 'text' && !(leads && (first.text === '/' || first.text === '.'))) {
    cursor.at += 1;
    return literal(first.text);
  }
  const prefix = first.kind === 'text' ? take(cursor, 'text') : '';
  const pattern = parameter(cursor);
  return pattern === undefined ? undefined : modified(cursor, { prefix, pattern, suffix: '' });
}

function braces(cursor: Cursor): Piece | undefined {
  cursor.at += 1;
  const prefix = texts(cursor);
  const hasParameter = ['name', 'pattern'].includes(cursor.tokens[cursor.at]?.kind ?? '');
  const pattern = hasParameter ? parameter(cursor) : sequence([]);
  const suffix = texts(cursor);
  const closing = cursor.tokens[cursor.at];
  cursor.at += 1;
  if (closing?.kind !== 'close' || pattern === undefined) return undefined;
  return modified(cursor, { prefix, pattern, suffix });
}

function parameter(cursor: Cursor): Piece | undefined {
  const name = take(cursor, 'name');
  const pattern = take(cursor, 'pattern');
  if (pattern === '') return name === '' ? undefined : anySegment;
  return parseExpression(pattern);
}

type Parts = { readonly prefix: string; readonly pattern: Piece; readonly suffix: string };

function modified(cursor: Cursor, { prefix, pattern, suffix }: Parts): Piece {
  const modifier = take(cursor, 'modifier');
  const [before, after] = [literal(prefix), literal(suffix)];
  const isMany = modifier === '*' || modifier === '+';
  const next = sequence([after, before, pattern]);
  const more: Piece[] = isMany ? [{ kind: 'repeat', piece: next, min: 0, max: Number.POSITIVE_INFINITY }] : [];
  const whole = sequence([before, pattern, ...more, after]);
  return modifier === '?' || modifier === '*' ? optional(whole) : whole;
}

function texts(cursor: Cursor): string {
  let text = '';
  for (let part = take(cursor, 'text'); part !== ''; part = take(cursor, 'text')) text += part;
  return text;
}

function take(cursor: Cursor, kind: 'text' | 'name' | 'pattern' | 'modifier'): string {
  const token = cursor.tokens[cursor.at];
  if (token?.kind !== kind) return '';
  cursor.at += 1;
  return token.text;
}

function tokensOf(pattern: string): readonly Token[] | undefined {
  if (pattern.length > longest) return undefined;
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; ) {
    const char = pattern.charAt(at);
    if (char === '(') {
      const end = closingOf(pattern, at);
      const text = pattern.slice(at + 1, end);
      // What path-to-regexp refuses, Next.js refuses to build.
      if (end === undefined || text === '' || text.startsWith('?')) return undefined;
      tokens.push({ kind: 'pattern', text });
      at = end + 1;
      continue;
    }
    const name = char === ':' ? /^\w{1,200}/.exec(pattern.slice(at + 1, at + 202))?.[0] : undefined;
    if (char === ':' && name === undefined) return undefined;
    const escaped = char === '\\' ? pattern.charAt(at + 1) : undefined;
    if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (escaped !== undefined) tokens.push({ kind: 'text', text: escaped });
    else if ('*+?'.includes(char)) tokens.push({ kind: 'modifier', text: char });
    else if (char === '{' || char === '}') tokens.push({ kind: char === '{' ? 'open' : 'close' });
    else tokens.push({ kind: 'text', text: char });
    if (escaped === '') return undefined;
    at += 1 + (name?.length ?? escaped?.length ?? 0);
  }
  return tokens;
}

/** Where the bracket that opens at `from` is closed. Brackets inside must not capture. */
function closingOf(pattern: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < pattern.length; at += 1) {
    const char = pattern.charAt(at);
    if (char === '\\') at += 1;
    else if (char === '(') {
      if (depth > 0 && pattern.charAt(at + 1) !== '?') return undefined;
      depth += 1;
    } else if (char === ')') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return undefined;
}
