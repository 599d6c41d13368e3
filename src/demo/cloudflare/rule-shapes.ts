import type { Json, StoredPageRule, StoredRule, StoredSnippetRule, StoredZone } from './state.ts';
import { timeOf } from './zone-shapes.ts';

type Shape = Readonly<Record<string, Json>>;

/** `GET /zones/{zone}/rulesets/phases/{phase}/entrypoint`. `id` is the ruleset's. */
export function rulesetShape(id: string, phase: string, rules: readonly StoredRule[], zone: StoredZone): Shape {
  return {
    id,
    name: 'default',
    description: '',
    kind: 'zone',
    phase,
    version: String(rules.length + 1),
    last_updated: timeOf(zone.changedAt),
    rules: rules.map((rule) => ruleShape(rule, zone)),
  };
}

function ruleShape(rule: StoredRule, zone: StoredZone): Shape {
  const { id, description, expression, action, enabled = true, parameters, ratelimit } = rule;
  return {
    id,
    ref: id,
    version: '1',
    enabled,
    description,
    expression,
    action,
    ...(parameters === undefined ? {} : { action_parameters: parameters }),
    ...(ratelimit === undefined ? {} : { ratelimit }),
    last_updated: timeOf(zone.changedAt),
  };
}

/** A row of `GET /zones/{zone}/pagerules`. */
export function pageRuleShape(rule: StoredPageRule, zone: StoredZone): Shape {
  const { id, status, priority, target, actions } = rule;
  return {
    id,
    status,
    priority,
    targets: [{ target: 'url', constraint: { operator: 'matches', value: target } }],
    actions,
    created_on: timeOf(zone.openedAt),
    modified_on: timeOf(zone.changedAt),
  };
}

/** A row of `GET /zones/{zone}/snippets/snippet_rules`. */
export function snippetRuleShape(rule: StoredSnippetRule, zone: StoredZone): Shape {
  const { id, snippet, description, expression, enabled } = rule;
  return {
    id,
    version: '1',
    snippet_name: snippet,
    description,
    expression,
    enabled,
    last_updated: timeOf(zone.changedAt),
  };
}
