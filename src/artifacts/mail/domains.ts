import * as z from 'zod';
import { defineArtifact } from '../../core/artifact.ts';

/** The domains whose mail is audited, in lower case, with where each comes from. Never empty. */
export const mailDomains = defineArtifact(
  'mail/domains',
  z.array(z.object({ domain: z.string(), from: z.enum(['configuration', 'production']) }).readonly()).readonly(),
);
