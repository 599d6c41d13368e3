import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { Read } from '../../artifacts/cloudflare/read.ts';
import type { CloudflareRule } from '../../artifacts/cloudflare/rule.ts';
import type { Missing } from '../../core/gathered.ts';
import { joinMissing } from './in-zone.ts';
import { type EdgeQuestion, type Matcher, matcherOf } from './match.ts';
import { mostPathsIn, pathsIn } from './paths-in.ts';

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
  /** Why URL rewrite rules could not be had: it matters where something is only perhaps. */
  readonly unread: Missing | undefined;
};

/** At most so many paths are asked about; what rules do at others is not known. */
const mostSamples = 500;

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
  const { samples, cut } = samplesOf(rules, edge, paths);
  const matcher = matcherOf(edge);
  const sure = new Map<string, GivenAt>();
  const perhaps = new Map<string, GivenAt>();
  const met = new Set<CloudflareRule>();
  for (const path of samples) {
    const question = { method: 'GET', path };
    for (const { rule } of matcher.matches(rules, question)) met.add(rule);
    const values = settingAt(setting, zone, edge, matcher, question);
    const into = values.length === 1 ? sure : perhaps;
    for (const given of values) {
      const key = keyOf(given);
      const known = into.get(key);
      if (known === undefined) into.set(key, { ...given, paths: [path] });
      else known.paths.push(path);
    }
  }
  // A rule that was met at no path may hold at one that nobody thought of; so may one whose own paths were too many to ask about all.
  for (const rule of rules) {
    const given = givenBy(rule, setting, 'it is not known at which paths it matches');
    const isSeen = cut.has(rule) ? sure.has(keyOf(given)) || perhaps.has(keyOf(given)) : met.has(rule);
    if (!isSeen && matcher.mayMatch(rule)) perhaps.set(keyOf(given), { ...given, paths: [] });
  }
  return {
    sure: [...sure.values()],
    perhaps: [...perhaps.values()],
    missing: joinMissing([zone, edge.phases.http_config_settings, edge.pageRules]),
    unread: matcher.unread,
  };
}

type GivenAt = GivenValue & { readonly paths: string[] };

/** Paths to ask about, with the rules that name more of them than are asked about. */
function samplesOf(
  rules: readonly CloudflareRule[],
  { pageRules }: CloudflareEdge,
  paths: readonly string[],
): { readonly samples: ReadonlySet<string>; readonly cut: ReadonlySet<CloudflareRule> } {
  const samples = new Set(['/', ...paths.slice(0, 100)]);
  const cut = new Set<CloudflareRule>();
  const targets = rulesIn(pageRules).map(({ target }) => ({ named: pathsIn(`"${target}"`) }));
  const own = rules.map((rule) => ({ rule, named: pathsIn(rule.expression) }));
  const share = Math.max(1, Math.floor((mostSamples - samples.size) / Math.max(1, targets.length + own.length)));
  for (const { named, rule } of [...targets.map((one) => ({ ...one, rule: undefined })), ...own]) {
    for (const path of named.slice(0, share)) if (samples.size < mostSamples) samples.add(path);
    const isWhole = named.length < mostPathsIn && named.every((path) => samples.has(path));
    if (!isWhole && rule !== undefined) cut.add(rule);
  }
  return { samples, cut };
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
  for (const { rule, matched } of matcher.pageRules(question)) {
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
