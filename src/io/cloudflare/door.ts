import type { CloudflareDoor } from '../../core/doors/cloudflare.ts';
import { UnavailableError } from '../../core/fault.ts';
import type { ProviderHttp } from '../http/provider.ts';

/** What asking Cloudflare takes. `baseUrl` is the API's address; `token` is absent when the person gave none. */
export type CloudflareAccess = {
  readonly http: ProviderHttp;
  readonly baseUrl: string;
  readonly token: string | undefined;
  readonly userAgent: string;
  readonly mask: (text: string) => string;
};

/** Cloudflare's API as gatherers see it. */
export function createCloudflareDoor(_access: CloudflareAccess): CloudflareDoor {
  const ask = async (): Promise<never> => {
    throw new UnavailableError('no-credential', 'set CLOUDFLARE_API_TOKEN');
  };
  return {
    zones: ask,
    setting: ask,
    phase: ask,
    pageRules: ask,
    records: ask,
    workerRoutes: ask,
    snippetRules: ask,
    urlNormalization: ask,
    botManagement: ask,
    accessApps: ask,
    dnssec: ask,
    certificatePacks: ask,
    healthChecks: ask,
    lists: ask,
    listItems: ask,
  };
}
