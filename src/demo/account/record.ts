import { letters } from '../deterministic.ts';
import type { Environment, Kind, StoredVariable } from '../vercel/state.ts';
import { openedAt } from './times.ts';

/** A variable as the lists of this folder state it; id and times follow from its place in the list. */
export type Entry = {
  readonly key: string;
  readonly type: Kind;
  readonly target: Environment | readonly Environment[];
  readonly value: string;
  /** Milliseconds since 1970, when it was changed after it was made. */
  readonly updatedAt?: number;
  readonly extra?: Partial<Pick<StoredVariable, OptionalField>>;
};

type OptionalField =
  | 'comment'
  | 'gitBranch'
  | 'customEnvironmentIds'
  | 'configurationId'
  | 'contentHint'
  | 'securityIssues';

/** Production and preview. */
export const hosted = ['production', 'preview'] as const;

/** Production, preview and development. */
export const everywhere = ['production', 'preview', 'development'] as const;

/** Turns entries into records made a minute apart, so that no two share a time and paging is stable. */
export function records(entries: readonly Entry[], from = openedAt): readonly StoredVariable[] {
  return entries.map((entry, index) => {
    const { extra, updatedAt, ...rest } = entry;
    const createdAt = from + index * 60_000;
    const id = letters(`variable ${entry.key} ${entry.type} ${[entry.target].flat()} ${index}`, 16);
    return { ...rest, ...extra, id, createdAt, updatedAt: updatedAt ?? createdAt };
  });
}
