import * as z from 'zod';
import { defineArtifact } from '../../core/artifact.ts';

/** The checked-out commit; both are absent outside a git repository. */
export const repositoryCommit = defineArtifact(
  'repository/commit',
  z.object({ commit: z.string().optional(), branch: z.string().optional() }).readonly(),
);
