import type { Node, Program } from 'oxc-parser';
import { walk } from 'oxc-walker';
import { calleeName } from '../env-reads/expression.ts';
import { namesOf } from './bound-names.ts';
import { readsThatOnlySendOn } from './send-on.ts';
import { type Sign, sessionSign, writeSign } from './signs.ts';

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
};

/** The units of a module, by local name. Throws `RangeError` when it is nested deeper than the stack. */
export function unitsOf(
  program: Program,
  imports: ReadonlySet<string>,
  lineOf: (offset: number) => number,
): ReadonlyMap<string, Unit> {
  const parts = program.body.flatMap(partsOf);
  const known = new Set([...imports, ...parts.flatMap(({ names }) => names)]);
  const units = new Map<string, Unit>();
  for (const { names, node } of parts) {
    const unit = unitOf(node, known, lineOf);
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

function unitOf(part: Node, known: ReadonlySet<string>, lineOf: (offset: number) => number): Unit {
  const signs: SignAt[] = [];
  const writes: SignAt[] = [];
  const refs = new Map<string, number>();
  const sendsOn = readsThatOnlySendOn(part);
  let actions = 0;
  walk(part, {
    enter(node, parent) {
      if (node.type.startsWith('TS') && !('expression' in node)) return this.skip();
      if (isAction(node)) actions += 1;
      const sign = sendsOn.has(node) ? undefined : sessionSign(node);
      if (sign !== undefined) signs.push({ ...sign, line: lineOf(node.start) });
      const write = actions === 0 ? writeSign(node) : undefined;
      if (write !== undefined) writes.push({ ...write, line: lineOf(node.start) });
      const name = usedName(node, parent);
      if (name !== undefined && known.has(name) && !refs.has(name) && !isCallIn(sendsOn, parent)) {
        refs.set(name, lineOf(node.start));
      }
    },
    leave(node) {
      if (isAction(node)) actions -= 1;
    },
  });
  return { signs, writes, refs };
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
  return { signs: [...a.signs, ...b.signs], writes: [...a.writes, ...b.writes], refs: new Map([...b.refs, ...a.refs]) };
}
