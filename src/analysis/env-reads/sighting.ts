import type { Node } from 'oxc-parser';
import { isEmptyObject } from './environment.ts';
import { calleeName, isWrapper, memberName, propertyName, stringOf } from './expression.ts';

/** A node and where it hangs: `ancestors` runs from the program to the parent. */
export type Spot = { readonly node: Node; readonly ancestors: readonly Node[] };

/** What happens with an environment object in one place. */
export type Sighting =
  /** Any variable may be read. */
  | { readonly what: 'any'; readonly node: Node }
  /** One variable's value stands here. */
  | { readonly what: 'value'; readonly name: string; readonly spot: Spot }
  /** The code asks whether one variable is there. */
  | { readonly what: 'question'; readonly name: string; readonly spot: Spot }
  /** A pattern takes one variable out, `into` a local name or something that cannot be followed. */
  | {
      readonly what: 'taken';
      readonly name: string;
      readonly spot: Spot;
      readonly into: string | undefined;
      readonly defaulted: boolean;
    };

const objectMethods: ReadonlySet<string> = new Set(['hasOwnProperty', 'propertyIsEnumerable']);
const questionCalls: ReadonlySet<string> = new Set(['has', 'hasOwn']);

/** The spot of an environment object with the casts and the `?? {}` around it. */
export function outermost({ node, ancestors }: Spot): Spot {
  let outer = node;
  let depth = ancestors.length;
  for (; depth > 0; depth -= 1) {
    const parent = ancestors[depth - 1];
    if (parent === undefined || !isTransparent(parent, outer)) break;
    outer = parent;
  }
  return { node: outer, ancestors: ancestors.slice(0, depth) };
}

/** Says what the parent of an environment object does with it. */
export function sightingsOf(spot: Spot): readonly Sighting[] {
  const { node } = spot;
  const parent = spot.ancestors.at(-1);
  if (parent === undefined) return [];
  switch (parent.type) {
    case 'MemberExpression':
      return parent.object === node ? sightingsOfMember(above(spot, parent)) : [];
    case 'VariableDeclarator':
      return sightingsOfDeclaration(parent.id, spot);
    case 'AssignmentPattern':
      return parent.left.type === 'ObjectPattern' ? sightingsOfPattern(parent.left, spot) : [];
    case 'AssignmentExpression':
      if (parent.left === node) return [];
      return parent.left.type === 'ObjectPattern' ? sightingsOfPattern(parent.left, spot) : [{ what: 'any', node }];
    case 'BinaryExpression':
      return parent.operator === 'in' ? [questionAbout(parent.left, above(spot, parent))] : [];
    case 'CallExpression':
      return [sightingOfArgument(parent, spot)];
    case 'ConditionalExpression':
      return parent.test === node ? [] : [{ what: 'any', node }];
    case 'LogicalExpression':
      return parent.operator === '&&' && parent.left === node ? [] : [{ what: 'any', node }];
    case 'UnaryExpression':
    case 'IfStatement':
    case 'ExpressionStatement':
      return [];
    default:
      return [{ what: 'any', node }];
  }
}

/** Whether the declaration around a declarator's value is exported: what it declares is then used out of sight. */
export function isExported({ ancestors }: Spot): boolean {
  return ancestors.at(-3)?.type === 'ExportNamedDeclaration';
}

function isTransparent(parent: Node, child: Node): boolean {
  if (isWrapper(parent)) return true;
  return parent.type === 'LogicalExpression' && parent.left === child && isEmptyObject(parent.right);
}

/** The spot of the parent of what stands at `spot`. */
function above(spot: Spot, parent: Node): Spot {
  return { node: parent, ancestors: spot.ancestors.slice(0, -1) };
}

function sightingsOfMember(spot: Spot): readonly Sighting[] {
  const name = memberName(spot.node);
  const parent = spot.ancestors.at(-1);
  if (name === undefined) return isSet(spot.node, parent) ? [] : [{ what: 'any', node: spot.node }];
  if (!objectMethods.has(name) || parent?.type !== 'CallExpression') return [{ what: 'value', name, spot }];
  return [questionAbout(parent.arguments[0], above(spot, parent))];
}

function isSet(node: Node, parent: Node | undefined): boolean {
  if (parent?.type === 'UnaryExpression') return parent.operator === 'delete';
  return parent?.type === 'AssignmentExpression' && parent.left === node && parent.operator === '=';
}

function sightingsOfDeclaration(target: Node, spot: Spot): readonly Sighting[] {
  if (target.type === 'ObjectPattern') return sightingsOfPattern(target, spot);
  // A plain name for the environment is followed inside the module.
  return target.type === 'Identifier' && !isExported(spot) ? [] : [{ what: 'any', node: spot.node }];
}

/** What a pattern takes out of an environment object; `spot` is where that object stands. */
export function sightingsOfPattern(pattern: Extract<Node, { type: 'ObjectPattern' }>, spot: Spot): readonly Sighting[] {
  return pattern.properties.map((property) => {
    const name = propertyName(property);
    if (property.type !== 'Property' || name === undefined) return { what: 'any', node: property };
    const defaulted = property.value.type === 'AssignmentPattern';
    const target = property.value.type === 'AssignmentPattern' ? property.value.left : property.value;
    const into = target.type === 'Identifier' && !isExported(spot) ? target.name : undefined;
    return { what: 'taken', name, spot: { node: property, ancestors: spot.ancestors }, into, defaulted };
  });
}

function sightingOfArgument(call: Extract<Node, { type: 'CallExpression' }>, spot: Spot): Sighting {
  const callee = calleeName(call) ?? '';
  const name = stringOf(call.arguments[1]);
  if (call.arguments[0] !== spot.node || name === undefined) return { what: 'any', node: spot.node };
  if (questionCalls.has(callee)) return { what: 'question', name, spot: above(spot, call) };
  return callee === 'get' ? { what: 'value', name, spot: above(spot, call) } : { what: 'any', node: spot.node };
}

function questionAbout(key: Node | undefined, spot: Spot): Sighting {
  const name = stringOf(key);
  return name === undefined ? { what: 'any', node: spot.node } : { what: 'question', name, spot };
}
