import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';
import { valueFacts } from './value.ts';

const cell = z
  .object({
    /** `hidden`: it may be set, but this token may not see all production variables. */
    state: z.enum(['set', 'absent', 'hidden']),
    /** Vercel's record; the same id in two environments is the same value by construction. */
    record: z.string().optional(),
    /** What would show a hidden cell, where more is known than that the token may not see it. */
    hint: z.string().optional(),
    kind: z.string().optional(),
    updatedAt: z.number().optional(),
    value: valueFacts.optional(),
  })
  .readonly();

const row = z
  .object({
    name: z.string(),
    production: cell,
    preview: cell,
    development: cell,
    /** Preview against production. `one-sided` when only one has it. */
    comparison: z.enum(['same', 'different', 'unknown', 'one-sided', 'absent']),
    /** Whether the name or the value says that it must stay on the server. */
    secret: z.boolean(),
    integration: z.boolean(),
    /** Values for one branch or custom environment that shadow the shared one. */
    overrides: z.array(z.object({ scope: z.string(), record: z.string(), cell }).readonly()).readonly(),
  })
  .readonly();

/** Every variable by environment: what is set, what is equal, what nobody could see. Sorted by name. */
export const envMatrix = defineArtifact(
  'env/matrix',
  z
    .object({
      rows: z.array(row).readonly(),
      /** How many production variables this token may not see, whatever their names. */
      hiddenInProduction: z.number(),
      /** Set when the team's shared variables could not be read. */
      sharedUnread: z.string().optional(),
    })
    .readonly(),
);

export type MatrixCell = z.infer<typeof cell>;
export type MatrixRow = z.infer<typeof row>;
export type EnvMatrix = ValueOf<typeof envMatrix>;
