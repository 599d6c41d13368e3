import type { Node, Program } from 'oxc-parser';
import { type EnvironmentKind, environmentOf, isProcess, isProcessModule, type Names } from './environment.ts';
import { propertyName, unwrap } from './expression.ts';
import { declarationKey, trackScopes, walkScoped } from './scope.ts';

type Draft = Names & {
  readonly environments: Map<string, EnvironmentKind>;
  readonly processes: Set<string>;
  readonly constants: Map<string, Node>;
};

/** Finds out what a module's names stand for. A name for a name is followed when it stands below the first. */
export function namesOf(program: Program): Names {
  const tracker = trackScopes(program);
  const draft: Draft = { tracker, environments: new Map(), processes: new Set(), constants: new Map() };
  walkScoped(program, tracker, { enter: (node) => learn(node, draft) });
  return draft;
}

function learn(node: Node, draft: Draft): void {
  if (node.type === 'ImportDeclaration') learnImport(node, draft);
  else if (node.type === 'VariableDeclarator' && node.init !== null) learnName(node.id, node.init, draft);
  else if (node.type === 'AssignmentPattern') learnName(node.left, node.right, draft);
}

function learnImport(node: Extract<Node, { type: 'ImportDeclaration' }>, draft: Draft): void {
  if (!isProcessModule(node.source)) return;
  for (const specifier of node.specifiers) {
    const key = declarationKey(draft.tracker, specifier.local.name);
    if (key === undefined) continue;
    if (specifier.type !== 'ImportSpecifier') draft.processes.add(key);
    else if (specifier.imported.type === 'Identifier' && specifier.imported.name === 'env') {
      draft.environments.set(key, 'process.env');
    }
  }
}

function learnName(target: Node, value: Node, draft: Draft): void {
  if (target.type === 'ObjectPattern') learnFromProcess(target, value, draft);
  if (target.type !== 'Identifier') return;
  const key = declarationKey(draft.tracker, target.name);
  if (key === undefined) return;
  const environment = environmentOf(value, draft);
  if (environment !== undefined) draft.environments.set(key, environment);
  else if (isProcess(value, draft)) draft.processes.add(key);
  else draft.constants.set(key, unwrap(value));
}

function learnFromProcess(pattern: Extract<Node, { type: 'ObjectPattern' }>, value: Node, draft: Draft): void {
  if (!isProcess(value, draft)) return;
  for (const property of pattern.properties) {
    if (property.type !== 'Property' || propertyName(property) !== 'env') continue;
    if (property.value.type !== 'Identifier') continue;
    const key = declarationKey(draft.tracker, property.value.name);
    if (key !== undefined) draft.environments.set(key, 'process.env');
  }
}
