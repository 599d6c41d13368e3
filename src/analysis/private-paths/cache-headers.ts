import type { Node } from 'oxc-parser';
import { walk } from 'oxc-walker';
import { calleeName, propertyName, stringOf, unwrap } from '../env-reads/expression.ts';

/** A header that code or configuration sets, its name in lower case; without a value when that is computed or may not apply. */
export type SetHeader = { readonly name: string; readonly value?: string };

const cacheHeaders: ReadonlySet<string> = new Set([
  ...['cache-control', 'cdn-cache-control', 'cloudflare-cdn-cache-control', 'vercel-cdn-cache-control'],
  'surrogate-control',
]);
const longestValue = 400;

/** The header under its lower-case name, when it is one that tells caches what to do. */
export function cacheHeader(name: string | undefined, value: string | undefined): SetHeader | undefined {
  const known = name?.trim().toLowerCase();
  if (known === undefined || !cacheHeaders.has(known)) return undefined;
  return value === undefined || value.length > longestValue ? { name: known } : { name: known, value: value.trim() };
}

/** The cache headers that a part of a module sets: by methods, in objects and in pairs. Those of requests that it sends are none. */
export function cacheHeadersIn(part: Node): readonly SetHeader[] {
  const found: SetHeader[] = [];
  let branches = 0;
  walk(part, {
    enter(node, parent) {
      if (/^(?:fetch|\$fetch|axios)$/.test(calleeName(node) ?? '') || calledClass(node) === 'Request')
        return this.skip();
      if (isBranch(node, parent)) branches += 1;
      const set = headerOf(node);
      const header =
        set === undefined ? undefined : cacheHeader(stringOf(set.name), stringOf(set.value && unwrap(set.value)));
      if (header !== undefined) found.push(branches === 0 ? header : { name: header.name });
    },
    leave(node, parent) {
      if (isBranch(node, parent)) branches -= 1;
    },
  });
  return found;
}

/** One of each name: with its value when all say the same. */
export function mergeHeaders(headers: readonly SetHeader[]): readonly SetHeader[] {
  const byName = Map.groupBy(headers, ({ name }) => name);
  const names = [...byName.keys()].toSorted();
  return names.map((name) => {
    const values = new Set(byName.get(name)?.map(({ value }) => value));
    const [value] = values;
    return values.size > 1 || value === undefined ? { name } : { name, value };
  });
}

function headerOf(node: Node): { readonly name: Node | undefined; readonly value: Node | undefined } | undefined {
  if (node.type === 'CallExpression' && /^(?:setHeader|set|append|header)$/.test(calleeName(node) ?? ''))
    return { name: node.arguments[0], value: node.arguments[1] };
  if (node.type === 'ArrayExpression' && node.elements.length === 2)
    return { name: node.elements[0] ?? undefined, value: node.elements[1] ?? undefined };
  // Without quotes only `headers: { CDNCacheControl }` could be meant, which is no header.
  const isNamed = node.type === 'Property' && propertyName(node) !== undefined;
  return isNamed && node.type === 'Property' ? { name: node.key, value: node.value } : undefined;
}

// What stands in a branch may not apply.
function isBranch(node: Node, parent: Node | null): boolean {
  if (node.type === 'CatchClause' || node.type === 'SwitchCase') return true;
  if (parent?.type === 'IfStatement') return parent.test !== node;
  if (parent?.type === 'ConditionalExpression') return parent.test !== node;
  return parent?.type === 'LogicalExpression' && parent.right === node;
}

function calledClass(node: Node): string | undefined {
  return node.type === 'NewExpression' && node.callee.type === 'Identifier' ? node.callee.name : undefined;
}
