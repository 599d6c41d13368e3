import { createScanner, type Node } from 'jsonc-parser';
import { UserError } from '../core/fault.ts';
import { neutraliseLine } from '../core/text.ts';

// Far beyond any configuration, far below the call stack that parsing uses up level by level.
const deepest = 64;

/** The line of an offset, from 1. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Refuses text nested so deeply that parsing it would end the program. `name` is the file as people know it. Throws `UserError`. */
export function refuseDepth(text: string, name: string): void {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
    const at = scanner.getTokenOffset();
    if (text[at] === '{' || text[at] === '[') depth += 1;
    if (text[at] === '}' || text[at] === ']') depth -= 1;
    if (depth <= deepest) continue;
    throw new UserError(
      `${name}:${lineOf(text, at)} is nested more than ${deepest} levels deep.`,
      'No key needs that; remove it.',
    );
  }
}

/** Refuses a key that stands twice in one object: readers keep the last one without a word. Throws `UserError`. */
export function refuseDuplicates(node: Node, text: string, name: string): void {
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
