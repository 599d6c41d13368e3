import { maskSecrets } from '../core/redact.ts';

/** The values that nothing may show, and the mask that hides them. */
export type SecretList = {
  /** Remembers a value together with the spellings it takes in an address and in JSON. */
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
  return [value, value.trim(), encodeURIComponent(wellFormed), JSON.stringify(wellFormed).slice(1, -1)];
}
