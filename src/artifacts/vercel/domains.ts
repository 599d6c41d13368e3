import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';

/** The domains of the project, in Vercel's order. `redirect` is the domain it sends visitors to. */
export const vercelDomains = defineArtifact(
  'vercel/domains',
  z
    .array(
      z
        .object({
          name: z.string(),
          verified: z.boolean(),
          redirect: z.string().optional(),
          gitBranch: z.string().optional(),
          customEnvironmentId: z.string().optional(),
        })
        .readonly(),
    )
    .readonly(),
);

export type VercelDomains = ValueOf<typeof vercelDomains>;
