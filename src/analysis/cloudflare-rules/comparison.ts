import { type Cursor, expect, isNameCode, Refusal, skipSpace, take, takeWhile, takeWord } from './cursor.ts';
import type { Expression, Operand, Test } from './expression.ts';
import { inList } from './list.ts';
import { readAddress, readAddressRange, readInteger, readPattern, readString, startsString } from './literals.ts';
import { compilePattern } from './regex/pattern.ts';
import type { Truth } from './request.ts';
import { type RuleType, unknown } from './value.ts';
import { parseWildcard, wildcardCaptures } from './wildcard.ts';

type Ordering = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';
type Operator = Ordering | 'in' | 'bitwise_and' | 'contains' | 'matches' | 'wildcard' | 'strict wildcard';

// In the order in which the engine tries them. https://developers.cloudflare.com/ruleset-engine/rules-language/operators/
const operators: readonly (readonly [word: string, operator: Operator])[] = [
  ['in', 'in'],
  ['eq', 'eq'],
  ['==', 'eq'],
  ['ne', 'ne'],
  ['!=', 'ne'],
  ['ge', 'ge'],
  ['>=', 'ge'],
  ['le', 'le'],
  ['<=', 'le'],
  ['gt', 'gt'],
  ['>', 'gt'],
  ['lt', 'lt'],
  ['<', 'lt'],
  ['&', 'bitwise_and'],
  ['bitwise_and', 'bitwise_and'],
  ['contains', 'contains'],
  ['~', 'matches'],
  ['matches', 'matches'],
  ['wildcard', 'wildcard'],
  ['strict wildcard', 'strict wildcard'],
];

type Comparison = { readonly test: Test; readonly list?: string; readonly onMissing?: Truth };

/** Reads an operator and what stands on its right. A boolean takes none, nor do the booleans that a function gives for a `[*]`. */
export function readComparison(cursor: Cursor, operand: Operand): Expression {
  const { type, many } = operand;
  if (isTruths(operand)) return { kind: 'test', operand, many: true, onMissing: false, test: isTrue };
  const found = type === 'Boolean' ? { test: isTrue } : readOperator(cursor, type);
  return { kind: 'test', operand, many, onMissing: false, ...found };
}

/** Whether an operand gives an array of booleans, as `starts_with(http.request.headers.values[*], "a")` does. */
export function isTruths({ type, many }: Operand): boolean {
  return type === 'Array<Boolean>' && !many;
}

/** Whether an operator that compares comes next. */
export function startsComparison({ text, at }: Cursor): boolean {
  return !text.startsWith('&&', at) && operators.some(([word]) => text.startsWith(word, at));
}

const isTrue: Test = (value) => (typeof value === 'boolean' ? value : 'unknown');

function readOperator(cursor: Cursor, type: string): Comparison {
  skipSpace(cursor);
  const { at } = cursor;
  const operator = takeWord(cursor, operators);
  if (operator === undefined) throw new Refusal(at, 'expected a comparison operator');
  skipSpace(cursor);
  if (type === 'String') return readForString(cursor, operator, at);
  if (type === 'Integer') return readForInteger(cursor, operator, at);
  if (type === 'IP') return readForAddress(cursor, operator, at);
  throw new Refusal(at, `${type} cannot be compared as a whole`);
}

function readForString(cursor: Cursor, operator: Operator, at: number): Comparison {
  const start = cursor.at;
  switch (operator) {
    case 'in': {
      if (take(cursor, '$')) return readList(cursor, 'String');
      const items = new Set(readSet(cursor, readString));
      return ofSet(items.size, (value) => typeof value === 'string' && items.has(value));
    }
    case 'contains': {
      const right = readString(cursor);
      return { test: ofText((value) => value.includes(right)) };
    }
    case 'matches': {
      const test = readRegex(cursor);
      return { test: test === undefined ? () => 'unknown' : ofText(test) };
    }
    case 'wildcard':
    case 'strict wildcard': {
      if (!startsString(cursor)) throw new Refusal(start, 'a wildcard is a string in quotes');
      const wildcard = parseWildcard(readString(cursor), operator === 'strict wildcard');
      if ('message' in wildcard) throw new Refusal(start, wildcard.message);
      return { test: ofText((value) => wildcardCaptures(wildcard, value) !== undefined) };
    }
    case 'bitwise_and':
      throw new Refusal(at, 'bitwise_and compares numbers');
    default: {
      const right = readString(cursor);
      const compare = orderings[operator];
      return ordered(
        operator,
        ofText((value) => compare(value, right)),
      );
    }
  }
}

