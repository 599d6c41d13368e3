import type { Node } from 'oxc-parser';
import { calleeName, memberName, unwrap } from '../env-reads/expression.ts';
import { call } from './middleware-calls.ts';
import { countStep, lookUp, propertyOf, type Run, under } from './middleware-run.ts';
import {
  anyOf,
  expressionOf,
  isText,
  longest,
  nobody,
  plain,
  type Scope,
  truthOf,
  unknown,
  type Value,
} from './middleware-values.ts';
import { sessionSign } from './signs.ts';

/** What an expression is, for the path and the visitor of the run. Calls in it are read, and what they refuse is noted. */
export function evaluate(run: Run, scope: Scope, expression: Node): Value {
  countStep(run);
  const node = unwrap(expression);
  switch (node.type) {
    case 'AwaitExpression':
      return evaluate(run, scope, node.argument);
    case 'Literal':
      return literal(node);
    case 'TemplateLiteral':
      return template(run, scope, node);
    case 'Identifier':
      return node.name === 'undefined' ? plain(undefined) : lookUp(run, scope, node.name);
    case 'MemberExpression':
      return member(run, scope, node);
    case 'ArrayExpression':
      return { is: 'list', items: node.elements.flatMap((one) => element(run, scope, one)) };
    case 'ObjectExpression':
      return { is: 'object', node, scope };
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'FunctionDeclaration':
      return { is: 'function', node, scope };
    case 'UnaryExpression':
      return node.operator === '!' ? negated(evaluate(run, scope, node.argument)) : unknown;
    case 'LogicalExpression':
      return logical(run, scope, node);
    case 'ConditionalExpression':
      return conditional(run, scope, node);
    case 'BinaryExpression':
      return binary(run, scope, node);
    case 'AssignmentExpression':
      return assigned(run, scope, node);
    case 'SequenceExpression':
      return node.expressions.map((one) => evaluate(run, scope, one)).at(-1) ?? unknown;
    case 'CallExpression':
    case 'NewExpression':
      return call(run, scope, node);
    default:
      return unknown;
  }
}

function literal(node: Extract<Node, { type: 'Literal' }>): Value {
  if ('regex' in node) return expressionOf(node.regex.pattern, node.regex.flags);
  const { value } = node;
  if (value === null) return plain(undefined);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? plain(value) : unknown;
}

function template(run: Run, scope: Scope, { quasis, expressions }: Extract<Node, { type: 'TemplateLiteral' }>): Value {
  let text = '';
  for (const [at, quasi] of quasis.entries()) {
    text += quasi.value.cooked ?? '';
    const inner = expressions[at];
    if (inner === undefined) continue;
    const value = evaluate(run, scope, inner);
    if (!isText(value) || text.length > longest) return unknown;
    text += value.value;
  }
  return plain(text);
}

function member(run: Run, scope: Scope, node: Extract<Node, { type: 'MemberExpression' }>): Value {
  if (sessionSign(node) !== undefined) return nobody;
  const object = evaluate(run, scope, node.object);
  const name = memberName(node);
  if (name !== undefined) return propertyOf(run, object, name);
  const key = node.computed ? evaluate(run, scope, node.property) : unknown;
  if (key.is === 'plain' && key.value !== undefined) return propertyOf(run, object, String(key.value));
  return object.is === 'nobody' ? nobody : unknown;
}

function element(run: Run, scope: Scope, node: Node | null): readonly Value[] {
  if (node === null) return [];
  if (node.type !== 'SpreadElement') return [evaluate(run, scope, node)];
  const list = evaluate(run, scope, node.argument);
  return list.is === 'list' ? list.items : [unknown];
}

function negated(value: Value): Value {
  const truth = truthOf(value);
  return truth === undefined ? unknown : plain(!truth.holds, truth.bySession);
}

