import { evaluateExpression } from '../cloudflare-rules/evaluate.ts';
import type { Expression } from '../cloudflare-rules/expression.ts';
import { namesIn } from '../cloudflare-rules/names.ts';
import type { Truth } from '../cloudflare-rules/request.ts';
import { allOf, anyOf, notOf } from '../cloudflare-rules/truth.ts';
import type { RuleWorld } from '../cloudflare-rules/world.ts';

/**
 * Whether a rule matches requests of a host at every path (`true`), at none (`false`), or perhaps at some (`unknown`): whatever asks
 * for the URL's path or the method is left open, the rest is decided by the request in `world`.
 */
export function holdsSomewhere(expression: Expression, world: RuleWorld): Truth {
  switch (expression.kind) {
    case 'not':
      return notOf(holdsSomewhere(expression.of, world));
    case 'and':
      return allOf(expression.of.map((part) => holdsSomewhere(part, world)));
    case 'or':
      return anyOf(expression.of.map((part) => holdsSomewhere(part, world)));
    default:
      return namesIn(expression).fields.some(isOfPath) ? 'unknown' : evaluateExpression(expression, world);
  }
}

function isOfPath(field: string): boolean {
  return /^(?:raw\.)?http\.request\.(?:uri|full_uri|method)/.test(field);
}
