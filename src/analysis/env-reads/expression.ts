import type { Node } from 'oxc-parser';

/** The expression inside casts, `!`, parentheses and optional chains. */
export function unwrap(node: Node): Node {
  let inner = node;
  while (isWrapper(inner)) inner = inner.expression;
  return inner;
}

/** Whether a node only wraps one expression and leaves its value as it is. */
export function isWrapper(node: Node): node is Extract<Node, { readonly type: WrapperType }> {
  return (wrappers as ReadonlySet<string>).has(node.type);
}

type WrapperType = (typeof wrapperTypes)[number];
const wrapperTypes = [
  'ChainExpression',
  'ParenthesizedExpression',
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
] as const;
const wrappers = new Set<WrapperType>(wrapperTypes);

/** The text of a string literal or a template without expressions. */
export function stringOf(node: Node | null | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type !== 'TemplateLiteral' || node.expressions.length > 0) return undefined;
  return node.quasis[0]?.value.cooked ?? undefined;
}

/** The property a member expression names, when that is known without running anything. */
export function memberName(node: Node): string | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  if (node.computed) return stringOf(unwrap(node.property));
  return node.property.type === 'Identifier' ? node.property.name : undefined;
}

/** The key of a property in an object or a pattern, when it is not computed from values. */
export function propertyName(node: Node): string | undefined {
  if (node.type !== 'Property') return undefined;
  if (!node.computed && node.key.type === 'Identifier') return node.key.name;
  return stringOf(node.key);
}

/** What a call calls, by its last name: `parse` for `schema.parse()`, `cleanEnv` for `cleanEnv()`. */
export function calleeName(node: Node): string | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const callee = unwrap(node.callee);
  return callee.type === 'Identifier' ? callee.name : memberName(callee);
}
