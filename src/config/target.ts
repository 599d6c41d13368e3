import { definedOnly } from '../core/defined.ts';
import type { Consents, Target, VercelProjectRef } from '../core/target.ts';
import type { Config } from './schema.ts';

/** Puts configuration, discovery and consent together. `root` is absolute, `now` milliseconds since 1970. */
export function buildTarget(
  root: string,
  config: Config,
  vercel: VercelProjectRef | undefined,
  consents: Consents,
  now: number,
): Target {
  const { production, preview, privatePaths = [] } = config;
  return definedOnly({
    root,
    production,
    preview,
    privatePaths,
    mailDomains: config.email?.domains ?? [],
    dkimSelectors: config.email?.dkimSelectors ?? [],
    webhookPath: config.stripe?.webhookPath,
    vercel,
    cloudflareZone: config.cloudflare?.zone.toLowerCase(),
    consents,
    now,
  });
}
