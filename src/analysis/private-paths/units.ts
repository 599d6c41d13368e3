import type { Node, Program } from 'oxc-parser';
import { walk } from 'oxc-walker';
import { calleeName, memberName } from '../env-reads/expression.ts';
import { namesOf } from './bound-names.ts';
import { cacheHeadersIn, type SetHeader } from './cache-headers.ts';
import type { Link } from './links.ts';
import { requestReads } from './request-reads.ts';
import { readsThatOnlySendOn } from './send-on.ts';
import { type Sign, sessionSign } from './signs.ts';
import { isCookieAdapter, writeSign } from './write-signs.ts';

/** A sign at a line, from 1. */
export type SignAt = Sign & { readonly line: number };

/** What one function, or one constant, of a module does. */
export type Unit = {
  /** That it asks who is signed in. */
  readonly signs: readonly SignAt[];
  /** That it changes something; server actions inside it are left out, for they are not run by a read. */
  readonly writes: readonly SignAt[];
  /** Names of the module's own functions and of imports that it uses, with the first line. */
  readonly refs: ReadonlyMap<string, number>;
  /** Those of them that run when it runs: called, rendered or handed to a function, not put into a form as its action. */
  readonly runs: ReadonlySet<string>;
  /** That it reads the request: an empty text for a read that is sure, else the name that suggests it. */
  readonly reads: ReadonlySet<string>;
  /** Cache headers that it sets. */
  readonly sets: readonly SetHeader[];
  /** It loads code in a way that is not followed. */
  readonly loads: boolean;
  /** https://nextjs.org/docs/pages/api-reference/functions/get-initial-props */
  readonly hasInitialProps: boolean;
};

/** A unit that does nothing. */
export const emptyUnit: Unit = {
  signs: [],
  writes: [],
  refs: new Map(),
  runs: new Set(),
  reads: new Set(),
  sets: [],
  loads: false,
  hasInitialProps: false,
};

/** The units of a module, by local name. Throws `RangeError` when it is nested deeper than the stack. */
export function unitsOf(
  program: Program,
  imports: ReadonlyMap<string, Link>,
  lineOf: (offset: number) => number,
): ReadonlyMap<string, Unit> {
  const parts = program.body.flatMap(partsOf);
  const known = new Set([...imports.keys(), ...parts.flatMap(({ names }) => names)]);
  const units = new Map<string, Unit>();
  for (const { names, node } of parts) {
    const unit = { ...unitOf(node, known, lineOf), ...requestReads(node, imports), sets: cacheHeadersIn(node) };
    for (const name of names.length === 0 ? [''] : names) {
      const before = units.get(name);
      units.set(name, before === undefined ? unit : joined(before, unit));
    }
  }
  return units;
}

type Part = { readonly names: readonly string[]; readonly node: Node };

function partsOf(statement: Node): readonly Part[] {
  if (statement.type === 'ImportDeclaration' || statement.type.startsWith('TS')) return [];
  if (statement.type === 'ExportNamedDeclaration') {
    return statement.declaration === null ? [] : partsOf(statement.declaration);
  }
  if (statement.type === 'ExportDefaultDeclaration') {
    const { declaration } = statement;
    const own = 'id' in declaration && declaration.id?.type === 'Identifier' ? [declaration.id.name] : [];
    return [{ names: ['default', ...own], node: declaration }];
  }
  if (statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration') {
    return [{ names: statement.id === null ? [] : [statement.id.name], node: statement }];
  }
  if (statement.type !== 'VariableDeclaration') return [{ names: [], node: statement }];
  return statement.declarations.map((declarator) => ({ names: namesOf(declarator.id), node: declarator }));
}

function unitOf(
  part: Node,
  known: ReadonlySet<string>,
  lineOf: (offset: number) => number,
): Pick<Unit, 'signs' | 'writes' | 'refs' | 'runs'> {
  const signs: SignAt[] = [];
  const writes: SignAt[] = [];
  const refs = new Map<string, number>();
  const runs = new Set<string>();
  const sendsOn = readsThatOnlySendOn(part);
  // How many functions the walk is in that others run later.
  let later = 0;
  walk(part, {
    enter(node, parent) {
      if (node.type.startsWith('TS') && !('expression' in node)) return this.skip();
      if (isLater(node)) later += 1;
      const sign = sendsOn.has(node) ? undefined : sessionSign(node);
      if (sign !== undefined) signs.push({ ...sign, line: lineOf(node.start) });
      const write = later === 0 ? writeSign(node) : undefined;
      if (write !== undefined) writes.push({ ...write, line: lineOf(node.start) });
      const name = usedName(node, parent);
      if (name !== undefined && known.has(name) && !refs.has(name) && !isCallIn(sendsOn, parent)) {
        refs.set(name, lineOf(node.start));
      }
      if (name !== undefined && known.has(name) && later === 0 && isRun(node, parent)) runs.add(name);
    },
    leave(node) {
      if (isLater(node)) later -= 1;
    },
  });
  return { signs, writes, refs, runs };
}

// A read that only sends visitors on is not followed into what it calls either.
function isCallIn(sendsOn: ReadonlySet<Node>, parent: Node | null): boolean {
  return parent !== null && sendsOn.has(parent) && calleeName(parent) !== undefined;
}

function usedName(node: Node, parent: Node | null): string | undefined {
  if (node.type === 'JSXIdentifier') {
    const isTag = parent?.type === 'JSXOpeningElement' || parent?.type === 'JSXMemberExpression';
    return isTag && /^[A-Z]/.test(node.name) ? node.name : undefined;
  }
  if (node.type !== 'Identifier') return undefined;
  if (parent?.type === 'MemberExpression' && parent.property === node && !parent.computed) return undefined;
  if (parent?.type === 'Property' && parent.key === node && !parent.computed && !parent.shorthand) return undefined;
  return node.name;
}

// What the browser, a form or a session library calls when it comes to that.
function isLater(node: Node): boolean {
  if (node.type === 'JSXAttribute') return node.name.type === 'JSXIdentifier' && /^on[A-Z]/.test(node.name.name);
  return isAction(node) || isCookieAdapter(node) || /^use(?:Layout)?Effect$/.test(calleeName(node) ?? '');
}

function isRun(node: Node, parent: Node | null): boolean {
  // `action={save}`, and `save.bind(null, id)`, which is made for such a place.
  if (parent?.type === 'JSXExpressionContainer' || parent?.type === 'JSXAttribute') return false;
  return !(parent?.type === 'MemberExpression' && parent.object === node && memberName(parent) === 'bind');
}

// https://react.dev/reference/rsc/use-server
function isAction(node: Node): boolean {
  if (
    node.type !== 'FunctionDeclaration' &&
    node.type !== 'FunctionExpression' &&
    node.type !== 'ArrowFunctionExpression'
  )
    return false;
  const first = node.body?.type === 'BlockStatement' ? node.body.body[0] : undefined;
  return first !== undefined && 'directive' in first && first.directive === 'use server';
}

function joined(a: Unit, b: Unit): Unit {
  return {
    signs: [...a.signs, ...b.signs],
    writes: [...a.writes, ...b.writes],
    refs: new Map([...b.refs, ...a.refs]),
    runs: new Set([...a.runs, ...b.runs]),
    reads: new Set([...a.reads, ...b.reads]),
    sets: [...a.sets, ...b.sets],
    loads: a.loads || b.loads,
    hasInitialProps: a.hasInitialProps || b.hasInitialProps,
  };
}
