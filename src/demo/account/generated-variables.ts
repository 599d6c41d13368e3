import type { StoredVariable } from '../vercel/state.ts';
import { hosted, records } from './record.ts';
import { openedAt } from './times.ts';

/** The names of so many generated variables: `FEATURE_0001` onwards. */
export function generatedNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `FEATURE_${String(index + 1).padStart(4, '0')}`);
}

/** One record each, none of them secret, every second one encrypted: reading it costs a request of its own. */
export function generatedVariables(count: number): readonly StoredVariable[] {
  const entries = generatedNames(count).map((key, index) => ({
    key,
    type: index % 2 === 0 ? ('encrypted' as const) : ('plain' as const),
    target: hosted,
    value: index % 3 === 0 ? 'on' : 'off',
  }));
  // Later than the shop's own, so that no two records share a time, and before the first launch.
  return records(entries, openedAt + 30 * 86_400_000);
}
