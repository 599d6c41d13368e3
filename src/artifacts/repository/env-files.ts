import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';

const envFile = z
  .object({
    /** Relative to the audited root. */
    path: z.string(),
    /** `example` for templates such as `.env.example`; otherwise the mode in the name, `all` for a bare `.env`. */
    role: z.enum(['example', 'all', 'local', 'development', 'test', 'preview', 'production', 'other']),
    /** Whether git tracks it; absent where there is no repository. */
    tracked: z.boolean().optional(),
    /** Names only; `empty` when nothing stands after the `=`. */
    variables: z.array(z.object({ name: z.string(), line: z.number(), empty: z.boolean() }).readonly()).readonly(),
  })
  .readonly();

/** The `.env*` files of the repository, by name and by the names inside. No value is kept. */
export const repositoryEnvFiles = defineArtifact(
  'repository/env-files',
  z
    .object({
      files: z.array(envFile).readonly(),
      /** Env files, or folders that may hold some, that could not be read, and why. */
      unread: z.array(z.object({ path: z.string(), why: z.string() }).readonly()).readonly(),
    })
    .readonly(),
);

export type EnvFile = z.infer<typeof envFile>;
export type RepositoryEnvFiles = ValueOf<typeof repositoryEnvFiles>;
