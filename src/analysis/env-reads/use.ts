import type { Node } from 'oxc-parser';
import { calleeName, isWrapper, stringOf, unwrap } from './expression.ts';
import { type Guards, isGuarded } from './guards.ts';
import { asserts, refuses } from './refusal.ts';
import { followTest } from './test-position.ts';

/** What code does with a variable: sets it, breaks without it, or copes when it is missing. */
export type Use = 'write' | 'needs' | 'copes';

/** One place where a variable's value stands: the node, where it hangs, and the conditions met on the way there. */
export type Occurrence = {
  readonly name: string;
  readonly node: Node;
  readonly ancestors: readonly Node[];
  readonly guards: Guards;
};

type Step = Use | 'up' | 'tested' | 'tested-missing';

const conversions: ReadonlySet<string> = new Set(['Number', 'parseInt', 'parseFloat', 'String']);

/** Judges one occurrence by what stands around it. Also notes in `guards` what the code tests. */
export function useOf(occurrence: Occurrence): Use {
  // Asked first: judging the place notes the conditions that it is itself a part of.
  const guarded = isGuarded(occurrence.guards, occurrence.name, occurrence.ancestors);
  const use = useByPlace(occurrence);
  return use === 'needs' && guarded ? 'copes' : use;
}

function useByPlace(occurrence: Occurrence): Use {
  const { ancestors } = occurrence;
  let child = occurrence.node;
  for (let depth = ancestors.length - 1; depth >= 0; depth -= 1) {
    const parent = ancestors[depth];
    if (parent === undefined) break;
    const step = stepInto(parent, child);
    if (step === 'write' || step === 'copes') return step;
    if (step === 'needs') break;
    if (step !== 'up') return followTest(occurrence, { child, depth, trueWhenMissing: step === 'tested-missing' });
    child = parent;
  }
  return 'needs';
}

function stepInto(parent: Node, child: Node): Step {
  if (isWrapper(parent)) return 'up';
  switch (parent.type) {
    case 'MemberExpression':
      return parent.object === child && parent.optional ? 'copes' : 'needs';
    case 'CallExpression':
      return stepIntoCall(parent, child);
    case 'UnaryExpression':
      return stepIntoUnary(parent.operator);
    case 'BinaryExpression':
      return stepIntoComparison(parent, child);
    case 'LogicalExpression':
      return stepIntoLogical(parent, child);
    case 'AssignmentExpression':
      return stepIntoAssignment(parent, child);
    case 'ConditionalExpression':
      return parent.test === child ? 'tested' : 'up';
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
      return 'tested';
    case 'SwitchStatement':
      return 'copes';
    case 'UpdateExpression':
      return 'write';
    default:
      return 'needs';
  }
}

function stepIntoCall(call: Extract<Node, { type: 'CallExpression' }>, child: Node): Step {
  if (call.callee === child) return call.optional ? 'copes' : 'needs';
  const name = calleeName(call) ?? '';
  if (conversions.has(name)) return 'up';
  return name === 'Boolean' || asserts(call) ? 'tested' : 'needs';
}

function stepIntoUnary(operator: string): Step {
  if (operator === 'delete') return 'write';
  if (operator === '!') return 'tested';
  return operator === 'void' ? 'copes' : 'up';
}

function stepIntoComparison(node: Extract<Node, { type: 'BinaryExpression' }>, child: Node): Step {
  if (!['==', '===', '!=', '!=='].includes(node.operator)) return 'needs';
  const other = node.left === child ? node.right : node.left;
  const equals = !node.operator.startsWith('!');
  if (isNothing(other)) return equals ? 'tested-missing' : 'tested';
  if (!isLiteral(other)) return 'needs';
  const isUndefinedType = unwrap(child).type === 'UnaryExpression' && stringOf(other) === 'undefined';
  return equals === isUndefinedType ? 'tested-missing' : 'tested';
}

function stepIntoLogical(node: Extract<Node, { type: 'LogicalExpression' }>, child: Node): Step {
  if (node.right === child) return 'up';
  if (node.operator !== '??') return 'tested';
  return refuses(node.right) ? 'needs' : 'copes';
}

function stepIntoAssignment(node: Extract<Node, { type: 'AssignmentExpression' }>, child: Node): Step {
  if (node.left !== child) return 'needs';
  if (node.operator === '=') return 'write';
  return ['??=', '||=', '&&='].includes(node.operator) ? 'copes' : 'needs';
}

function isNothing(node: Node): boolean {
  const inner = unwrap(node);
  if (inner.type === 'Identifier') return inner.name === 'undefined';
  return inner.type === 'Literal' && (inner.value === null || inner.value === '');
}

function isLiteral(node: Node): boolean {
  const inner = unwrap(node);
  return inner.type === 'Literal' || stringOf(inner) !== undefined;
}
