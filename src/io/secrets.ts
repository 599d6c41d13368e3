import { maskSecrets } from '../core/redact.ts';
import { neutralise, neutraliseLine } from '../core/text.ts';

/** The values that nothing may show, and the mask that hides them. */
export type SecretList = {
  /** Remembers a value together with the spellings it takes in an address, in JSON, in small letters and once it is made harmless to show. */
  hide(value: string): void;
  mask(text: string): string;
};

/** An empty list of secrets. */
export function createSecretList(): SecretList {
  const known = new Set<string>();
  let ordered: readonly string[] | undefined;
  return {
    hide(value) {
      for (const spelling of spellings(value)) known.add(spelling);
      ordered = undefined;
    },
    mask(text) {
      // Longest first: a short secret inside a long one would otherwise leave the rest of it standing.
      ordered ??= [...known].sort((a, b) => b.length - a.length);
      return maskSecrets(text, ordered);
    },
  };
}

function spellings(value: string): readonly string[] {
  const wellFormed = value.toWellFormed();
  return [
    value,
    value.trim(),
    value.toLowerCase(),
    encodeURIComponent(wellFormed),
    JSON.stringify(wellFormed).slice(1, -1),
    neutralise(value, Number.POSITIVE_INFINITY),
    neutraliseLine(value, Number.POSITIVE_INFINITY),
  ];
}
