import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';

/** The linked Vercel project. Times are milliseconds since 1970. */
export const vercelProject = defineArtifact(
  'vercel/project',
  z
    .object({
      id: z.string(),
      name: z.string(),
      framework: z.string().optional(),
      /** The app's folder inside the repository, `apps/web`. */
      rootDirectory: z.string().optional(),
      nodeVersion: z.string().optional(),
      productionBranch: z.string().optional(),
      /** The deployment that serves production now; absent when there is none yet. */
      live: z
        .object({
          id: z.string(),
          createdAt: z.number(),
          url: z.string().optional(),
          aliases: z.array(z.string()).readonly(),
          commit: z.string().optional(),
        })
        .readonly()
        .optional(),
      customEnvironments: z.array(z.object({ id: z.string(), slug: z.string() }).readonly()).readonly(),
    })
    .readonly(),
);

export type VercelProject = ValueOf<typeof vercelProject>;
