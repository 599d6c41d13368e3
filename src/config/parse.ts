import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
  stripComments,
} from 'jsonc-parser';
import * as z from 'zod';
import { UserError } from '../core/fault.ts';
import { neutraliseLine } from '../core/text.ts';
import { suggestion } from './nearest.ts';
import { keysAt } from './schema-keys.ts';
import { lineOf, refuseDepth, refuseDuplicates } from './source-text.ts';

/**
 * Reads JSON with comments through a schema. Throws `UserError` naming the file, the line and, for a mistyped key, the
 * nearest right one. `name` is the file as people know it.
 */
export function parseJsonc<T>(raw: string, name: string, schema: z.ZodType<T>): T {
  // A byte order mark, as some editors write it, is no part of the text.
  const text = raw.replace(/^\uFEFF/, '');
  const tree = parseSource(text, name);
  const parsed = schema.safeParse(getNodeValue(tree));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue === undefined) throw parsed.error;
  throw explain(issue, { tree, text, name, schema });
}

function parseSource(text: string, name: string): Node {
  refuseDepth(text, name);
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const [broken] = errors;
  if (broken === undefined && tree !== undefined) {
    refuseDuplicates(tree, text, name);
    return tree;
  }
  const isEmpty = broken === undefined || stripComments(text).trim() === '';
  const what = isEmpty ? 'it is empty' : wordsOf(printParseErrorCode(broken.error));
  throw new UserError(
    `${name}:${lineOf(text, broken?.offset ?? 0)} is not valid JSON: ${what}.`,
    'Correct the line; comments and trailing commas are fine.',
  );
}

// The parser speaks in names: `CommaExpected`.
function wordsOf(code: string): string {
  return code.replace(/\B[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}

type Source = { readonly tree: Node; readonly text: string; readonly name: string; readonly schema: z.ZodType };

function explain(issue: z.core.$ZodIssue, source: Source): UserError {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  if (issue.code === 'unrecognized_keys') return explainUnknownKey(issue.keys[0] ?? '', path, source);
  const { tree, text, name } = source;
  const node = findNodeAtLocation(tree, path);
  const subject = path.length === 0 ? 'the file' : `"${keyName(path)}"`;
  const line = lineOf(text, (node ?? nearestNode(tree, path)).offset);
  if (node === undefined) return new UserError(`${name}:${line}: ${subject} is missing.`, 'Add it.');
  return new UserError(
    `${name}:${line}: ${subject} is wrong: ${messageOf(issue)}.`,
    'See the README, section Configuration.',
  );
}

function explainUnknownKey(key: string, path: readonly (string | number)[], { tree, text, name, schema }: Source) {
  const node = findNodeAtLocation(tree, [...path, key]);
  const where = path.length === 0 ? '' : ` in "${keyName(path)}"`;
  const known = keysAt(schema, path);
  return new UserError(
    `${name}:${lineOf(text, node?.parent?.offset ?? 0)} has an unknown key "${neutraliseLine(key)}"${where}.${suggestion(key, known)}`,
    known.length === 0 ? 'Remove it.' : `Known keys here: ${known.join(', ')}.`,
  );
}

// A wrong key of a record hides its reason one level down.
function messageOf(issue: z.core.$ZodIssue): string {
  return (issue.code === 'invalid_key' ? issue.issues[0]?.message : undefined) ?? issue.message;
}

function keyName(path: readonly (string | number)[]): string {
  return neutraliseLine(z.core.toDotPath(path));
}

// What is missing has no place; the object that lacks it has.
function nearestNode(tree: Node, path: readonly (string | number)[]): Node {
  for (let depth = path.length - 1; depth > 0; depth -= 1) {
    const node = findNodeAtLocation(tree, path.slice(0, depth));
    if (node !== undefined) return node;
  }
  return tree;
}
