import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { Read } from '../../artifacts/cloudflare/read.ts';
import type { CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import type { Missing } from '../../core/gathered.ts';
import { joinMissing } from './in-zone.ts';
import { type EdgeQuestion, type Matcher, matcherOf } from './match.ts';
import { matchPageRules } from './page-rules.ts';
import { pathsIn } from './paths-in.ts';

/** Settings that rules may change for a part of the requests. */
export type RuledSetting = 'ssl' | 'security_level';

/** A value that some request meets: the zone's own, or a rule's. */
export type GivenValue = {
  readonly value: string;
  readonly by: 'zone' | 'Configuration Rule' | 'Page Rule';
  readonly rule?: { readonly id: string; readonly name: string; readonly expression: string };
  /** Those of the asked paths that meet it. */
  readonly paths: readonly string[];
  /** Why it is not sure. */
  readonly why?: string;
};

/** What is set on a host: for sure, perhaps, and what could not be read. Each value and rule once. */
export type SettingOnHost = {
  readonly sure: readonly GivenValue[];
  readonly perhaps: readonly GivenValue[];
  readonly missing: Missing | undefined;
};

/**
 * What requests to the zone's host meet: the zone's setting, over it the Page Rule that wins, over both every Configuration Rule that
 * matches, the last one last. Asked at the front page, at `paths`, and at the paths that the rules themselves name.
 * https://developers.cloudflare.com/rules/configuration-rules/
 */
export function settingOnHost(
  setting: RuledSetting,
  zone: Read<string>,
  edge: CloudflareEdge,
  paths: readonly string[] = [],
): SettingOnHost {
  const rules = configurationRules(setting, edge);
  const targets = rulesIn(edge.pageRules).map(({ target }) => `"${target}"`);
  const named = [...rules.map(({ expression }) => expression), ...targets];
  const samples = new Set(['/', ...paths.slice(0, 100), ...named.flatMap(pathsIn)]);
  const matcher = matcherOf(edge);
  const sure = new Map<string, GivenValue>();
  const perhaps = new Map<string, GivenValue>();
  for (const path of samples) {
    const values = settingAt(setting, zone, edge, matcher, { method: 'GET', path });
    const [only, ...more] = values;
    if (only === undefined) continue;
    const into = more.length === 0 ? sure : perhaps;
    for (const given of values) {
      const paths = [...(into.get(keyOf(given))?.paths ?? []), path];
      into.set(keyOf(given), { ...given, paths });
    }
  }
  // A rule that was met at no path may hold at one that nobody thought of.
  const unmet = rules.filter((rule) =>
    [...samples].every((path) => matcher.matches([rule], { method: 'GET', path }).length === 0),
  );
  for (const rule of unmet.filter(matcher.mayMatch)) {
    const given = givenBy(rule, setting, 'it is not known at which paths it matches');
    perhaps.set(keyOf(given), given);
  }
  return {
    sure: [...sure.values()],
    perhaps: [...perhaps.values()],
    missing: joinMissing([zone, edge.phases.http_config_settings, edge.pageRules]),
  };
}

/**
 * The values that one request may meet; a single one is sure. What is not sure to match leaves the earlier values standing beside its
 * own. `paths` stay empty.
 */
export function settingAt(
  setting: RuledSetting,
  zone: Read<string>,
  edge: CloudflareEdge,
  matcher: Matcher,
  question: EdgeQuestion,
): readonly GivenValue[] {
  let values: readonly GivenValue[] = zone.state === 'ok' ? [{ value: zone.value, by: 'zone', paths: [] }] : [];
  const lay = (given: GivenValue, isSure: boolean): void => {
    values = isSure ? [given] : [...values, given];
  };
  for (const { rule, matched } of matchPageRules(rulesIn(edge.pageRules), matcher.requestOf(question))) {
    const value = rule.actions.find(({ id }) => id === setting)?.value;
    const shown = { id: rule.id, name: rule.target, expression: rule.target };
    if (typeof value === 'string') lay({ value, by: 'Page Rule', rule: shown, paths: [] }, matched === true);
  }
  for (const { rule, matched, why } of matcher.matches(configurationRules(setting, edge), question)) {
    const isSure = matched === true;
    lay(givenBy(rule, setting, isSure ? undefined : (why ?? 'it depends on the visitor')), isSure);
  }
  return values;
}

function configurationRules(setting: RuledSetting, { phases }: CloudflareEdge): readonly CloudflareRule[] {
  const rules = rulesIn(phases.http_config_settings);
  return rules.filter(({ enabled, parameters }) => enabled && typeof parameters[setting] === 'string');
}

function givenBy(
  { id, name, expression, parameters }: CloudflareRule,
  setting: RuledSetting,
  why: string | undefined,
): GivenValue {
  const given = { value: String(parameters[setting]), by: 'Configuration Rule', paths: [] } as const;
  return { ...given, rule: { id, name, expression }, ...(why === undefined ? {} : { why }) };
}

function rulesIn<V>(read: Read<readonly V[]>): readonly V[] {
  return read.state === 'ok' ? read.value : [];
}

function keyOf({ value, by, rule }: GivenValue): string {
  return `${by} ${rule?.id ?? ''} ${value}`;
}
