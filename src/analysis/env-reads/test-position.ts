import type { Node } from 'oxc-parser';
import { calleeName, isWrapper, unwrap } from './expression.ts';
import { type Guards, noteTest } from './guards.ts';
import { asserts, refuses } from './refusal.ts';

type Tested = {
  readonly name: string;
  readonly ancestors: readonly Node[];
  readonly guards: Guards;
};

/** Where a condition starts: its innermost part, the index of that part's parent, and its value without the variable. */
export type TestStart = { readonly child: Node; readonly depth: number; readonly trueWhenMissing: boolean };

type Trail = {
  readonly tested: Tested;
  /** What the condition so far evaluates to while the variable is missing. */
  missing: boolean;
  /** Whether the missing variable alone decides the condition; with `A || B` it does not. */
  decisive: boolean;
};

type Step = 'up' | 'needs' | 'copes';

/**
 * Follows a condition outwards. Code copes with a variable that it tests, unless the test ends in an error exactly when
 * the variable is missing: `if (!X) throw`, `X || fail()`, `assert(X)`.
 */
export function followTest(tested: Tested, start: TestStart): 'needs' | 'copes' {
  const trail: Trail = { tested, missing: start.trueWhenMissing, decisive: true };
  let child = start.child;
  for (let depth = start.depth; depth >= 0; depth -= 1) {
    const parent = tested.ancestors[depth];
    if (parent === undefined) break;
    const step = stepOut(trail, parent, child);
    if (step !== 'up') return step;
    child = parent;
  }
  return 'copes';
}

function stepOut(trail: Trail, parent: Node, child: Node): Step {
  if (isWrapper(parent) || parent.type === 'BinaryExpression') return 'up';
  switch (parent.type) {
    case 'UnaryExpression':
      if (parent.operator === '!') trail.missing = !trail.missing;
      return 'up';
    case 'CallExpression':
      return stepOutOfCall(trail, parent);
    case 'LogicalExpression':
      return stepOutOfLogical(trail, parent, child);
    case 'ConditionalExpression':
    case 'IfStatement':
      return parent.test === child ? branch(trail, parent) : 'copes';
    case 'WhileStatement':
      noteTest(trail.tested.guards, parent, trail.tested.name, trail.missing);
      return 'copes';
    default:
      return 'copes';
  }
}

function stepOutOfCall(trail: Trail, call: Extract<Node, { type: 'CallExpression' }>): Step {
  if (calleeName(call) === 'Boolean') return 'up';
  return asserts(call) && trail.decisive && !trail.missing ? 'needs' : 'copes';
}

function stepOutOfLogical(trail: Trail, node: Extract<Node, { type: 'LogicalExpression' }>, child: Node): Step {
  noteTest(trail.tested.guards, node, trail.tested.name, trail.missing);
  const other = node.left === child ? node.right : node.left;
  const otherRuns = node.left === child && (node.operator === '||' ? !trail.missing : trail.missing);
  if (otherRuns && refuses(other)) return trail.decisive ? 'needs' : 'copes';
  if (!isDecisive(node.operator, trail.missing, other)) trail.decisive = false;
  return 'up';
}

/** `!A || !B` is settled by either; `A || B` and `!A && !B` only by both; `production && !A` counts as settled. */
function isDecisive(operator: string, missing: boolean, other: Node): boolean {
  if (operator === '||') return missing;
  if (!missing) return true;
  const inner = unwrap(other);
  return !(inner.type === 'UnaryExpression' && inner.operator === '!');
}

function branch(trail: Trail, node: Extract<Node, { type: 'ConditionalExpression' | 'IfStatement' }>): Step {
  noteTest(trail.tested.guards, node, trail.tested.name, trail.missing);
  const taken = trail.missing ? node.consequent : node.alternate;
  if (taken === null || !trail.decisive) return 'copes';
  return refuses(taken) ? 'needs' : 'copes';
}
