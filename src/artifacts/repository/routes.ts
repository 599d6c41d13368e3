import * as z from 'zod';
import { defineArtifact } from '../../core/artifact.ts';

const route = z
  .object({
    /** As visitors ask for it: `/api/webhooks/stripe`; segments that are filled in stay as `[id]`. */
    path: z.string(),
    kind: z.enum(['page', 'handler']),
    /** Relative to the audited root. */
    file: z.string(),
    /** Whether every segment is fixed, so that the path can be asked as it stands. */
    fixed: z.boolean(),
  })
  .readonly();

/** The pages and handlers that Next.js serves, by the names of the repository's files alone. Sorted by path. */
export const repositoryRoutes = defineArtifact('repository/routes', z.array(route).readonly());

export type RepositoryRoute = z.infer<typeof route>;
