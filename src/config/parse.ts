import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import type { z } from 'zod';
import { UserError } from '../core/fault.ts';
import { neutraliseLine } from '../core/text.ts';
import { suggestion } from './nearest.ts';

/**
 * Reads JSON with comments through a schema. Throws `UserError` naming the file, the line and, for a mistyped key, the
 * nearest right one. `name` is the file as people know it.
 */
export function parseJsonc<T>(text: string, name: string, schema: z.ZodType<T>): T {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const [broken] = errors;
  if (broken !== undefined || tree === undefined) {
    const what = broken === undefined ? 'it is empty' : printParseErrorCode(broken.error);
    throw new UserError(
      `${name}:${lineOf(text, broken?.offset ?? 0)} is not valid JSON: ${what}.`,
      'Correct the line; comments and trailing commas are fine.',
    );
  }
  refuseDuplicates(tree, text, name);
  const parsed = schema.safeParse(getNodeValue(tree));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue === undefined) throw parsed.error;
  throw explain(issue, tree, text, name, schema);
}

function explain(issue: z.core.$ZodIssue, tree: Node, text: string, name: string, schema: z.ZodType): UserError {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  const keys = path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    const node = findNodeAtLocation(tree, [...path, key]);
    const where = keys === '' ? '' : ` in "${neutraliseLine(keys)}"`;
    const known = keysAt(schema, path);
    const hint = known.length === 0 ? 'Remove it.' : `Known keys here: ${known.join(', ')}.`;
    return new UserError(
      `${name}:${lineOf(text, node?.parent?.offset ?? 0)} has an unknown key "${neutraliseLine(key)}"${where}.${suggestion(key, known)}`,
      hint,
    );
  }
  const node = findNodeAtLocation(tree, path);
  const subject = keys === '' ? 'the file' : `"${neutraliseLine(keys)}"`;
  return new UserError(
    `${name}:${lineOf(text, node?.offset ?? 0)}: ${subject} is wrong: ${issue.message}.`,
    'See the README, section Configuration.',
  );
}

// JSON readers keep the last of two equal keys without a word; a person then wonders why the first does nothing.
function refuseDuplicates(node: Node, text: string, name: string): void {
  const seen = new Set<string>();
  for (const child of node.children ?? []) {
    if (child.type !== 'property') {
      refuseDuplicates(child, text, name);
      continue;
    }
    const [key, value] = child.children ?? [];
    const word = String(key?.value);
    if (seen.has(word)) {
      throw new UserError(
        `${name}:${lineOf(text, child.offset)} has the key "${neutraliseLine(word)}" twice.`,
        'Remove one of them.',
      );
    }
    seen.add(word);
    if (value !== undefined) refuseDuplicates(value, text, name);
  }
}

function keysAt(schema: z.ZodType, path: readonly (string | number)[]): readonly string[] {
  let current: unknown = schema;
  for (const part of path) current = childOf(unwrap(current), part);
  const shape = shapeOf(unwrap(current));
  return shape === undefined ? [] : Object.keys(shape);
}

type Inner = {
  readonly def?: {
    readonly innerType?: unknown;
    readonly in?: unknown;
    readonly element?: unknown;
    readonly valueType?: unknown;
  };
  readonly shape?: Readonly<Record<string, unknown>>;
};

function unwrap(schema: unknown): unknown {
  const inner = (schema as Inner | undefined)?.def;
  const next = inner?.innerType ?? inner?.in;
  return next === undefined ? schema : unwrap(next);
}

function childOf(schema: unknown, part: string | number): unknown {
  const { shape, def } = (schema ?? {}) as Inner;
  if (shape !== undefined) return shape[part];
  return typeof part === 'number' ? def?.element : def?.valueType;
}

function shapeOf(schema: unknown): Readonly<Record<string, unknown>> | undefined {
  return (schema as Inner | undefined)?.shape;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
