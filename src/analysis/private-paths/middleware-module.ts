import type { Node, Program } from 'oxc-parser';
import { stringOf, unwrap } from '../env-reads/expression.ts';
import { lineCounter } from '../env-reads/lines.ts';
import { parseModule } from '../env-reads/parse.ts';
import { parsePathPattern } from '../next-routes/path-pattern.ts';
import { namesOf } from './bound-names.ts';
import { type Link, linksOf } from './links.ts';

/** A module as the reading of middleware needs it: what its names stand for, before anything is worked out. */
export type MiddlewareModule = {
  readonly path: string;
  readonly program: Program;
  /** The node that a top-level name is bound to: a function, or an expression with the pattern that takes it apart. */
  readonly bindings: ReadonlyMap<string, Binding>;
  readonly exports: ReadonlyMap<string, string | Link>;
  readonly stars: readonly string[];
  readonly imports: ReadonlyMap<string, Link>;
  readonly lineOf: (offset: number) => number;
};

export type Binding = { readonly node: Node; readonly pattern?: Node };

/** Paths that a middleware is run for. */
export type Matchers = {
  /** `undefined`: it is run for all. */
  readonly patterns: readonly string[] | undefined;
  /** Lines of those that could not be read: then it may be run for any path. */
  readonly unread: readonly number[];
};

/** Parses a module; `undefined` when it cannot be used, or not in full. */
export function parseMiddlewareModule(path: string, source: string): MiddlewareModule | undefined {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  const parsed = parseModule(path, text);
  if (parsed.state === 'unread' || parsed.damaged) return undefined;
  const { program } = parsed.result;
  return { path, program, bindings: bindingsOf(program), lineOf: lineCounter(text), ...linksOf(parsed.result) };
}

function bindingsOf(program: Program): ReadonlyMap<string, Binding> {
  const bindings = new Map<string, Binding>();
  const add = (node: Node): void => {
    if (node.type === 'ExportNamedDeclaration' && node.declaration !== null) add(node.declaration);
    if (node.type === 'ExportDefaultDeclaration') {
      bindings.set('default', { node: node.declaration });
      if (node.declaration.type === 'FunctionDeclaration') add(node.declaration);
    }
    if (node.type === 'FunctionDeclaration' && node.id !== null) bindings.set(node.id.name, { node });
    if (node.type !== 'VariableDeclaration') return;
    for (const { id, init } of node.declarations) {
      if (init === null) continue;
      for (const name of namesOf(id))
        bindings.set(name, id.type === 'Identifier' ? { node: init } : { node: init, pattern: id });
    }
  };
  for (const statement of program.body) add(statement);
  return bindings;
}

/**
 * The `matcher` of a middleware's `config`, which Next.js reads without running it: text, lists of texts, objects with a `source`.
 * `has` and `missing` narrow it by headers and cookies, not by paths. https://nextjs.org/docs/app/api-reference/file-conventions/proxy#matcher
 */
export function matchersOf({ bindings, lineOf }: MiddlewareModule): Matchers {
  const config = bindings.get('config')?.node;
  const matcher = config === undefined ? undefined : property(unwrap(config), 'matcher');
  if (matcher === undefined) return { patterns: undefined, unread: [] };
  const patterns: string[] = [];
  const unread: number[] = [];
  const inner = unwrap(matcher);
  const entries = inner.type === 'ArrayExpression' ? inner.elements : [inner];
  for (const entry of entries) {
    const one = entry === null ? undefined : unwrap(entry);
    const pattern = stringOf(one) ?? stringOf(one === undefined ? undefined : property(one, 'source'));
    if (pattern !== undefined && parsePathPattern(pattern) !== undefined) patterns.push(pattern);
    else unread.push(lineOf((one ?? inner).start));
  }
  return { patterns, unread };
}

/** The value of a property in an object that is written out. */
export function property(object: Node, name: string): Node | undefined {
  if (object.type !== 'ObjectExpression') return undefined;
  for (const one of object.properties) {
    if (one.type !== 'Property') continue;
    const key = one.key.type === 'Identifier' && !one.computed ? one.key.name : stringOf(one.key);
    if (key === name) return one.value;
  }
  return undefined;
}
