import * as z from 'zod';
import type { EnvironmentVariable } from '../../artifacts/vercel/environment-variables.ts';
import { loose, wireTime } from './wire.ts';

/** One variable as Vercel lists it. Kinds, targets and remarks are open sets: new words must not lose the whole list. */
export const wireVariable = z.looseObject({
  id: loose(z.string()),
  key: z.string(),
  value: loose(z.string()),
  type: loose(z.string()),
  visibility: loose(z.string()),
  decrypted: loose(z.boolean()),
  target: loose(z.union([z.string(), z.array(z.string())])),
  gitBranch: loose(z.string()),
  customEnvironmentIds: loose(z.array(z.string())),
  configurationId: loose(z.string()),
  contentHint: loose(z.looseObject({ type: loose(z.string()) })),
  securityIssues: loose(z.array(z.string())),
  system: loose(z.boolean()),
  // A time that cannot be read is an unknown one, and no reason to lose the list.
  createdAt: loose(wireTime).catch(undefined),
  updatedAt: loose(wireTime).catch(undefined),
});
export type WireVariable = z.infer<typeof wireVariable>;

/** The project's list; `hiddenProductionEnvCount` rows are kept from this token. */
export const wireVariableList = z.looseObject({
  envs: z.array(wireVariable),
  hiddenProductionEnvCount: loose(z.number()),
});

/** The team's shared list. */
export const wireSharedList = z.looseObject({ data: z.array(wireVariable) });

const kinds = ['plain', 'encrypted', 'secret', 'sensitive', 'system'] as const;

/** How the row is kept. Vercel's newer `visibility: secret` means write-only, whatever the older `type` says. */
export function kindOf(wire: WireVariable): EnvironmentVariable['kind'] {
  if (wire.system === true) return 'system';
  if (wire.visibility === 'secret') return 'sensitive';
  return kinds.find((kind) => kind === wire.type) ?? 'unknown';
}

/** Where the row applies: standard environments and the ids of custom ones. */
export function environmentsOf(wire: WireVariable): readonly string[] {
  const targets = wire.target === undefined ? [] : [wire.target].flat();
  return [...targets, ...(wire.customEnvironmentIds ?? [])];
}

/** Whether a store or marketplace product keeps the value. */
export function isIntegration(wire: WireVariable): boolean {
  const hint = wire.contentHint?.type;
  return wire.configurationId !== undefined || (hint !== undefined && hint !== 'flags-secret');
}
