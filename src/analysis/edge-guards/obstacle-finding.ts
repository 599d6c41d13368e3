import type { FindingOf } from '../../core/finding.ts';
import type { Obstacle } from './webhooks.ts';
import { atCloudflare, ruleName, showRule } from './words.ts';

/** An obstacle as a finding tells it; `{what}` is whom it stops. */
export function obstacleFinding<O extends Obstacle>(obstacle: O, what: string, zone: string): FindingOf<O['kind']> {
  return { ...findingOf(obstacle, what, zone), key: obstacle.kind };
}

function findingOf(obstacle: Obstacle, what: string, zone: string): FindingOf<Obstacle['kind']> {
  const { kind } = obstacle;
  if (kind === 'rule') {
    const { rule } = obstacle;
    const data = { what, rule: ruleName(rule), action: rule.action };
    return { key: kind, data, at: atCloudflare('WAF custom rule', rule.id), evidence: showRule(rule) };
  }
  if (kind === 'access') {
    const { application, domain } = obstacle.by;
    const evidence = `${ruleName(application)} over ${domain}: ${application.decisions.join(', ') || 'no policy'}`;
    const data = { what, rule: ruleName(application) };
    return { key: kind, data, at: atCloudflare('Access application', application.id), evidence };
  }
  if (kind === 'under-attack') {
    const { rule, by } = obstacle.given;
    const at = rule === undefined ? atCloudflare('setting security_level', zone) : atCloudflare(by, rule.id);
    const evidence = `security_level under_attack${rule === undefined ? '' : ` by the ${by} ${showRule(rule)}`}`;
    return { key: kind, data: { what }, at, evidence };
  }
  // The modes challenge what looks automated: which deliveries do is Cloudflare's to say.
  const setting = kind === 'fight-mode' ? 'Bot Fight Mode' : obstacle.setting;
  const at = atCloudflare(`bot setting ${setting}`, zone);
  if (kind === 'fight-mode') return { key: kind, data: { what }, at, evidence: 'fight_mode: on', confidence: 'likely' };
  const { action } = obstacle;
  return { key: kind, data: { what, setting, action }, at, evidence: `${setting}: ${action}`, confidence: 'likely' };
}
