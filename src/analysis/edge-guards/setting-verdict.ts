import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import { blocked, failOr, pass, unknown, type Verdict } from '../../core/check.ts';
import type { FindingOf, Severity } from '../../core/finding.ts';
import { listOf } from '../../core/text.ts';
import type { GivenValue, RuledSetting, SettingOnHost } from './settings.ts';
import { atCloudflare, ruleName, showRule } from './words.ts';

/** What a check makes of a value that is wrong. */
export type Fault<Key extends string> = { readonly key: Key; readonly severity?: Severity };

/** What a check makes of a value: `undefined` when it is right, `unknown` for a word that it does not know. */
export type JudgeValue<Key extends string> = (value: string) => Fault<Key> | 'unknown' | undefined;

/**
 * A verdict over what is set on the host: a finding for each wrong value that some request surely meets, unknown for one that some may
 * meet, blocked by what could not be read. Findings say `{where}` and `{value}`.
 */
export function settingVerdict<Key extends string>(
  { zone, host }: CloudflareEdge,
  setting: RuledSetting,
  { sure, perhaps, missing, unread }: SettingOnHost,
  judge: JudgeValue<Key>,
): Verdict<Key> {
  const findings = sure.flatMap((given): readonly FindingOf<Key>[] => {
    const fault = judge(given.value);
    if (fault === undefined || fault === 'unknown') return [];
    const { by, rule, value } = given;
    const at = rule === undefined ? atCloudflare(`setting ${setting}`, zone.id) : atCloudflare(by, rule.id);
    return [
      { ...fault, data: { where: whereOf(given, zone.name, host), value, host }, at, evidence: show(given, setting) },
    ];
  });
  if (missing !== undefined) return failOr(findings, blocked(missing));
  const strange = sure.find(({ value }) => judge(value) === 'unknown');
  const open = strange ?? perhaps.find(({ value }) => judge(value) !== undefined);
  if (open !== undefined) {
    if (open !== strange && unread !== undefined) return failOr(findings, blocked(unread));
    const doubt = open === strange ? 'this value is not a known one' : 'another rule may come over it';
    const because = `${show(open, setting)}: ${open.why ?? doubt}`;
    return failOr(
      findings,
      unknown(because, 'read the rule against the requests of the host, and attest what it does'),
    );
  }
  return failOr(findings, pass(listOf(sure.map((given) => show(given, setting)))));
}

function show({ by, rule, value }: GivenValue, setting: RuledSetting): string {
  return rule === undefined ? `${setting} ${value}` : `${setting} ${value} by the ${by} ${showRule(rule)}`;
}

function whereOf({ by, rule, paths }: GivenValue, zone: string, host: string): string {
  if (rule === undefined) return `the zone ${zone}`;
  const some = paths.includes('/')
    ? host
    : listOf(
        paths.map((path) => `${host}${path}`),
        3,
      );
  return `${some}, by the ${by} ${ruleName(rule)}`;
}
