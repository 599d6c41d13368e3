import type { CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import type { Location } from '../../core/location.ts';
import { neutraliseLine, withoutMiddle } from '../../core/text.ts';

/** A rule as evidence shows it: its name and its expression, each cut in the middle when it is long. */
export function showRule({ name, expression }: Pick<CloudflareRule, 'name' | 'expression'>): string {
  return `${ruleName({ name })}: ${withoutMiddle(neutraliseLine(expression, 4096), 300)}`;
}

/** A rule's name for a sentence. */
export function ruleName({ name }: Pick<CloudflareRule, 'name'>): string {
  return `“${withoutMiddle(neutraliseLine(name, 1000), 80)}”`;
}

/** A place at Cloudflare: `Cloudflare WAF custom rule 1a2b…`. */
export function atCloudflare(resource: string, id: string): Location {
  return { kind: 'provider', provider: 'Cloudflare', resource, id };
}
