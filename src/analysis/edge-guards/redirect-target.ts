import type { CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import { evaluateText } from '../cloudflare-rules/evaluate.ts';
import { parseTextExpression } from '../cloudflare-rules/parse.ts';
import type { RuleWorld } from '../cloudflare-rules/world.ts';

/**
 * Where a redirect rule sends a request; `undefined` when it cannot be told.
 * https://developers.cloudflare.com/rules/url-forwarding/single-redirects/settings/
 */
export function redirectTarget({ parameters }: CloudflareRule, world: RuleWorld): string | undefined {
  const target = fieldOf(fieldOf(parameters, 'from_value'), 'target_url');
  const value = fieldOf(target, 'value');
  if (typeof value === 'string') return value;
  const expression = fieldOf(target, 'expression');
  if (typeof expression !== 'string') return undefined;
  const parsed = parseTextExpression(expression);
  return parsed.state === 'parsed' ? evaluateText(parsed.expression, world) : undefined;
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}
