import type { Node, Program } from 'oxc-parser';
import type { Collection, Held, Validated } from './collection.ts';
import { bareEnvironment, type EnvironmentKind, isProcess, type Names } from './environment.ts';
import { propertyName } from './expression.ts';
import { noteEarlyExit } from './guards.ts';
import { record } from './record.ts';
import { collectSchema } from './schema-call.ts';
import type { SchemaReading } from './schema-reading.ts';
import { declarationKey, isReference, walkScoped } from './scope.ts';
import { outermost, type Spot, sightingsOf, sightingsOfPattern } from './sighting.ts';
import { useOf } from './use.ts';

type ObjectPattern = Extract<Node, { type: 'ObjectPattern' }>;

/** Finds every read of a module. Throws `RangeError` when it is nested deeper than the stack. */
export function collectReads(program: Program, names: Names): Pick<Collection, 'reads' | 'dynamic'> {
  const validated: Validated = { reads: [], dynamic: [], claimed: new Set(), handed: new Map() };
  const reading: SchemaReading = { names, shapes: new Map(), optional: new Map() };
  walkScoped(program, names.tracker, { enter: (node) => collectSchema(validated, reading, node) });
  const known = new Map<string, Held>();
  let collection = walkOnce(program, names, validated, known);
  if (known.size > 0) {
    // Functions may use a constant that is declared below them: the second walk knows all names from the start.
    for (const held of known.values()) held.uses.length = 0;
    collection = walkOnce(program, names, validated, known);
  }
  const reads = [...validated.reads, ...collection.reads];
  for (const { read, uses } of known.values()) {
    reads.push({ ...read, optional: read.optional || (uses.length > 0 && !uses.includes('needs')) });
  }
  reads.sort((a, b) => a.offset - b.offset);
  return { reads, dynamic: [...validated.dynamic, ...collection.dynamic].sort((a, b) => a - b) };
}

function walkOnce(program: Program, names: Names, validated: Validated, held: Map<string, Held>): Collection {
  const collection: Collection = { names, validated, guards: new Map(), reads: [], dynamic: [], held };
  walkScoped(program, names.tracker, {
    enter: (node, ancestors) => collectNode(collection, node, ancestors),
    leave: (node, ancestors) => noteEarlyExit(collection.guards, node, ancestors.at(-1)),
  });
  return collection;
}

function collectNode(collection: Collection, node: Node, ancestors: readonly Node[]): void {
  if (node.type === 'Identifier' && !isReference(node, ancestors)) return;
  const kind = bareEnvironment(node, collection.names);
  if (node.type === 'ObjectPattern') collectFromProcess(collection, node, ancestors);
  else if (kind !== undefined) collectEnvironment(collection, kind, { node, ancestors });
  else if (node.type === 'Identifier') collectUse(collection, node, ancestors);
}

// `const { env: { NAME } } = process`: the environment object itself never stands there.
function collectFromProcess(collection: Collection, pattern: ObjectPattern, ancestors: readonly Node[]): void {
  const parent = ancestors.at(-1);
  if (parent?.type !== 'VariableDeclarator' || parent.init === null || !isProcess(parent.init, collection.names))
    return;
  for (const property of pattern.properties) {
    if (property.type !== 'Property' || propertyName(property) !== 'env') continue;
    const target = property.value.type === 'AssignmentPattern' ? property.value.left : property.value;
    if (target.type !== 'ObjectPattern') continue;
    for (const sighting of sightingsOfPattern(target, { node: target, ancestors })) {
      record(collection, 'process.env', sighting);
    }
  }
}

function collectEnvironment(collection: Collection, kind: EnvironmentKind, spot: Spot): void {
  const { claimed } = collection.validated;
  const outer = outermost(spot);
  if (claimed.has(spot.node) || claimed.has(outer.node)) return;
  for (const sighting of sightingsOf(outer)) record(collection, kind, sighting);
}

function collectUse(collection: Collection, node: Extract<Node, { name: string }>, ancestors: readonly Node[]): void {
  const key = declarationKey(collection.names.tracker, node.name);
  const held = key === undefined ? undefined : collection.held.get(key);
  if (held === undefined) return;
  held.uses.push(useOf({ name: held.read.name, node, ancestors, guards: collection.guards }));
}
