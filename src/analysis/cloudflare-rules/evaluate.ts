import { fromBytes } from './bytes.ts';
import type { CallArgument, Expression, Index, Operand, TextExpression } from './expression.ts';
import { fieldValue } from './field-values.ts';
import type { Truth } from './request.ts';
import { allOf, anyOf, notOf, oddOf } from './truth.ts';
import {
  isArrayValue,
  isMapValue,
  isSomeOf,
  joinedElements,
  knownElements,
  mapElements,
  missing,
  type SomeOf,
  unknown,
  type Value,
} from './value.ts';
import type { RuleWorld } from './world.ts';

/** Whether a rule matches: what the world does not tell stays unknown as far as it matters. */
export function evaluateExpression(expression: Expression, world: RuleWorld): Truth {
  switch (expression.kind) {
    case 'constant':
      return expression.value;
    case 'not':
      return notOf(evaluateExpression(expression.of, world));
    case 'and':
    case 'or':
    case 'xor':
      // One after the other: what settles the answer spares the rest.
      return joins[expression.kind](expression.of.values().map((part) => evaluateExpression(part, world)));
    case 'test': {
      const value = operandValue(expression.operand, world);
      return value === missing ? expression.onMissing : expression.test(value, world);
    }
  }
}

/** The text that a rewrite or redirect computes; `undefined` when the world does not tell it, or when it is no text. */
export function evaluateText(expression: TextExpression, world: RuleWorld): string | undefined {
  const value = expression.kind === 'literal' ? expression.value : operandValue(expression.operand, world);
  return typeof value === 'string' ? fromBytes(value) : undefined;
}

const joins = { and: allOf, or: anyOf, xor: oddOf } as const;

/** A truth for each value that a condition with `[*]` looks at; `origin` as in `SomeOf` where there may be more values. */
type Truths = { readonly truths: readonly Truth[]; readonly origin?: object };

/** `undefined` when nothing is known of the values. */
function truthsOf(expression: Expression, world: RuleWorld): Truths | undefined {
  switch (expression.kind) {
    case 'constant':
      return undefined;
    case 'not': {
      const inner = truthsOf(expression.of, world);
      return inner && { ...inner, truths: inner.truths.map(notOf) };
    }
    case 'and':
    case 'or':
    case 'xor':
      return pairwise(expression.of, world, joins[expression.kind]);
    case 'test': {
      const values = operandValue(expression.operand, world);
      if (values === missing) return { truths: [] };
      if (!isArrayValue(values) && !isSomeOf(values)) return undefined;
      const truths = knownElements(values).map((value) => expression.test(value, world));
      return isSomeOf(values) ? { truths, origin: values.origin } : { truths };
    }
  }
}

/** `[*]` stands for the same array on both sides; where the sides differ in length or origin, nothing is known. */
function pairwise(
  parts: readonly Expression[],
  world: RuleWorld,
  join: (truths: Iterable<Truth>) => Truth,
): Truths | undefined {
  const all = parts.map((part) => truthsOf(part, world));
  const [first] = all;
  if (first === undefined) return undefined;
  const isBeside = (other: Truths | undefined): boolean =>
    other?.truths.length === first.truths.length && other.origin === first.origin;
  if (!all.every(isBeside)) return undefined;
  return { ...first, truths: first.truths.map((_, index) => join(all.map((one) => one?.truths[index] ?? 'unknown'))) };
}

/** With a `[*]` an array of what it stands for. */
function operandValue(operand: Operand, world: RuleWorld): Value {
  const base = operand.kind === 'field' ? fieldValue(operand.name, world) : resultOf(operand, world);
  return operand.indexes.length === 0 ? base : inside(base, operand.indexes);
}

function inside(base: Value, indexes: readonly Index[]): Value {
  let value = base;
  for (const [place, index] of indexes.entries()) {
    if (value === unknown || value === missing) return value;
    if (index === '*') return eachInside(value, indexes.slice(place + 1));
    if (typeof index === 'number') value = isArrayValue(value) ? (value[index] ?? missing) : unknown;
    else value = isMapValue(value) ? value.get(index.key) : unknown;
  }
  return value;
}

/** What a key or index is missing from is left out. */
function eachInside(collection: Value, rest: readonly Index[]): Value {
  const elements = isMapValue(collection) ? collection.values() : collection;
  if (!isArrayValue(elements) && !isSomeOf(elements)) return unknown;
  const found = mapElements(elements, (element) => inside(element, rest));
  if (!rest.includes('*')) return found;
  const joined = joinedElements(knownElements(found));
  return isArrayValue(found) ? joined : someOf(joined);
}

function someOf(array: readonly Value[] | SomeOf): SomeOf {
  return isSomeOf(array) ? array : { some: array, origin: array };
}

function resultOf({ args, call, takesHoles }: Extract<Operand, { kind: 'call' }>, world: RuleWorld): Value {
  const values = args.map((argument) => argumentValue(argument, world));
  const [first] = args;
  const result = (given: readonly Value[]): Value => {
    if (takesHoles) return call(given);
    if (given.includes(missing)) return missing;
    return given.includes(unknown) ? unknown : call(given);
  };
  if (first?.kind !== 'operand' || !first.operand.many) return result(values);
  const [elements = unknown, ...others] = values;
  if (!isArrayValue(elements) && !isSomeOf(elements)) return elements === missing ? missing : unknown;
  return mapElements(elements, (element) => result([element, ...others]));
}

function argumentValue(argument: CallArgument, world: RuleWorld): Value {
  if (argument.kind === 'literal') return argument.value;
  if (argument.kind === 'operand') return operandValue(argument.operand, world);
  const { condition } = argument;
  if (!condition.many) return ofTruth(evaluateExpression(condition, world));
  const found = truthsOf(condition, world);
  if (found === undefined) return unknown;
  const values = found.truths.map(ofTruth);
  return found.origin === undefined ? values : { some: values, origin: found.origin };
}

function ofTruth(truth: Truth): Value {
  return truth === 'unknown' ? unknown : truth;
}
