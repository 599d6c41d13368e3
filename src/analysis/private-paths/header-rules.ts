import type { Node } from 'oxc-parser';
import * as z from 'zod';
import { propertyName, stringOf, unwrap } from '../env-reads/expression.ts';
import { parseModule } from '../env-reads/parse.ts';
import { walkProgram } from '../env-reads/scope.ts';
import type { Piece } from '../next-routes/expression.ts';
import { matchesExpression } from '../next-routes/match-expression.ts';
import { parsePathPattern } from '../next-routes/path-pattern.ts';
import { cacheHeader, type SetHeader } from './cache-headers.ts';

/** Cache headers that a configuration sets for the paths of a pattern. */
export type HeaderRule = {
  /** `undefined`: it cannot be read, and may cover any path. */
  readonly piece: Piece | undefined;
  /** Its pattern is written without the app's base path. */
  readonly belowBase: boolean;
  /** It asks for more than the path: a host, a header, a cookie. */
  readonly narrowed: boolean;
  readonly ignoreCase: boolean;
  readonly headers: readonly SetHeader[];
};

/** The rules of `headers()` in `next.config.*`, as far as they are written out. https://nextjs.org/docs/app/api-reference/config/next-config-js/headers */
export function nextHeaderRules(path: string, source: string): readonly HeaderRule[] {
  if (!/cache-control|surrogate-control/i.test(source)) return [];
  const parsed = parseModule(path, source);
  if (parsed.state === 'unread') return [];
  const rules: HeaderRule[] = [];
  walkProgram(parsed.result.program, (node) => {
    const [from, list] = [valueIn(node, 'source'), valueIn(node, 'headers')];
    if (from === undefined || list?.type !== 'ArrayExpression') return;
    const headers = list.elements.flatMap((one) => {
      const [key, value] = one === null ? [] : [valueIn(one, 'key'), valueIn(one, 'value')];
      return cacheHeader(stringOf(key), stringOf(value)) ?? [];
    });
    const base = valueIn(node, 'basePath');
    const belowBase = !(base?.type === 'Literal' && base.value === false);
    const narrowed = ['has', 'missing'].some((name) => valueIn(node, name) !== undefined);
    if (headers.length > 0)
      rules.push({ piece: pieceOf(stringOf(from)), belowBase, narrowed, ignoreCase: true, headers });
  });
  return rules;
}

const vercelFile = z.object({
  headers: z.array(
    z.object({
      source: z.string(),
      headers: z.array(z.object({ key: z.string(), value: z.string() })),
      has: z.unknown().optional(),
      missing: z.unknown().optional(),
    }),
  ),
});

/** The rules of `headers` in `vercel.json`. https://vercel.com/docs/project-configuration#headers */
export function vercelHeaderRules(text: string): readonly HeaderRule[] {
  const read = vercelFile.safeParse(parsed(text));
  if (!read.success) return [];
  return read.data.headers.flatMap(({ source, headers: written, has, missing }) => {
    const headers = written.flatMap(({ key, value }) => cacheHeader(key, value) ?? []);
    const narrowed = has !== undefined || missing !== undefined;
    return headers.length === 0
      ? []
      : [{ piece: pieceOf(source), belowBase: false, narrowed, ignoreCase: false, headers }];
  });
}

/** What the rules of one file set for a path, `below` being the path without the base path. Of several for one name the last counts. */
export function headersFor(rules: readonly HeaderRule[], path: string, below: string): readonly SetHeader[] {
  const set = new Map<string, SetHeader>();
  for (const { piece, belowBase, narrowed, ignoreCase, headers } of rules) {
    const text = belowBase ? below : path;
    const covers = piece === undefined ? undefined : matchesExpression(piece, text, { whole: true, ignoreCase });
    if (covers === false) continue;
    const isSure = covers === true && !narrowed;
    for (const header of headers) set.set(header.name, isSure ? header : { name: header.name });
  }
  return [...set.values()];
}

function pieceOf(source: string | undefined): Piece | undefined {
  return source === undefined ? undefined : parsePathPattern(source);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The build refuses it too.
    return undefined;
  }
}

function valueIn(object: Node, name: string): Node | undefined {
  if (object.type !== 'ObjectExpression') return undefined;
  for (const one of object.properties) {
    if (one.type === 'Property' && propertyName(one) === name) return unwrap(one.value);
  }
  return undefined;
}
