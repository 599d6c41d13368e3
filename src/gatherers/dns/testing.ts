// Test support: production hosts for the gatherers of this folder.
import type { SiteHosts } from '../../artifacts/site/hosts.ts';

/** Production at `harbor.example` with its `www` sibling, and aliases by name. */
export function harborHosts(...aliases: readonly string[]): SiteHosts {
  const own = { port: 443, domain: 'harbor.example', own: true };
  return {
    production: [
      { host: 'harbor.example', role: 'canonical', ...own },
      { host: 'www.harbor.example', role: 'sibling', ...own },
      ...aliases.map((host) => ({ host, role: 'alias' as const, ...own })),
    ],
    domains: ['harbor.example'],
  };
}

/** Production below a platform's suffix: there is no DNS of one's own. */
export const platformHosts: SiteHosts = {
  production: [{ host: 'harbor.vercel.app', port: 443, role: 'canonical', domain: 'vercel.app', own: false }],
  domains: [],
};
