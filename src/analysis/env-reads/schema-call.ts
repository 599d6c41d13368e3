import type { Node } from 'oxc-parser';
import type { Validated } from './collection.ts';
import { constantOf, environmentOf } from './environment.ts';
import { calleeName, propertyName, unwrap } from './expression.ts';
import type { SchemaReading, Shape } from './schema-reading.ts';
import { openShape, shapeOf } from './schema-shape.ts';

type Call = Extract<Node, { type: 'CallExpression' }>;

/** One schema with what it validates; without `environment` it reads the environment by itself. */
type Validation = { readonly shape: Shape; readonly environment: Node | undefined; readonly serverOnly: boolean };

const parsers: ReadonlySet<string> = new Set([
  'parse',
  'safeParse',
  'parseAsync',
  'safeParseAsync',
  'decode',
  'safeDecode',
  'assert',
  'validate',
  'validateSync',
  'cast',
]);
/** envalid and znv: the environment first, then the entries. */
const cleaners: ReadonlySet<string> = new Set(['cleanEnv', 'customCleanEnv', 'parseEnv']);

/**
 * Recognises a validated environment: zod, valibot, arktype, envalid and t3-env (https://env.t3.gg/docs/core). Each
 * entry of the schema becomes a read, and what is handed to it is no read of its own.
 */
export function collectSchema(validated: Validated, reading: SchemaReading, node: Node): void {
  if (node.type !== 'CallExpression') return;
  for (const validation of validationsOf(reading, node)) record(validated, reading, validation);
}

function validationsOf(reading: SchemaReading, call: Call): readonly Validation[] {
  const name = calleeName(call) ?? '';
  const [first, second] = call.arguments;
  if (first === undefined) return [];
  if (name === 'createEnv') return t3Validations(reading, first);
  if (cleaners.has(name) && second !== undefined) return validation(reading, second, first);
  const callee = unwrap(call.callee);
  if (parsers.has(name)) {
    if (second !== undefined && isInput(reading, second)) return validation(reading, first, second);
    if (callee.type !== 'MemberExpression') return [];
    return isInput(reading, first) ? validation(reading, callee.object, first) : [];
  }
  return isInput(reading, first) && isArkType(reading, callee) ? validation(reading, callee, first) : [];
}

function validation(reading: SchemaReading, schema: Node, environment: Node): readonly Validation[] {
  const shape = isInput(reading, environment) ? shapeOf(schema, reading) : undefined;
  return shape === undefined ? [] : [{ shape, environment, serverOnly: false }];
}

/** Entries under `server` never reach the browser: t3-env throws when they are read there. */
function t3Validations(reading: SchemaReading, options: Node): readonly Validation[] {
  const object = unwrap(options);
  if (object.type !== 'ObjectExpression') return [];
  const byName = new Map<string, Node>();
  for (const property of object.properties) {
    const name = propertyName(property);
    if (property.type === 'Property' && name !== undefined) byName.set(name, property.value);
  }
  const environment =
    byName.get('runtimeEnv') ?? byName.get('runtimeEnvStrict') ?? byName.get('experimental__runtimeEnv');
  const validations: Validation[] = [];
  for (const group of ['server', 'client', 'shared']) {
    const entries = byName.get(group);
    const shape = entries === undefined ? undefined : shapeOf(entries, reading);
    if (shape !== undefined) validations.push({ shape, environment, serverOnly: group === 'server' });
    else if (entries !== undefined) validations.push({ shape: openShape(entries), environment, serverOnly: true });
  }
  return validations;
}

function record(validated: Validated, reading: SchemaReading, { shape, environment, serverOnly }: Validation): void {
  const handed = claimInput(validated, reading, { shape, environment, serverOnly });
  validated.dynamic.push(...shape.open);
  for (const [name, { offset, optional }] of shape.entries) {
    if (!handed.has(name)) validated.reads.push({ name, offset, optional, via: 'schema', serverOnly });
  }
}

/** Takes the validated object out of the ordinary search. Returns the entries that it hands over one by one. */
function claimInput(validated: Validated, reading: SchemaReading, { shape, environment, serverOnly }: Validation) {
  const handed = new Set<string>();
  if (environment === undefined) return handed;
  const node = resolved(reading, environment);
  claim(validated, environment);
  if (node.type !== 'ObjectExpression') return handed;
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') claim(validated, property.argument);
    const name = propertyName(property);
    const entry = name === undefined ? undefined : shape.entries.get(name);
    if (property.type !== 'Property' || name === undefined || entry === undefined) continue;
    validated.handed.set(property.value, { optional: entry.optional, serverOnly });
    handed.add(name);
  }
  return handed;
}

function claim(validated: Validated, node: Node): void {
  validated.claimed.add(node);
  validated.claimed.add(unwrap(node));
}

/** Whether a value is the environment, or an object put together from it. */
function isInput(reading: SchemaReading, input: Node): boolean {
  const node = resolved(reading, input);
  if (environmentOf(node, reading.names) !== undefined) return true;
  if (node.type !== 'ObjectExpression') return false;
  return node.properties.some((property) => takesFromEnvironment(reading, property));
}

function takesFromEnvironment(reading: SchemaReading, property: Node): boolean {
  if (property.type === 'SpreadElement') return environmentOf(property.argument, reading.names) !== undefined;
  const value = property.type === 'Property' ? unwrap(property.value) : undefined;
  return value?.type === 'MemberExpression' && environmentOf(value.object, reading.names) !== undefined;
}

function resolved(reading: SchemaReading, input: Node): Node {
  const node = unwrap(input);
  if (node.type !== 'Identifier') return node;
  return constantOf(node.name, reading.names) ?? node;
}

function isArkType(reading: SchemaReading, callee: Node): boolean {
  const node = resolved(reading, callee);
  const name = calleeName(node);
  return name === 'type' || name === 'arkenv';
}
