import type { Node } from 'oxc-parser';
import { leavesBlock } from './refusal.ts';

/** The conditions met so far, each with the variables it tests and whether it is true when that variable is missing. */
export type Guards = Map<Node, Map<string, boolean>>;

/** Notes that `owner` (an `if`, a ternary, an `&&`) tests a variable. */
export function noteTest(guards: Guards, owner: Node, name: string, trueWhenMissing: boolean): void {
  const names = guards.get(owner) ?? new Map<string, boolean>();
  names.set(name, trueWhenMissing);
  guards.set(owner, names);
}

/** After `if (!X) return`, the rest of the block runs only with X: the block itself then counts as a test of it. */
export function noteEarlyExit(guards: Guards, node: Node, block: Node | undefined): void {
  if (node.type !== 'IfStatement' || block === undefined || !leavesBlock(node.consequent)) return;
  for (const [name, trueWhenMissing] of guards.get(node) ?? []) {
    if (trueWhenMissing) noteTest(guards, block, name, false);
  }
}

/** Whether code at this place runs only after a test of the variable. */
export function isGuarded(guards: Guards, name: string, ancestors: readonly Node[]): boolean {
  return ancestors.some((ancestor) => guards.get(ancestor)?.has(name) === true);
}
