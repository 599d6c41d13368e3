import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';
import { place } from '../repository/place.ts';

const usedVariable = z
  .object({
    name: z.string(),
    /** Whether server code, browser code, or both read it. */
    server: z.boolean(),
    browser: z.boolean(),
    /** True when every read copes without it. */
    optional: z.boolean(),
    places: z.array(place).readonly(),
  })
  .readonly();

/** What the audited app reads: its own sources and those of the workspace packages it imports, one entry a name. */
export const envUsage = defineArtifact(
  'env/usage',
  z
    .object({
      /** The app's directory relative to the audited root. */
      app: z.string(),
      variables: z.array(usedVariable).readonly(),
      /** Places where any variable may be read (computed names). */
      dynamic: z.array(place).readonly(),
      /** Package names that the app and its workspace packages depend on. */
      dependencies: z.array(z.string()).readonly(),
      /** Source files that could not be used. */
      unread: z.array(z.object({ path: z.string(), why: z.string() }).readonly()).readonly(),
    })
    .readonly(),
);

export type UsedVariable = z.infer<typeof usedVariable>;
export type EnvUsage = ValueOf<typeof envUsage>;
