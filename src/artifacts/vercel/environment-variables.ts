import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';
import { valueFacts } from '../env/value.ts';

const environmentVariable = z
  .object({
    id: z.string(),
    name: z.string(),
    /** How Vercel keeps it; a word we do not know is `unknown`. */
    kind: z.enum(['plain', 'encrypted', 'secret', 'sensitive', 'system', 'unknown']),
    /** `production`, `preview`, `development`, and slugs of custom environments. */
    environments: z.array(z.string()).readonly(),
    /** Set when it applies to one preview branch only. */
    gitBranch: z.string().optional(),
    /** Whether it is one of the team's shared variables. */
    shared: z.boolean(),
    /** Whether an integration (a store, a marketplace product) keeps it. */
    integration: z.boolean(),
    /** Milliseconds since 1970; absent when Vercel did not say. */
    updatedAt: z.number().optional(),
    /** Vercel's own remarks: `readable-secret`, `flags-secret-needs-split`. */
    securityIssues: z.array(z.string()).readonly(),
    value: valueFacts,
  })
  .readonly();

/** The project's variables with the team's shared ones, values reduced to facts. */
export const vercelEnvironmentVariables = defineArtifact(
  'vercel/environment-variables',
  z
    .object({
      variables: z.array(environmentVariable).readonly(),
      /** How many production variables this token may not see: what the list lacks is then unknown. */
      hiddenInProduction: z.number(),
      /** Set when the team's shared variables could not be read: the hint names what would help. */
      sharedUnread: z.string().optional(),
    })
    .readonly(),
);

export type EnvironmentVariable = z.infer<typeof environmentVariable>;
export type VercelEnvironmentVariables = ValueOf<typeof vercelEnvironmentVariables>;
