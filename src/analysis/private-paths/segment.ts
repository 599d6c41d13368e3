import type { Node, Program } from 'oxc-parser';
import { stringOf, unwrap } from '../env-reads/expression.ts';

/**
 * What a page, layout or handler says of how it is rendered, by the name of its export; `undefined` for a value that is not written out.
 * https://nextjs.org/docs/app/api-reference/file-conventions/route-segment-config
 */
export type Segment = ReadonlyMap<string, string | number | boolean | undefined>;

const names: ReadonlySet<string> = new Set(['dynamic', 'revalidate', 'fetchCache']);

/** Reads these exports of a module. */
export function readSegment(program: Program): Segment {
  const segment = new Map<string, string | number | boolean | undefined>();
  for (const statement of program.body) {
    if (statement.type !== 'ExportNamedDeclaration') continue;
    for (const { exported } of statement.specifiers) {
      if (exported.type === 'Identifier' && names.has(exported.name)) segment.set(exported.name, undefined);
    }
    if (statement.declaration?.type !== 'VariableDeclaration') continue;
    for (const { id, init } of statement.declaration.declarations) {
      if (id.type !== 'Identifier' || !names.has(id.name)) continue;
      segment.set(id.name, init === null ? undefined : writtenValue(unwrap(init)));
    }
  }
  return segment;
}

function writtenValue(node: Node): string | number | boolean | undefined {
  if (node.type !== 'Literal') return stringOf(node);
  const { value } = node;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}
