import type { Node } from 'oxc-parser';
import { constantOf } from './environment.ts';
import { calleeName, memberName, propertyName, stringOf, unwrap } from './expression.ts';
import type { SchemaReading } from './schema-reading.ts';

/** Calls that let a variable be missing, as a method (`.optional()`) or a function (`optional(…)`), in zod, valibot and their kin. */
const lenient: ReadonlySet<string> = new Set([
  'optional',
  'exactOptional',
  'nullish',
  'default',
  'prefault',
  'catch',
  'fallback',
  'undefinedable',
  'any',
  'unknown',
  'undefined',
]);
const wrapping: ReadonlySet<string> = new Set(['pipe', 'preprocess', 'union', 'or']);

/** Whether a schema entry accepts a missing variable. What cannot be read counts as required. */
export function isOptionalEntry(expression: Node, reading: SchemaReading): boolean {
  const node = unwrap(expression);
  const known = reading.optional.get(node);
  if (known !== undefined) return known;
  // A name that leads back to itself finds this and ends.
  reading.optional.set(node, false);
  const optional = readEntry(node, reading);
  reading.optional.set(node, optional);
  return optional;
}

function readEntry(node: Node, reading: SchemaReading): boolean {
  const inner = (next: Node) => isOptionalEntry(next, reading);
  switch (node.type) {
    case 'Literal':
      return isOptionalDefinition(stringOf(node) ?? '');
    case 'ConditionalExpression':
      return inner(node.consequent) && inner(node.alternate);
    case 'Identifier': {
      const value = constantOf(node.name, reading.names);
      return value !== undefined && inner(value);
    }
    case 'CallExpression':
      return isOptionalCall(node, inner);
    default:
      return false;
  }
}

/** ArkType keeps both in its definition string: `string = 'x'`, `string?`. https://arktype.io/docs/objects */
function isOptionalDefinition(definition: string): boolean {
  return definition.trimEnd().endsWith('?') || /[^<>=!]=(?!=)/.test(definition);
}

function isOptionalCall(node: Extract<Node, { type: 'CallExpression' }>, inner: (next: Node) => boolean): boolean {
  const name = calleeName(node) ?? '';
  if (lenient.has(name)) return true;
  const callee = unwrap(node.callee);
  if (wrapping.has(name) && node.arguments.some((argument) => acceptsMissing(argument, inner))) return true;
  if (callee.type !== 'MemberExpression') return node.arguments.some(hasDefault);
  // Boolean(undefined) is false: a coerced boolean never complains.
  if (name === 'boolean' && memberName(unwrap(callee.object)) === 'coerce') return true;
  return inner(callee.object);
}

function acceptsMissing(argument: Node, inner: (next: Node) => boolean): boolean {
  if (argument.type !== 'ArrayExpression') return inner(argument);
  return argument.elements.some((element) => element !== null && inner(element));
}

/** envalid's `str({ default: 'x' })`. Its `devDefault` does not apply in production. https://github.com/af/envalid */
function hasDefault(argument: Node): boolean {
  if (argument.type !== 'ObjectExpression') return false;
  return argument.properties.some((property) => propertyName(property) === 'default');
}
