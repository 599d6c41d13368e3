import * as z from 'zod';
import { defineArtifact } from '../../core/artifact.ts';

/** Paths of payment webhooks, the likeliest first; `from` is `configuration` or the file of the handler. Empty: none found. */
export const webhookPaths = defineArtifact(
  'repository/webhook-paths',
  z.array(z.object({ path: z.string(), from: z.string() }).readonly()).readonly(),
);
