import { fromBytes } from './bytes.ts';
import { type Cursor, checkDepth, expect, isNameCode, Refusal, skipSpace, take, takeWhile } from './cursor.ts';
import type { CallArgument, Expression, Index, Operand } from './expression.ts';
import { fieldTypes } from './field-types.ts';
import type { Argument, Parameter, RuleFunction } from './functions/signature.ts';
import { ruleFunctions } from './functions/table.ts';
import { readInteger, readString, startsString } from './literals.ts';
import { elementType, type RuleType } from './value.ts';

/** Reads a condition that begins here, or that goes on behind `first`; handed in, because conditions and operands nest. */
export type ReadCondition = (cursor: Cursor, depth: number, first?: Operand) => Expression | undefined;

/** Reads a field or a call with its indexes. Throws a `Refusal` for what the engine does not know or would not take. */
export function readOperand(cursor: Cursor, depth: number, readCondition: ReadCondition): Operand {
  checkDepth(cursor, depth);
  const { at } = cursor;
  const name = readName(cursor);
  const called = ruleFunctions.get(name);
  if (called !== undefined) {
    const { returns, ...call } = readCall(cursor, depth, readCondition, called, { at, name });
    return { ...call, ...readIndexes(cursor, returns) };
  }
  const type = fieldTypes.get(name);
  if (type === undefined)
    throw new Refusal(at, name === '' ? 'expected a field' : `there is no field or function ${name}`);
  return { kind: 'field', at, name, ...readIndexes(cursor, type) };
}

function readName(cursor: Cursor): string {
  const from = cursor.at;
  for (;;) {
    const part = takeWhile(cursor, isNameCode);
    if (part === '' || cursor.text[cursor.at] !== '.') return cursor.text.slice(from, cursor.at);
    cursor.at += 1;
  }
}

function readIndexes(cursor: Cursor, base: RuleType): Pick<Operand, 'indexes' | 'type' | 'many'> {
  const indexes: Index[] = [];
  let type = base;
  while (cursor.text[cursor.at] === '[') {
    const { at } = cursor;
    cursor.at += 1;
    skipSpace(cursor);
    const index = readIndex(cursor);
    skipSpace(cursor);
    expect(cursor, ']');
    const inner = elementType(type);
    const fits = index === '*' || type.startsWith(typeof index === 'number' ? 'Array<' : 'Map<');
    if (inner === undefined || !fits) throw new Refusal(at, `${type} has no such index`);
    indexes.push(index);
    type = inner;
  }
  return { indexes, type, many: indexes.includes('*') };
}

function readIndex(cursor: Cursor): Index {
  const { at } = cursor;
  if (take(cursor, '*')) return '*';
  if (cursor.text[at] === '"') {
    const key = readString(cursor);
    if (fromBytes(key) === undefined) throw new Refusal(at, 'this key is no UTF-8');
    return { key };
  }
  const index = readInteger(cursor);
  if (index < 0) throw new Refusal(at, 'an index is not negative');
  return index;
}

type Named = { readonly at: number; readonly name: string };

function readCall(
  cursor: Cursor,
  depth: number,
  readCondition: ReadCondition,
  called: RuleFunction,
  { at, name }: Named,
) {
  const args: CallArgument[] = [];
  const looks: Argument[] = [];
  let many = false;
  skipSpace(cursor);
  expect(cursor, '(');
  skipSpace(cursor);
  while (cursor.text[cursor.at] !== ')') {
    if (args.length > 0) {
      expect(cursor, ',');
      skipSpace(cursor);
    }
    const start = cursor.at;
    const parameter = called.parameters[args.length] ?? called.rest;
    if (parameter === undefined) throw new Refusal(start, `${name}() takes fewer arguments`);
    const [argument, look] = readArgument(cursor, depth + 1, readCondition);
    const isMany = argument.kind === 'operand' && argument.operand.many;
    if (isMany && args.length > 0) throw new Refusal(start, '[*] belongs into the first argument of a function');
    many ||= isMany;
    accept(parameter, look, name);
    args.push(argument);
    looks.push(look);
    skipSpace(cursor);
  }
  const needed = called.parameters.filter(({ isOptional }) => isOptional === undefined).length;
  if (args.length < needed) throw new Refusal(cursor.at, `${name}() takes more arguments`);
  expect(cursor, ')');
  const result = called.returns(looks[0]?.type ?? '');
  return {
    kind: 'call' as const,
    at,
    name,
    call: called.prepare(looks),
    takesHoles: called.takesHoles === true,
    args,
    returns: many ? `Array<${result}>` : result,
  };
}

function readArgument(cursor: Cursor, depth: number, readCondition: ReadCondition): readonly [CallArgument, Argument] {
  const { at } = cursor;
  const [first = ''] = cursor.text.slice(at, at + 1);
  if (startsString(cursor)) {
    const value = readString(cursor);
    return [
      { kind: 'literal', value },
      { at, type: 'String', literal: value },
    ];
  }
  if (/[-\d]/.test(first)) {
    const value = readInteger(cursor);
    return [
      { kind: 'literal', value },
      { at, type: 'Integer', literal: value },
    ];
  }
  const startsCondition = first === '(' || first === '!' || cursor.text.startsWith('not', at);
  const operand = startsCondition ? undefined : readOperand(cursor, depth, readCondition);
  const condition = readCondition(cursor, depth, operand);
  if (condition !== undefined) {
    return [
      { kind: 'condition', condition },
      { at, type: condition.many ? 'Array<Boolean>' : 'Boolean' },
    ];
  }
  if (operand === undefined) throw new Refusal(at, 'expected an argument');
  const { type, indexes } = operand;
  const isWhole = operand.kind === 'field' && indexes.length === 0;
  return [
    { kind: 'operand', operand },
    { at, type, ...(isWhole && { field: operand.name }) },
  ];
}

function accept({ types, literal }: Parameter, { at, type, literal: value }: Argument, name: string): void {
  if (literal === 'must' && value === undefined) throw new Refusal(at, `${name}() takes a literal here`);
  if (literal === 'never' && value !== undefined) throw new Refusal(at, `${name}() takes a field here, no literal`);
  if (!types.includes(type)) throw new Refusal(at, `${name}() takes ${types.join(' or ')} here, not ${type}`);
}
