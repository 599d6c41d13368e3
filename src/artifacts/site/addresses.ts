import * as z from 'zod';
import { defineArtifact } from '../../core/artifact.ts';

const address = z.object({ origin: z.string(), from: z.string() }).readonly();

/** Where the launch lives: origins such as `https://shop.example.com`, each with where it was found. */
export const siteAddresses = defineArtifact(
  'site/addresses',
  z
    .object({
      production: address.optional(),
      preview: address.optional(),
      /** Set when the production address is not known because Vercel's domains could not be read: what would help. */
      unread: z.string().optional(),
    })
    .readonly(),
);
