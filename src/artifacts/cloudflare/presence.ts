import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';

/** Whether DNS shows Cloudflare at the canonical host, without asking Cloudflare. */
export const cloudflarePresence = defineArtifact(
  'cloudflare/presence',
  z
    .object({
      host: z.string(),
      /**
       * `edge`: its addresses are Cloudflare's. `dns`: its zone's name servers are Cloudflare's, its addresses are not. `none`: neither.
       * `unlearnt`: DNS did not say.
       */
      state: z.enum(['edge', 'dns', 'none', 'unlearnt']),
      /** What was seen, in words: `shop.example.com A 76.76.21.21 (Vercel); name servers ns1.example.net`. */
      because: z.string(),
    })
    .readonly(),
);

export type CloudflarePresence = ValueOf<typeof cloudflarePresence>;
