import type { DnsFaultRule } from './dns/fault.ts';
import type { AskedOfDns } from './dns/serve.ts';
import { type PracticeDns, startPracticeDns } from './dns/start.ts';
import { plantSecrets } from './planted.ts';
import type { Visit } from './web/page.ts';
import { type PracticeSites, startPracticeSites } from './web/start.ts';

export type PracticeInternetOptions = {
  readonly repaired: boolean;
  /** Waited before every answer of a name server or a site, and before every TLS handshake. */
  readonly latencyMs?: number;
  /** What the resolver does wrong; the name servers behind it go on as they are. */
  readonly faults?: readonly DnsFaultRule[];
};

/** Everything outside the providers: DNS and sites, all on loopback. */
export type PracticeInternet = {
  /** For the configuration's `network`. */
  readonly resolver: string;
  readonly connect: Readonly<Record<string, string>>;
  /** PEM, for the file that `network.ca` names. */
  readonly ca: string;
  /** Every question the resolver and the name servers got, server by server. */
  queries(): readonly (AskedOfDns & { readonly server: string })[];
  /** Every request the sites got, in order of arrival. */
  visits(): readonly Visit[];
  /** Cuts open connections and frees every port. Closing twice is fine. */
  close(): Promise<void>;
};

/** Starts the practice launch's DNS and sites. Nothing is left running when it throws. */
export async function startPracticeInternet(options: PracticeInternetOptions): Promise<PracticeInternet> {
  const dns = await startPracticeDns(options);
  const sites = await startSites(options, dns);
  return {
    resolver: dns.resolver,
    connect: { ...dns.connect, ...sites.connect },
    ca: sites.ca,
    queries: dns.queries,
    visits: sites.visits,
    close: async () => {
      await Promise.all([dns.close(), sites.close()]);
    },
  };
}

async function startSites(options: PracticeInternetOptions, dns: PracticeDns): Promise<PracticeSites> {
  try {
    return await startPracticeSites({ ...options, secrets: plantSecrets(options), now: Date.now() });
  } catch (error) {
    await dns.close();
    throw error;
  }
}
