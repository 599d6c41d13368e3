import type { Node, Program } from 'oxc-parser';
import { isReferenceIdentifier, ScopeTracker, walk } from 'oxc-walker';

/** What a walk calls. `ancestors` runs from the program to the parent; it is one array, reused: copy it to keep it. */
export type Visitor = {
  enter(node: Node, ancestors: readonly Node[]): void;
  leave?(node: Node, ancestors: readonly Node[]): void;
};

/** Knows every declaration of a program, also those that stand below their use. */
export function trackScopes(program: Program): ScopeTracker {
  const tracker = new ScopeTracker({ preserveExitedScopes: true });
  walk(program, { scopeTracker: tracker });
  tracker.freeze();
  return tracker;
}

/** Walks a program with its scopes. Throws `RangeError` when it is nested deeper than the stack. */
export function walkScoped(program: Program, tracker: ScopeTracker, visitor: Visitor): void {
  const ancestors: Node[] = [];
  walk(program, {
    scopeTracker: tracker,
    enter(node) {
      visitor.enter(node, ancestors);
      ancestors.push(node);
    },
    leave(node) {
      ancestors.pop();
      visitor.leave?.(node, ancestors);
    },
  });
  // The walk leaves the tracker at its last scope: freezing again puts it back to the start.
  tracker.freeze();
}

/** Walks a program without its scopes. Throws `RangeError` like `walkScoped`. */
export function walkProgram(program: Program, enter: (node: Node) => void): void {
  walk(program, { enter: (node) => enter(node) });
}

/** A declared name as one key for its whole scope; `undefined` for a global. */
export function declarationKey(tracker: ScopeTracker, name: string): string | undefined {
  const declaration = tracker.getDeclaration(name);
  return declaration === null ? undefined : `${declaration.scope}\0${name}`;
}

/** Whether an identifier reads a value here, instead of declaring it or naming a property. */
export function isReference(node: Node, ancestors: readonly Node[]): boolean {
  const parent = ancestors.at(-1);
  if (parent === undefined || parent.type === 'RestElement' || parent.type === 'TSTypeQuery') return false;
  if (parent.type === 'AssignmentPattern' && parent.left === node) return false;
  if (parent.type === 'Property' && ancestors.at(-2)?.type === 'ObjectPattern') return false;
  return isReferenceIdentifier(node, parent);
}
