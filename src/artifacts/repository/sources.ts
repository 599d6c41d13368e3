import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';
import { place } from './place.ts';

const sourcePackage = z
  .object({
    /** Directory relative to the audited root: `.`, `apps/web`, `../../packages/db`. */
    dir: z.string(),
    name: z.string().optional(),
    /** `next`, `astro`, … by the package's own dependencies. */
    framework: z.string().optional(),
    /** Names in dependencies and devDependencies. */
    dependencies: z.array(z.string()).readonly(),
    /** Directories of the workspace packages that its sources import. */
    imports: z.array(z.string()).readonly(),
  })
  .readonly();

const envRead = z
  .object({
    name: z.string(),
    at: place,
    /** The package the file belongs to, by directory. */
    package: z.string(),
    /** Where the reading code runs; `both` when server and client modules import it. */
    side: z.enum(['server', 'browser', 'both']),
    /** The code copes without it: a default, an optional schema entry, a condition around it. */
    optional: z.boolean(),
    /** How it is read: `process.env`, `import.meta.env`, a validated schema, `env()` in a Prisma schema, a package script. */
    via: z.enum(['process.env', 'import.meta.env', 'schema', 'prisma', 'script']),
  })
  .readonly();

/** Every package of the repository (or workspace) and each environment variable that its code reads. Tests are left out. */
export const repositorySources = defineArtifact(
  'repository/sources',
  z
    .object({
      packages: z.array(sourcePackage).readonly(),
      reads: z.array(envRead).readonly(),
      /** Reads whose name is computed, or `process.env` handed on whole: any variable may be read there. */
      dynamic: z.array(z.object({ at: place, package: z.string() }).readonly()).readonly(),
      /** Source files that could not be used, and why. */
      unread: z.array(z.object({ path: z.string(), why: z.string() }).readonly()).readonly(),
      /** How many source files were parsed. */
      files: z.number(),
    })
    .readonly(),
);

export type SourcePackage = z.infer<typeof sourcePackage>;
export type EnvRead = z.infer<typeof envRead>;
export type RepositorySources = ValueOf<typeof repositorySources>;
