import type { Node } from 'oxc-parser';

/** The names that a pattern binds. */
export function namesOf(pattern: Node): readonly string[] {
  if (pattern.type === 'Identifier') return [pattern.name];
  if (pattern.type === 'AssignmentPattern') return namesOf(pattern.left);
  if (pattern.type === 'RestElement') return namesOf(pattern.argument);
  if (pattern.type === 'ArrayPattern') return pattern.elements.flatMap((one) => (one === null ? [] : namesOf(one)));
  if (pattern.type !== 'ObjectPattern') return [];
  return pattern.properties.flatMap((one) => namesOf(one.type === 'Property' ? one.value : one));
}
