import type { FindingOf } from '../../core/finding.ts';

/** Findings without those that say the same of the same place: what holds for several requests is told once, of the first. */
export function distinct<Key extends string>(findings: readonly FindingOf<Key>[]): readonly FindingOf<Key>[] {
  const seen = new Map<string, FindingOf<Key>>();
  for (const finding of findings) {
    const name = JSON.stringify([finding.key, finding.at]);
    if (!seen.has(name)) seen.set(name, finding);
  }
  return [...seen.values()];
}
