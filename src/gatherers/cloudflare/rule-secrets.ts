import { keysIn, queryValuesIn, secretsInText } from '../../analysis/values/secret-text.ts';
import type { CloudflarePageRule, CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import { secretsIn } from './expression-words.ts';

/**
 * What looks like a secret in a rule: in its name, in what it compares, in the addresses that it makes. The rule keeps it, for
 * decisions rest on it; whoever shows the rule must not.
 */
export function secretsOfRule({ name, expression, parameters }: CloudflareRule): readonly string[] {
  return [...keysIn(name), ...secretsIn(expression), ...secretsWithin(parameters)];
}

/** What looks like a secret in a Page Rule: query values of its pattern and of the addresses that it forwards to. */
export function secretsOfPageRule({ target, actions }: CloudflarePageRule): readonly string[] {
  return [...keysIn(target), ...queryValuesIn(target), ...secretsWithin(actions)];
}

function secretsWithin(value: unknown, name = ''): readonly string[] {
  if (typeof value === 'string') return name === 'expression' ? secretsIn(value) : inParameter(value);
  if (Array.isArray(value)) return value.flatMap((part) => secretsWithin(part, name));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    name === 'contains' ? headerValues(key, part) : secretsWithin(part, key),
  );
}

function inParameter(text: string): readonly string[] {
  const password = URL.canParse(text) ? new URL(text).password : '';
  return [...secretsInText(text), ...(password === '' ? [] : new Set([password, decodedOf(password)]))];
}

// A cache key tells answers apart by what a header contains: https://developers.cloudflare.com/cache/how-to/cache-keys/
function headerValues(name: string, values: unknown): readonly string[] {
  const texts = Array.isArray(values) ? values.filter((value) => typeof value === 'string') : [];
  return texts.flatMap((text) => secretsInText(text, { kind: 'header', name }));
}

function decodedOf(password: string): string {
  try {
    return decodeURIComponent(password);
  } catch {
    // A lone percent sign is allowed in user info.
    return password;
  }
}
