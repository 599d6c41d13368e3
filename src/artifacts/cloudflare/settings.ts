import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';
import { readOf } from './read.ts';

const word = readOf(z.string());

/** Settings of the zone, each read or not, by Cloudflare's own names. */
export const cloudflareSettings = defineArtifact(
  'cloudflare/settings',
  z
    .object({
      /** `off`, `flexible`, `full`, `strict`, `origin_pull`. */
      ssl: word,
      /** `1.0` … `1.3`. */
      min_tls_version: word,
      /** `on`, `off`, `zrt`. */
      tls_1_3: word,
      always_use_https: word,
      automatic_https_rewrites: word,
      /** `off`, `essentially_off`, `low`, `medium`, `high`, `under_attack`. */
      security_level: word,
      development_mode: word,
      cache_level: word,
      /** Seconds; 0 respects the origin. */
      browser_cache_ttl: readOf(z.number()),
      always_online: word,
      security_header: readOf(
        z
          .object({
            enabled: z.boolean(),
            maxAge: z.number(),
            includeSubdomains: z.boolean(),
            preload: z.boolean(),
          })
          .readonly(),
      ),
    })
    .readonly(),
);

export type CloudflareSettings = ValueOf<typeof cloudflareSettings>;