function readForInteger(cursor: Cursor, operator: Operator, at: number): Comparison {
  if (operator === 'in') {
    if (take(cursor, '$')) return readList(cursor, 'Integer');
    const ranges = readSet(cursor, readRange);
    return ofSet(
      ranges.length,
      (value) => typeof value === 'number' && ranges.some(([first, last]) => value >= first && value <= last),
    );
  }
  if (operator === 'bitwise_and') {
    const mask = BigInt(readInteger(cursor));
    return { test: ofNumber((value) => (BigInt(value) & mask) !== 0n) };
  }
  const compare = isOrdering(operator) ? orderings[operator] : undefined;
  if (compare === undefined) throw new Refusal(at, `${operator} compares strings, not numbers`);
  const right = readInteger(cursor);
  return ordered(
    operator,
    ofNumber((value) => compare(value, right)),
  );
}

/** No request tells an address: what matters is that it is read as the engine reads it. */
function readForAddress(cursor: Cursor, operator: Operator, at: number): Comparison {
  if (operator === 'in') {
    if (take(cursor, '$')) return readList(cursor, 'IP');
    return ofSet(readSet(cursor, readAddressRange).length, () => 'unknown');
  }
  if (!isOrdering(operator)) throw new Refusal(at, `${operator} does not compare addresses`);
  readAddress(cursor);
  return ordered(operator, () => 'unknown');
}

function readRange(cursor: Cursor): readonly [first: number, last: number] {
  const { at } = cursor;
  const first = readInteger(cursor);
  const last = take(cursor, '..') ? readInteger(cursor) : first;
  if (last < first) throw new Refusal(at, 'this range ends before it begins');
  return [first, last];
}

function readSet<T>(cursor: Cursor, readItem: (cursor: Cursor) => T): readonly T[] {
  expect(cursor, '{');
  const items: T[] = [];
  for (skipSpace(cursor); !take(cursor, '}'); skipSpace(cursor)) items.push(readItem(cursor));
  return items;
}

function readList(cursor: Cursor, type: RuleType): Comparison {
  const { at } = cursor;
  const list = takeWhile(cursor, (code) => isNameCode(code) || code === 0x2e);
  if (!/^[a-z]/.test(list)) throw new Refusal(at, 'expected the name of a list');
  return { list, test: (value, { lists }) => inList(lists.get(list), value, type) };
}

function readRegex(cursor: Cursor): ((bytes: string) => Truth) | undefined {
  const { pattern, placeOf } = readPattern(cursor);
  try {
    return compilePattern(pattern)?.test;
  } catch (refusal) {
    throw refusal instanceof Refusal ? new Refusal(placeOf(refusal.at), refusal.message) : refusal;
  }
}

const orderings: Readonly<Record<Ordering, <T extends string | number>(a: T, b: T) => boolean>> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
};

function isOrdering(operator: Operator): operator is Ordering {
  return Object.hasOwn(orderings, operator);
}

/**
 * The documentation says that every comparison with a missing value is false; the open engine's default lets `ne` be true.
 * https://developers.cloudflare.com/ruleset-engine/rules-language/values/#notes
 */
function ordered(operator: Operator, test: Test): Comparison {
  return { test, onMissing: operator === 'ne' ? 'unknown' : false };
}

/** Nothing is in an empty set, known or not. */
function ofSet(size: number, has: Test): Comparison {
  return { test: (value, world) => size > 0 && (value === unknown ? 'unknown' : has(value, world)) };
}

function ofText(test: (value: string) => Truth): Test {
  return (value) => (typeof value === 'string' ? test(value) : 'unknown');
}

function ofNumber(test: (value: number) => boolean): Test {
  return (value) => (typeof value === 'number' ? test(value) : 'unknown');
}
