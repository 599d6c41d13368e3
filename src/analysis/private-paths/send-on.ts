import type { Node } from 'oxc-parser';
import { walk } from 'oxc-walker';
import { calleeName, unwrap } from '../env-reads/expression.ts';
import { namesOf } from './bound-names.ts';
import { sessionSign } from './signs.ts';

/**
 * Reads of a session whose one use is to send those who are signed in somewhere else (`if (session) redirect('/dashboard')`), as home and
 * sign-in pages do: what such a page shows is everybody's. The nodes are the calls.
 */
export function readsThatOnlySendOn(part: Node): ReadonlySet<Node> {
  const held = new Map<string, Node>();
  const uses = new Map<string, { sending: number; all: number }>();
  const found = new Set<Node>();
  const ancestors: Node[] = [];
  walk(part, {
    enter(node) {
      const call = node.type === 'VariableDeclarator' && node.init !== null ? sessionCall(node.init) : undefined;
      if (call !== undefined && node.type === 'VariableDeclarator') {
        for (const name of namesOf(node.id)) held.set(name, call);
      }
      if (sessionSign(node) !== undefined && isInSending(node, ancestors)) found.add(node);
      if (node.type === 'Identifier' && isUse(node, ancestors)) {
        const seen = uses.get(node.name) ?? { sending: 0, all: 0 };
        uses.set(node.name, {
          sending: seen.sending + (isInSending(node, ancestors) ? 1 : 0),
          all: seen.all + 1,
        });
      }
      ancestors.push(node);
    },
    leave() {
      ancestors.pop();
    },
  });
  const byCall = Map.groupBy(held.keys(), (name) => held.get(name));
  for (const [call, names] of byCall) {
    const counts = names.map((name) => uses.get(name) ?? { sending: 0, all: 0 });
    const isSending = counts.some(({ sending }) => sending > 0) && counts.every(({ sending, all }) => sending === all);
    if (call !== undefined && isSending) found.add(call);
  }
  return found;
}

function sessionCall(init: Node): Node | undefined {
  const inner = unwrap(init);
  const call = inner.type === 'AwaitExpression' ? unwrap(inner.argument) : inner;
  return call.type === 'CallExpression' && sessionSign(call) !== undefined ? call : undefined;
}

function isUse(node: Node, ancestors: readonly Node[]): boolean {
  const parent = ancestors.at(-1);
  if (parent?.type === 'VariableDeclarator' && parent.id === node) return false;
  if (parent?.type === 'MemberExpression' && parent.property === node && !parent.computed) return false;
  // The names in a pattern are declared there.
  return !(parent?.type === 'Property' && ancestors.at(-2)?.type === 'ObjectPattern');
}

/** Whether a node is the test, not turned round, of an `if` that does nothing but redirect. */
function isInSending(node: Node, ancestors: readonly Node[]): boolean {
  let inner: Node = node;
  for (let at = ancestors.length - 1; at >= 0; at -= 1) {
    const outer = ancestors[at];
    if (outer === undefined) return false;
    if (outer.type === 'IfStatement')
      return outer.test === inner && outer.alternate === null && redirects(outer.consequent);
    if (outer.type === 'UnaryExpression' && outer.operator === '!') return false;
    if (!passesOn.has(outer.type)) return false;
    inner = outer;
  }
  return false;
}

const passesOn: ReadonlySet<string> = new Set([
  ...['MemberExpression', 'ChainExpression', 'LogicalExpression', 'AwaitExpression', 'UnaryExpression'],
]);

function redirects(statement: Node): boolean {
  const body = statement.type === 'BlockStatement' ? statement.body : [statement];
  const [only] = body;
  if (body.length !== 1 || only === undefined) return false;
  const said =
    only.type === 'ExpressionStatement' ? only.expression : only.type === 'ReturnStatement' ? only.argument : null;
  return said !== null && /^(?:permanentR|r)edirect$/.test(calleeName(unwrap(said)) ?? '');
}
