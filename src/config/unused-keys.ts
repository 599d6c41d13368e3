import type { Config } from './schema.ts';

// Documented for areas that are still to come. Each name leaves this list with its first reader.
const notReadYet = ['monitors', 'database', 'supabase', 'access'] as const satisfies readonly (keyof Config)[];

/** The keys that a person set and that this version does not read: whoever set them should know. */
export function unusedKeys(config: Config): readonly string[] {
  const endpoints = Object.keys(config.endpoints ?? {}).filter((name) => name !== 'vercel' && name !== 'cloudflare');
  return [...notReadYet.filter((key) => config[key] !== undefined), ...endpoints.map((name) => `endpoints.${name}`)];
}
