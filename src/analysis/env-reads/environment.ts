import type { Node } from 'oxc-parser';
import type { ScopeTracker } from 'oxc-walker';
import { calleeName, memberName, stringOf, unwrap } from './expression.ts';
import { declarationKey } from './scope.ts';

/** The two objects that hold a JavaScript program's variables. */
export type EnvironmentKind = 'process.env' | 'import.meta.env';

/** What a module's own names stand for; keys as `declarationKey` makes them. */
export type Names = {
  readonly tracker: ScopeTracker;
  /** Names for the environment: `const env = process.env`. */
  readonly environments: ReadonlyMap<string, EnvironmentKind>;
  /** Names for `process`: `import p from 'node:process'`. */
  readonly processes: ReadonlySet<string>;
  /** Every other name with its initial value. */
  readonly constants: ReadonlyMap<string, Node>;
};

const globals: ReadonlySet<string> = new Set(['globalThis', 'global', 'window', 'self']);
const processModules: ReadonlySet<string> = new Set(['process', 'node:process']);

/** Which environment an expression is as a whole, wrappers and a `?? {}` behind it included. */
export function environmentOf(expression: Node, names: Names): EnvironmentKind | undefined {
  const node = unwrap(expression);
  if (node.type === 'LogicalExpression') {
    return isEmptyObject(node.right) ? environmentOf(node.left, names) : undefined;
  }
  return bareEnvironment(node, names);
}

/** Which environment a node is by itself: `process.env`, `import.meta.env`, or a name for one of them. */
export function bareEnvironment(node: Node, names: Names): EnvironmentKind | undefined {
  if (node.type === 'Identifier') {
    const key = declarationKey(names.tracker, node.name);
    return key === undefined ? undefined : names.environments.get(key);
  }
  if (node.type !== 'MemberExpression' || memberName(node) !== 'env') return undefined;
  if (isImportMeta(node.object)) return 'import.meta.env';
  return isProcess(node.object, names) ? 'process.env' : undefined;
}

/** Whether an expression is Node's `process`, global, imported or required. */
export function isProcess(expression: Node, names: Names): boolean {
  const node = unwrap(expression);
  if (node.type === 'MemberExpression') return memberName(node) === 'process' && isGlobal(node.object, names);
  if (node.type === 'CallExpression') return calleeName(node) === 'require' && isProcessModule(node.arguments[0]);
  if (node.type !== 'Identifier') return false;
  const key = declarationKey(names.tracker, node.name);
  return key === undefined ? node.name === 'process' : names.processes.has(key);
}

/** Whether a literal names Node's process module. */
export function isProcessModule(node: Node | undefined): boolean {
  return processModules.has(stringOf(node) ?? '');
}

/** Whether a node is `{}`: the usual stand-in for an environment that is not there. */
export function isEmptyObject(node: Node): boolean {
  const inner = unwrap(node);
  return inner.type === 'ObjectExpression' && inner.properties.length === 0;
}

/** The initial value of a name declared in the same module. */
export function constantOf(name: string, names: Names): Node | undefined {
  const key = declarationKey(names.tracker, name);
  return key === undefined ? undefined : names.constants.get(key);
}

function isGlobal(expression: Node, names: Names): boolean {
  const node = unwrap(expression);
  return node.type === 'Identifier' && globals.has(node.name) && !names.tracker.isDeclared(node.name);
}

function isImportMeta(expression: Node): boolean {
  const node = unwrap(expression);
  return node.type === 'MetaProperty' && node.meta.name === 'import';
}
