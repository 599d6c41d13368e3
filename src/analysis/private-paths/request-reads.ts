import type { Node } from 'oxc-parser';
import { walk } from 'oxc-walker';
import { calleeName, memberName, propertyName, stringOf, unwrap } from '../env-reads/expression.ts';
import type { Link } from './links.ts';
import { sessionSign } from './signs.ts';
import type { Unit } from './units.ts';

/** What makes an answer one of a single request. https://nextjs.org/docs/app/guides/caching#dynamic-rendering */
const ofNext: ReadonlySet<string> = new Set([
  ...['next/headers cookies', 'next/headers headers', 'next/headers draftMode', 'next/server connection'],
  ...['next/cache noStore', 'next/cache unstable_noStore', 'next/cache cookies'],
]);
// Helpers of session libraries that read cookies or headers, whatever else bears their name.
const helpers: ReadonlySet<string> = new Set([
  ...['getServerSession', 'currentUser', 'createServerClient', 'createServerComponentClient', 'getKindeServerSession'],
  ...['getIronSession', 'createRouteHandlerClient', 'auth'],
]);

/** Reads that are ones of the request in a route's own module alone; elsewhere such names stand for anything. */
export const ownReads: ReadonlySet<string> = new Set(['searchParams', 'request']);

/** Where a part of a module reads the request, and whether it loads code in a way that is not followed. */
export function requestReads(
  part: Node,
  imports: ReadonlyMap<string, Link>,
): Pick<Unit, 'reads' | 'loads' | 'hasInitialProps'> {
  const reads = new Set<string>();
  let [loads, hasInitialProps] = [false, false];
  const taken = new Set<string>();
  const naming = new Set<Node>();
  const params = paramsOf(part);
  walk(part, {
    enter(node, parent) {
      if (node.type.startsWith('TS') && !('expression' in node)) return this.skip();
      if (node.type === 'ImportExpression' || calleeName(node) === 'require') loads = true;
      if (memberName(node) === 'getInitialProps' || methodName(node) === 'getInitialProps') hasInitialProps = true;
      const read = readOf(node, imports) ?? memberRead(node, params);
      if (read !== undefined) reads.add(read);
      if (parent?.type === 'ObjectPattern' && node.type === 'Property' && propertyName(node) === 'searchParams') {
        const bound = node.value.type === 'AssignmentPattern' ? node.value.left : node.value;
        for (const one of [node.key, bound]) naming.add(one);
        if (bound.type === 'Identifier') taken.add(bound.name);
        else reads.add('searchParams');
      }
      if (node.type === 'Identifier' && taken.has(node.name) && !naming.has(node)) reads.add('searchParams');
    },
  });
  return { reads, loads, hasInitialProps };
}

function methodName(node: Node): string | undefined {
  return node.type === 'MethodDefinition' && node.key.type === 'Identifier' ? node.key.name : undefined;
}

function memberRead(node: Node, params: ReadonlySet<string>): string | undefined {
  const name = memberName(node);
  const holder = node.type === 'MemberExpression' ? unwrap(node.object) : undefined;
  if (name === undefined || holder?.type !== 'Identifier' || !params.has(holder.name)) return undefined;
  if (name === 'searchParams') return 'searchParams';
  return /^_?req(?:uest)?$/.test(holder.name) ? 'request' : undefined;
}

function readOf(node: Node, imports: ReadonlyMap<string, Link>): string | undefined {
  const name = calleeName(node);
  if (node.type === 'CallExpression' && name !== undefined && unwrap(node.callee).type === 'Identifier') {
    const link = imports.get(name);
    if (link !== undefined && ofNext.has(`${link.from} ${link.name}`)) return '';
    if (helpers.has(name)) return '';
    if (name === 'fetch' && isUncached(node)) return '';
    return sessionSign(node) === undefined ? undefined : name;
  }
  return sessionSign(node) === undefined ? undefined : '';
}

// https://nextjs.org/docs/app/api-reference/functions/fetch
function isUncached({ arguments: given }: Extract<Node, { type: 'CallExpression' }>): boolean {
  const options = given[1];
  if (options?.type !== 'ObjectExpression') return false;
  return options.properties.some((one) => {
    if (one.type !== 'Property') return false;
    if (propertyName(one) === 'cache') return stringOf(one.value) === 'no-store';
    if (propertyName(one) !== 'next' || one.value.type !== 'ObjectExpression') return false;
    return one.value.properties.some(
      (inner) =>
        propertyName(inner) === 'revalidate' &&
        inner.type === 'Property' &&
        inner.value.type === 'Literal' &&
        inner.value.value === 0,
    );
  });
}

/** The plain parameters of the functions that a part of a module is made of. */
function paramsOf(part: Node): ReadonlySet<string> {
  const names = new Set<string>();
  walk(part, {
    enter(node) {
      if (!('params' in node) || !Array.isArray(node.params)) return;
      for (const one of node.params) if (one.type === 'Identifier') names.add(one.name);
    },
  });
  return names;
}