function logical(run: Run, scope: Scope, node: Extract<Node, { type: 'LogicalExpression' }>): Value {
  const left = evaluate(run, scope, node.left);
  const truth = truthOf(left);
  const isMissing = left.is === 'nobody' || (left.is === 'plain' && left.value === undefined);
  if (node.operator === '??' && truth !== undefined) return isMissing ? evaluate(run, scope, node.right) : left;
  const settles = node.operator === '&&' ? truth?.holds === false : truth?.holds === true;
  if (settles) return left;
  const right = under(run, left, () => evaluate(run, scope, node.right));
  // Known on the left, and not settled there: the right one decides, and both say whether the session had a part in it.
  if (truth !== undefined) return truth.bySession && right.is === 'plain' ? plain(right.value, true) : right;
  const second = truthOf(right);
  const decides = node.operator === '&&' ? second?.holds === false : node.operator === '||' && second?.holds === true;
  return decides ? right : unknown;
}

function conditional(run: Run, scope: Scope, node: Extract<Node, { type: 'ConditionalExpression' }>): Value {
  const test = evaluate(run, scope, node.test);
  const truth = truthOf(test);
  const read = (one: Node): Value => under(run, test, () => evaluate(run, scope, one));
  if (truth !== undefined) return read(truth.holds ? node.consequent : node.alternate);
  read(node.consequent);
  read(node.alternate);
  return unknown;
}

function binary(run: Run, scope: Scope, node: Extract<Node, { type: 'BinaryExpression' }>): Value {
  const [left, right] = [evaluate(run, scope, node.left), evaluate(run, scope, node.right)];
  if (node.operator === '+')
    return isText(left) && isText(right) ? plain((left.value + right.value).slice(0, longest)) : unknown;
  const isEqual = equal(left, right);
  if (/^===?$/.test(node.operator)) return isEqual;
  if (/^!==?$/.test(node.operator)) return negated(isEqual);
  if (left.is !== 'plain' || right.is !== 'plain')
    return left.is === 'nobody' || right.is === 'nobody' ? plain(false, true) : unknown;
  const [a, b] = [Number(left.value), Number(right.value)];
  const bySession = left.bySession || right.bySession;
  if (node.operator === '>') return plain(a > b, bySession);
  if (node.operator === '<') return plain(a < b, bySession);
  if (node.operator === '>=') return plain(a >= b, bySession);
  return node.operator === '<=' ? plain(a <= b, bySession) : unknown;
}

function equal(left: Value, right: Value): Value {
  if (left.is === 'nobody' || right.is === 'nobody') {
    const other = left.is === 'nobody' ? right : left;
    if (other.is === 'unknown') return unknown;
    // A session that is not there equals nothing but what says so.
    return plain(other.is === 'nobody' || (other.is === 'plain' && other.value === undefined), true);
  }
  if (left.is !== 'plain' || right.is !== 'plain') return unknown;
  return plain(left.value === right.value, left.bySession || right.bySession);
}

// `url.pathname = '/login'` makes an address of that path; any other change of a name makes it unknown where conditions are not sure.
function assigned(
  run: Run,
  scope: Scope,
  { left, right, operator }: Extract<Node, { type: 'AssignmentExpression' }>,
): Value {
  const value = operator === '=' ? evaluate(run, scope, right) : unknown;
  const target = unwrap(left);
  const isPath = target.type === 'MemberExpression' && /^(?:pathname|href)$/.test(memberName(target) ?? '');
  const holder = isPath ? unwrap(target.object) : target;
  if (holder.type === 'Identifier') owner(scope, holder.name).names.set(holder.name, run.sure ? value : either(value));
  return value;
}

function either(value: Value): Value {
  return isText(value) ? value : unknown;
}

function owner(scope: Scope, name: string): Scope {
  for (let inner: Scope | undefined = scope; inner !== undefined; inner = inner.outer) {
    if (inner.names.has(name)) return inner;
  }
  return scope;
}

/** The name that a call or a `new` calls by: `redirect` for `NextResponse.redirect()`, `URL` for `new URL()`. */
export function calledName(node: Extract<Node, { type: 'CallExpression' | 'NewExpression' }>): string {
  if (node.type === 'CallExpression') return calleeName(node) ?? '';
  const callee = unwrap(node.callee);
  return callee.type === 'Identifier' ? callee.name : (memberName(callee) ?? '');
}

/** Whether one of several conditions holds for every item of a list, or for any. */
export function allOf(values: readonly Value[]): Value {
  return negated(anyOf(values.map(negated)));
}
