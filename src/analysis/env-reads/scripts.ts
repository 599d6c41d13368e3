import { findNodeAtLocation, getNodeValue, type Node, parseTree } from 'jsonc-parser';
import { lineCounter } from './lines.ts';
import type { TextRead } from './prisma.ts';

const variable = /\$(?:([A-Za-z_]\w{0,199})|\{([A-Za-z_]\w{0,199})[^}]{0,200}\})/g;

/** The `$X` and `${X}` in the scripts of a package.json. A shell takes a missing variable for empty text: all are optional. */
export function scriptReads(manifest: string): readonly TextRead[] {
  const tree = parseTree(manifest);
  const scripts = tree === undefined ? undefined : findNodeAtLocation(tree, ['scripts']);
  const lineOf = lineCounter(manifest);
  const reads: TextRead[] = [];
  for (const property of scripts?.children ?? []) {
    const command = property.children?.[1];
    if (command === undefined) continue;
    for (const name of variablesIn(command)) reads.push({ name, line: lineOf(command.offset), optional: true });
  }
  return reads;
}

function variablesIn(command: Node): ReadonlySet<string> {
  const text: unknown = getNodeValue(command);
  const names = new Set<string>();
  if (typeof text !== 'string') return names;
  for (const [, plain, braced] of text.matchAll(variable)) {
    const name = plain ?? braced ?? '';
    if (!name.startsWith('npm_')) names.add(name);
  }
  return names;
}
