import { type Asking, added, type Change, either, only, type Possible, replaced } from './possible.ts';
import type { DecidingRule } from './question.ts';
import type { StatusTtl } from './status-ttl.ts';

/** Whether the request is looked up in the cache at all: by its file extension, or because a rule says so (Cache Everything). */
export type Eligibility = 'no' | 'extension' | 'rule';

/** How long the edge keeps an answer. `seconds` is absent when not known. */
export type EdgeTtl =
  | { readonly mode: 'respect_origin' | 'bypass_by_default' }
  | { readonly mode: 'override_origin'; readonly seconds?: number };

/** What to do with each header that the origin's `Vary` names. https://developers.cloudflare.com/cache/concepts/vary/ */
export type VaryActions = {
  readonly fallback: string;
  readonly byHeader: Readonly<Record<string, string>>;
};

/** A directive of `Cache-Control` that a Cache Response Rule sets (`true`: without a value) or takes away. */
export type DirectiveChange = { readonly set: string | true } | 'removed';

/** Everything that rules decide about the caching of one answer. */
export type Settings = {
  readonly eligible: Eligibility;
  readonly edgeTtl: EdgeTtl;
  readonly statusTtl: readonly StatusTtl[];
  /** Origin Cache Control. */
  readonly originControl: boolean;
  /** Cache Deception Armor. */
  readonly armor: boolean;
  /** Cookies and headers in the cache key: `session (cookie)`. */
  readonly key: readonly string[];
  readonly vary: VaryActions | false;
  readonly directives: Readonly<Record<string, DirectiveChange>>;
  /** `Set-Cookie` is taken off the answer before it is stored. */
  readonly stripsCookies: boolean;
};

/** What each setting may be after the rules so far. */
export type Possibilities = { readonly [K in keyof Settings]: Possible<Settings[K]> };

/** What one rule changes, and the same in words. */
export type Changes = {
  readonly settings: { readonly [K in keyof Settings]?: Change<Settings[K]> };
  /** Parts of a sentence: `eligible for cache (Cache Everything)`. */
  readonly words: readonly string[];
};

/** Settings of which everything is known. */
export function knownSettings(settings: Settings): Possibilities {
  return mapSettings((name) => only(settings[name]));
}

/** The settings after a rule that matches, or may match. */
export function afterRule(
  before: Possibilities,
  { settings }: Changes,
  matched: true | 'unknown',
  by: DecidingRule,
  open: Asking,
): Possibilities {
  return mapSettings((name) => {
    const change = settings[name];
    if (change === undefined) return before[name];
    return (matched === true ? replaced : added)(before[name], change, by, open);
  });
}

/** The settings when any of several cases may be true. */
export function eitherCase(cases: readonly Possibilities[], open: readonly Asking[]): Possibilities {
  return mapSettings((name) =>
    either(
      cases.map((one) => one[name]),
      open,
    ),
  );
}

/** The names of all settings, in the order of `settingsAt`. */
export const settingNames = [
  'eligible',
  'edgeTtl',
  'statusTtl',
  'originControl',
  'armor',
  'key',
  'vary',
  'directives',
  'stripsCookies',
] as const satisfies readonly (keyof Settings)[];

/** One combination of what the settings may be: the index of an option for each of `settingNames`. */
export function settingsAt(possible: Possibilities, combination: readonly number[]): Settings {
  const pick = <K extends keyof Settings>(name: K): Settings[K] => {
    const { options }: Possible<Settings[K]> = possible[name];
    const option = options[combination[settingNames.indexOf(name)] ?? 0] ?? options[0];
    if (option === undefined) throw new Error(`the setting ${name} has no option`);
    return option.value;
  };
  return {
    eligible: pick('eligible'),
    edgeTtl: pick('edgeTtl'),
    statusTtl: pick('statusTtl'),
    originControl: pick('originControl'),
    armor: pick('armor'),
    key: pick('key'),
    vary: pick('vary'),
    directives: pick('directives'),
    stripsCookies: pick('stripsCookies'),
  };
}

function mapSettings(make: <K extends keyof Settings>(name: K) => Possible<Settings[K]>): Possibilities {
  return {
    eligible: make('eligible'),
    edgeTtl: make('edgeTtl'),
    statusTtl: make('statusTtl'),
    originControl: make('originControl'),
    armor: make('armor'),
    key: make('key'),
    vary: make('vary'),
    directives: make('directives'),
    stripsCookies: make('stripsCookies'),
  };
}
