import type { Node } from 'oxc-parser';
import { calleeName, unwrap } from './expression.ts';

const refusing = /^(?:throw|fail|raise|panic|die|abort|crash|missing|invariant|require[sd]|exit$)/i;
const asserting = /^(?:assert|invariant|ok$|required?$|ensure|must)/i;

/** Whether running this statement or expression ends in an error or the end of the process. */
export function refuses(node: Node): boolean {
  if (node.type === 'BlockStatement') return node.body.some(refuses);
  if (node.type === 'ThrowStatement') return true;
  if (node.type === 'ExpressionStatement') return refuses(node.expression);
  const expression = unwrap(node);
  if (expression.type === 'AwaitExpression') return refuses(expression.argument);
  if (expression.type !== 'CallExpression') return false;
  const callee = unwrap(expression.callee);
  if (callee.type === 'FunctionExpression' || callee.type === 'ArrowFunctionExpression') {
    return callee.body !== null && refuses(callee.body);
  }
  return refusing.test(calleeName(expression) ?? '');
}

/** Whether a call insists on its argument: `invariant(value)`, `assert(value)`. */
export function asserts(node: Node): boolean {
  const name = calleeName(node);
  return name !== undefined && asserting.test(name);
}

/** Whether a statement leaves its block, so that what follows runs only when its condition was false. */
export function leavesBlock(node: Node): boolean {
  const last = node.type === 'BlockStatement' ? node.body.at(-1) : node;
  if (last === undefined) return false;
  return ['ReturnStatement', 'ContinueStatement', 'BreakStatement', 'ThrowStatement'].includes(last.type);
}
