import type { Node } from 'oxc-parser';
import type { Piece } from '../next-routes/expression.ts';
import { evaluate } from './middleware-expressions.ts';
import type { Binding, MiddlewareModule } from './middleware-module.ts';
import { execute } from './middleware-statements.ts';
import {
  type FunctionNode,
  isPersonal,
  memberOf,
  nobody,
  plain,
  type Scope,
  truthOf,
  unknown,
  type Value,
} from './middleware-values.ts';

/** What a middleware does to a visitor whom nobody knows. */
export type Guard = {
  /** In words as they stand in the code: `redirect()`, `auth.protect()`, `401`. */
  readonly what: string;
  readonly path: string;
  readonly line: number;
  /** Every condition on the way is known. */
  readonly sure: boolean;
};

/** The modules that a middleware is made of. */
export type MiddlewareWorld = {
  readonly module: (path: string) => MiddlewareModule | undefined;
  readonly resolve: (from: string, specifier: string) => string | undefined;
};

/** One reading of a middleware, for one path. `sure` and `bySession` tell of the conditions around what is read now. */
export type Run = {
  readonly path: string;
  readonly world: MiddlewareWorld;
  /** Reads a path pattern. */
  readonly pattern: (pattern: string) => Piece | undefined;
  readonly guards: Guard[];
  /** What the functions that are being read give back, the innermost last. */
  readonly returns: Value[][];
  sure: boolean;
  bySession: boolean;
  steps: number;
};

/** Thrown inside only: the middleware asks for more work than any that a person writes. */
export class TooMuchMiddlewareError extends Error {
  override readonly name = 'TooMuchMiddlewareError';
}

const mostSteps = 20_000;
const deepest = 12;

/** Counts a step of a run. */
export function countStep(run: Run): void {
  run.steps += 1;
  if (run.steps > mostSteps) throw new TooMuchMiddlewareError();
}

/** Notes that a visitor is turned away here. */
export function noteGuard(run: Run, { module }: Scope, node: Node, what: string, sure = true): void {
  run.guards.push({ what, path: module.path, line: module.lineOf(node.start), sure: run.sure && sure });
}

/** Reads a branch under a condition, and puts back what was known before. */
export function under<T>(run: Run, condition: Value, read: () => T): T {
  const { sure, bySession } = run;
  const truth = truthOf(condition);
  run.sure = sure && truth !== undefined;
  run.bySession = bySession || truth?.bySession === true;
  const result = read();
  run.sure = sure;
  run.bySession = bySession;
  return result;
}

/** What a name stands for. */
export function lookUp(run: Run, scope: Scope, name: string): Value {
  for (let inner: Scope | undefined = scope; inner !== undefined; inner = inner.outer) {
    const known = inner.names.get(name);
    if (known !== undefined) return known;
  }
  return bound(run, scope.module, name) ?? (isPersonal(name) ? nobody : unknown);
}

function bound(run: Run, module: MiddlewareModule, name: string): Value | undefined {
  const binding = module.bindings.get(name);
  if (binding !== undefined) return boundValue(run, module, name, binding);
  const link = module.imports.get(name);
  return link === undefined ? undefined : exportedValue(run, module, link.from, link.name);
}

function boundValue(run: Run, module: MiddlewareModule, name: string, { node, pattern }: Binding): Value {
  const scope: Scope = { module, names: new Map() };
  if (run.returns.length > deepest) return unknown;
  // A name that is made of itself stays unknown.
  run.returns.push([]);
  countStep(run);
  const value = evaluate(run, scope, node);
  run.returns.pop();
  if (pattern === undefined) return value;
  bind(run, scope, pattern, value);
  return scope.names.get(name) ?? unknown;
}

/** What another module exports under a name; `undefined` for a package, which is not read. */
export function exportedValue(run: Run, module: MiddlewareModule, specifier: string, name: string): Value | undefined {
  let [from, wanted, depth] = [module, name, 0];
  let path = run.world.resolve(module.path, specifier);
  while (path !== undefined && depth < deepest) {
    const next = run.world.module(path);
    if (next === undefined) return unknown;
    const target = next.exports.get(wanted);
    if (typeof target === 'string') return bound(run, next, target) ?? unknown;
    if (target === undefined) {
      const stars = next.stars.map((one) => exportedValue(run, next, one, wanted) ?? unknown);
      return stars.find(({ is }) => is !== 'unknown') ?? unknown;
    }
    [from, wanted, depth] = [next, target.name, depth + 1];
    path = run.world.resolve(from.path, target.from);
  }
  return undefined;
}

/** Gives the names in a pattern their values. */
export function bind(run: Run, scope: Scope, pattern: Node, value: Value): void {
  countStep(run);
  if (pattern.type === 'Identifier')
    scope.names.set(pattern.name, value.is === 'unknown' && isPersonal(pattern.name) ? nobody : value);
  if (pattern.type === 'AssignmentPattern') bind(run, scope, pattern.left, value);
  if (pattern.type === 'ArrayPattern') {
    for (const [at, one] of pattern.elements.entries()) {
      if (one !== null) bind(run, scope, one, memberOf(value, String(at), run.path));
    }
  }
  if (pattern.type !== 'ObjectPattern') return;
  for (const one of pattern.properties) {
    if (one.type !== 'Property') bind(run, scope, one.argument, unknown);
    else if (one.key.type === 'Identifier') bind(run, scope, one.value, propertyOf(run, value, one.key.name));
  }
}

/** A property, also of an object that is written out; the last that has the name counts. */
export function propertyOf(run: Run, object: Value, name: string): Value {
  if (object.is !== 'object') return memberOf(object, name, run.path);
  for (const one of object.node.properties.toReversed()) {
    countStep(run);
    if (one.type === 'SpreadElement') {
      const spread = propertyOf(run, evaluate(run, object.scope, one.argument), name);
      if (spread.is !== 'plain' || spread.value !== undefined) return spread;
    } else if (keyOf(one) === name) return evaluate(run, object.scope, one.value);
  }
  return plain(undefined);
}

function keyOf({ key, computed }: Extract<Node, { type: 'Property' }>): string | undefined {
  if (key.type === 'Identifier') return computed ? undefined : key.name;
  return key.type === 'Literal' ? String(key.value) : undefined;
}

/** Reads a function for arguments; those that are missing are unknown. */
export function apply(
  run: Run,
  { node, scope }: { readonly node: FunctionNode; readonly scope: Scope },
  given: readonly Value[],
): Value {
  countStep(run);
  if (run.returns.length > deepest || node.body === null) return unknown;
  const inner: Scope = { module: scope.module, names: new Map(), outer: scope };
  for (const [at, param] of node.params.entries()) {
    bind(run, inner, param.type === 'TSParameterProperty' ? param.parameter : param, given[at] ?? unknown);
  }
  const { sure, bySession } = run;
  const returned: Value[] = [];
  run.returns.push(returned);
  if (node.body.type !== 'BlockStatement') returned.push(evaluate(run, inner, node.body));
  // Where the end may be come to, nothing is given back.
  else if (execute(run, inner, node.body.body) !== 'ended') returned.push(plain(undefined));
  run.returns.pop();
  run.sure = sure;
  run.bySession = bySession;
  const [first = unknown, ...others] = returned;
  return others.length === 0 ? first : agreed(returned);
}

/** Several ways out that say the same are one. */
function agreed(values: readonly Value[]): Value {
  const truths = values.map(truthOf);
  const [first] = truths;
  if (first === undefined || !truths.every((truth) => truth?.holds === first.holds)) return unknown;
  return plain(
    first.holds,
    truths.some((truth) => truth?.bySession === true),
  );
}
