import type { Node } from 'oxc-parser';
import { constantOf } from './environment.ts';
import { calleeName, propertyName, unwrap } from './expression.ts';
import { isOptionalEntry } from './schema-entry.ts';
import type { SchemaEntry, SchemaReading, Shape } from './schema-reading.ts';

const builders: ReadonlySet<string> = new Set([
  'object',
  'strictObject',
  'looseObject',
  'objectAsync',
  'interface',
  'type',
  'arkenv',
  'pipe',
]);
const extending: ReadonlySet<string> = new Set(['extend', 'safeExtend', 'augment', 'setKey', 'merge', 'and', 'keys']);

/** The entries of a schema expression (zod, valibot, arktype, a plain object), or `undefined` when it is none that can be read. */
export function shapeOf(expression: Node, reading: SchemaReading): Shape | undefined {
  const node = unwrap(expression);
  if (reading.shapes.has(node)) return reading.shapes.get(node);
  // A name that leads back to itself finds this and ends.
  reading.shapes.set(node, undefined);
  const shape = readShape(node, reading);
  reading.shapes.set(node, shape);
  return shape;
}

/** The shape of entries that stand in another module: any variable may be among them. */
export function openShape(node: Node): Shape {
  return { entries: new Map(), open: new Set([node.start]) };
}

function readShape(node: Node, reading: SchemaReading): Shape | undefined {
  if (node.type === 'ObjectExpression') return mergeShapes(node.properties.map((part) => shapeOfPart(part, reading)));
  if (node.type === 'CallExpression') return shapeOfCall(node, reading);
  const value = node.type === 'Identifier' ? constantOf(node.name, reading.names) : undefined;
  return value === undefined ? undefined : shapeOf(value, reading);
}

function shapeOfPart(part: Node, reading: SchemaReading): Shape {
  if (part.type === 'SpreadElement') return shapeOf(part.argument, reading) ?? openShape(part);
  const key = propertyName(part);
  if (part.type !== 'Property' || key === undefined) return openShape(part);
  const name = key.endsWith('?') ? key.slice(0, -1) : key;
  const optional = name !== key || isOptionalEntry(part.value, reading);
  return { entries: new Map([[name, { offset: part.start, optional }]]), open: new Set() };
}

function shapeOfCall(node: Extract<Node, { type: 'CallExpression' }>, reading: SchemaReading): Shape | undefined {
  const name = calleeName(node) ?? '';
  const argument = node.arguments[0];
  const built = argument !== undefined && builders.has(name) ? shapeOf(argument, reading) : undefined;
  if (built !== undefined) return built;
  const callee = unwrap(node.callee);
  const base = callee.type === 'MemberExpression' ? shapeOf(callee.object, reading) : undefined;
  if (base === undefined) return undefined;
  if (name === 'partial' && argument === undefined) return allOptional(base);
  if (argument === undefined || !extending.has(name)) return base;
  return mergeShapes([base, shapeOf(argument, reading) ?? openShape(argument)]);
}

function allOptional(shape: Shape): Shape {
  const entries = new Map<string, SchemaEntry>();
  for (const [name, entry] of shape.entries) entries.set(name, { ...entry, optional: true });
  return { entries, open: shape.open };
}

function mergeShapes(shapes: readonly Shape[]): Shape {
  const entries = new Map<string, SchemaEntry>();
  const open = new Set<number>();
  for (const shape of shapes) {
    for (const [name, entry] of shape.entries) entries.set(name, entry);
    for (const offset of shape.open) open.add(offset);
  }
  return { entries, open };
}
