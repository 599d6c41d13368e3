import { isTruths, readComparison, startsComparison } from './comparison.ts';
import { type Cursor, checkDepth, expect, isNameCode, Refusal, skipSpace, take, takeWord } from './cursor.ts';
import type { Expression, Operand, TextExpression } from './expression.ts';
import { readString, startsString } from './literals.ts';
import { readOperand } from './operand.ts';
import { placeOf } from './place.ts';

/** The longest expression that Cloudflare takes, in characters. https://developers.cloudflare.com/ruleset-engine/rules-language/expressions/ */
export const longestExpression = 4096;

/**
 * An expression that cannot be read: the index of the character where reading ended, from 0, the same place for people (see
 * `placeOf`), and what is wrong there.
 */
export type RefusedExpression = {
  readonly state: 'refused';
  readonly at: number;
  readonly where: string;
  readonly message: string;
};

/** A rule's filter: a condition, or the place where it is none. */
export type ParsedExpression = { readonly state: 'parsed'; readonly expression: Expression } | RefusedExpression;

/** A value expression, or the place where it is none. */
export type ParsedText = { readonly state: 'parsed'; readonly expression: TextExpression } | RefusedExpression;

/**
 * Reads the filter of a rule as the engine does, types included, so that an expression that the engine would refuse is refused here.
 * Never throws. https://developers.cloudflare.com/ruleset-engine/rules-language/
 */
export function parseExpression(text: string): ParsedExpression {
  return parsed(text, (cursor) => {
    const start = cursor.at;
    const expression = readChain(cursor, 0);
    if (expression.many) throw new Refusal(start, '[*] gives several values: any() or all() has to join them');
    return expression;
  });
}

/** Reads the value of a URL rewrite or a dynamic redirect, a string. Never throws. */
export function parseTextExpression(text: string): ParsedText {
  return parsed(text, (cursor): TextExpression => {
    if (startsString(cursor)) return { kind: 'literal', value: readString(cursor) };
    const operand = readOperand(cursor, 0, readCondition);
    if (operand.type !== 'String' || operand.many) throw new Refusal(operand.at, 'a string is wanted here');
    return { kind: 'operand', operand };
  });
}

function parsed<T>(
  text: string,
  read: (cursor: Cursor) => T,
): { readonly state: 'parsed'; readonly expression: T } | RefusedExpression {
  if (text.length > longestExpression) {
    return refused(text, longestExpression, `longer than ${longestExpression} characters`);
  }
  const trimmed = text.replace(blanksAtEnd, '');
  const cursor: Cursor = { text: trimmed, at: blanksAtStart.exec(text)?.[0].length ?? 0 };
  try {
    const expression = read(cursor);
    skipSpace(cursor);
    if (cursor.at < trimmed.length) throw new Refusal(cursor.at, 'nothing is expected here any more');
    return { state: 'parsed', expression };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refused(text, error.at, error.message);
  }
}

function refused(text: string, at: number, message: string): RefusedExpression {
  return { state: 'refused', at, where: placeOf(text, at), message };
}

// The engine trims what Unicode calls white space; inside, it takes less.
const blanksAtStart = /^\p{White_Space}+/u;
const blanksAtEnd = /(?<!\p{White_Space})\p{White_Space}+$/u;

type Joint = 'and' | 'or' | 'xor';

const joints: readonly (readonly [word: string, joint: Joint])[] = [
  ['or', 'or'],
  ['||', 'or'],
  ['xor', 'xor'],
  ['^^', 'xor'],
  ['and', 'and'],
  ['&&', 'and'],
];

/** Conditions joined by `and`, which binds tighter than `xor`, which binds tighter than `or`. */
function readChain(cursor: Cursor, depth: number, first: Expression = readSimple(cursor, depth)): Expression {
  const either: Expression[] = [];
  let odd: Expression[] = [];
  let both = [first];
  for (;;) {
    skipSpace(cursor);
    const { at } = cursor;
    const joint = takeWord(cursor, joints);
    if (joint !== 'and') {
      odd.push(join('and', both));
      both = [];
    }
    if (joint !== 'and' && joint !== 'xor') {
      either.push(join('xor', odd));
      odd = [];
    }
    if (joint === undefined) return join('or', either);
    skipSpace(cursor);
    const next = readSimple(cursor, depth);
    if (next.many !== first.many) throw new Refusal(at, 'one side has one value, the other several');
    both.push(next);
  }
}

function join(kind: Joint, of: readonly Expression[]): Expression {
  const [only, second] = of;
  if (only === undefined) throw new TypeError('a chain has at least one part');
  return second === undefined ? only : { kind, of, many: only.many };
}

function readSimple(cursor: Cursor, depth: number): Expression {
  checkDepth(cursor, depth);
  let isNegated = false;
  while (take(cursor, 'not') || take(cursor, '!')) {
    isNegated = !isNegated;
    skipSpace(cursor);
  }
  const expression = readPositive(cursor, depth);
  return isNegated ? { kind: 'not', of: expression, many: expression.many } : expression;
}

function readPositive(cursor: Cursor, depth: number): Expression {
  if (take(cursor, '(')) {
    skipSpace(cursor);
    const inner = readChain(cursor, depth + 1);
    skipSpace(cursor);
    expect(cursor, ')');
    return inner;
  }
  const constant = readConstant(cursor);
  if (constant !== undefined) return { kind: 'constant', value: constant, many: false };
  return readComparison(cursor, readOperand(cursor, depth, readCondition));
}

/** `true`, the dashboard's "All incoming requests", and `false`. */
function readConstant(cursor: Cursor): boolean | undefined {
  const word = ['true', 'false'].find((name) => cursor.text.startsWith(name, cursor.at));
  const after = cursor.at + (word?.length ?? 0);
  if (word === undefined || isNameCode(cursor.text.charCodeAt(after)) || cursor.text[after] === '.') return undefined;
  cursor.at = after;
  return word === 'true';
}

/** A condition that stands as an argument: one that begins here, or the one that an operand already read turns out to begin. */
function readCondition(cursor: Cursor, depth: number, first?: Operand): Expression | undefined {
  if (first === undefined) return readChain(cursor, depth);
  const isTruth = first.type === 'Boolean' || isTruths(first);
  const begins = isTruth ? first.many || startsJoint(cursor) : startsComparison(afterSpace(cursor));
  return begins ? readChain(cursor, depth, readComparison(cursor, first)) : undefined;
}

function startsJoint(cursor: Cursor): boolean {
  return takeWord(afterSpace(cursor), joints) !== undefined;
}

function afterSpace(cursor: Cursor): Cursor {
  const ahead = { ...cursor };
  skipSpace(ahead);
  return ahead;
}
