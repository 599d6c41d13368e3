import { fromBytes } from './bytes.ts';
import type { CallArgument, Expression, Operand } from './expression.ts';
import { headerOfField } from './field-values.ts';

/** What an expression asks for, each once, in order of appearance: where its answer is unknown, some of this would settle it. */
export type ExpressionNames = {
  readonly fields: readonly string[];
  /** Without `$`. */
  readonly lists: readonly string[];
  /** Keys of `http.request.cookies`. */
  readonly cookies: readonly string[];
  /** Request headers by lower-case name, also those behind fields like `http.cookie`. */
  readonly headers: readonly string[];
};

type Found = { readonly [Kind in keyof ExpressionNames]: Set<string> };

/** The fields, lists, cookies and headers that an expression asks for. */
export function namesIn(expression: Expression): ExpressionNames {
  const found: Found = { fields: new Set(), lists: new Set(), cookies: new Set(), headers: new Set() };
  ofExpression(expression, found);
  const { fields, lists, cookies, headers } = found;
  return { fields: [...fields], lists: [...lists], cookies: [...cookies], headers: [...headers] };
}

function ofExpression(expression: Expression, found: Found): void {
  switch (expression.kind) {
    case 'constant':
      return;
    case 'not':
      ofExpression(expression.of, found);
      return;
    case 'test':
      if (expression.list !== undefined) found.lists.add(expression.list);
      ofOperand(expression.operand, found);
      return;
    default:
      for (const part of expression.of) ofExpression(part, found);
  }
}

function ofOperand(operand: Operand, found: Found): void {
  if (operand.kind === 'call') {
    const [map, key] = operand.args;
    const isKeyed = operand.name === 'has_key' && map?.kind === 'operand' && map.operand.kind === 'field';
    if (isKeyed && key?.kind === 'literal') ofKey(map.operand.name, String(key.value), found);
    for (const argument of operand.args) ofArgument(argument, found);
    return;
  }
  const { name, indexes } = operand;
  found.fields.add(name);
  const header = name.startsWith('http.response.') ? undefined : headerOfField.get(name);
  if (header !== undefined) found.headers.add(header);
  const [first] = indexes;
  if (typeof first === 'object') ofKey(name, first.key, found);
}

function ofKey(field: string, key: string, { cookies, headers }: Found): void {
  if (field === 'http.request.cookies') cookies.add(fromBytes(key) ?? key);
  if (field === 'http.request.headers') headers.add(fromBytes(key) ?? key);
}

function ofArgument(argument: CallArgument, found: Found): void {
  if (argument.kind === 'operand') ofOperand(argument.operand, found);
  if (argument.kind === 'condition') ofExpression(argument.condition, found);
}
