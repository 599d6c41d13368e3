import { secretFingerprint } from '../core/fingerprint.ts';
import type { Io } from '../core/io.ts';
import type { NetworkOptions } from '../core/network.ts';
import type { TestUsers } from '../core/test-users.ts';
import { systemClock } from './clock.ts';
import { createCloudflareDoor } from './cloudflare/door.ts';
import { createDnsDoor } from './dns/door.ts';
import { createFiles } from './files/files.ts';
import { createGit } from './git/git.ts';
import { createProviderHttp, type HttpWorld } from './http/provider.ts';
import { createRouter } from './network/router.ts';
import { createProbeDoor } from './probe/door.ts';
import { createSecretList } from './secrets.ts';
import { createSiteDoor } from './site/door.ts';
import { createTlsDoor } from './tls/door.ts';
import { userAgent } from './user-agent.ts';
import { createVercelDoor } from './vercel/door.ts';

/** What the real doors are opened with. `endpoints` are base addresses; absent ones are the providers' own. */
export type IoOptions = {
  readonly tokens: { readonly vercel?: string; readonly cloudflare?: string };
  readonly endpoints: { readonly vercel?: string; readonly cloudflare?: string };
  /** The test identities of the configuration, their secrets read from the environment. */
  readonly users: TestUsers;
  /** Whether the person allowed probes. */
  readonly probe: boolean;
  /** How names are resolved and hosts are reached. */
  readonly network: NetworkOptions;
  /** 32 random bytes, kept for the project. */
  readonly fingerprintKey: Uint8Array;
  /** Every provider call then throws `UnavailableError('offline')`; disk and git still work. */
  readonly offline: boolean;
};

/**
 * How often something was sent: requests to a provider, by its id, or to a host of the audited site, every retry counted; questions
 * to name servers, each counted once.
 */
export type Sent = { readonly to: string; readonly what: 'request' | 'question'; readonly times: number };

/** The doors and what their owner needs beside them. */
export type Doors = {
  readonly io: Io;
  /** What was sent so far, and to whom. */
  sent(): readonly Sent[];
  /** Hides the tokens and everything told through `io.hide`; for every text that leaves the program. */
  mask(text: string): string;
  /** Breaks off what is under way and frees the connections. */
  close(): Promise<void>;
};

/** Opens the real doors. Nothing is sent, run or read before one is used. Throws `TypeError` for an endpoint that is no address. */
export function createIo(options: IoOptions): Doors {
  const secrets = createSecretList();
  const requests = new Map<string, number>();
  const { network, offline } = options;
  const dns = createDnsDoor({ network, offline, userAgent: userAgent() });
  const router = createRouter({ connect: network.connect, dns: dns.door });
  const site = createSiteDoor({ router, ca: network.ca, offline, userAgent: userAgent() });
  const tls = createTlsDoor({ router, ca: network.ca, offline });
  const world: HttpWorld = {
    clock: systemClock(),
    offline,
    userAgent: userAgent(),
    network: { options: network, dns: dns.door },
    count: (provider) => requests.set(provider, (requests.get(provider) ?? 0) + 1),
  };
  const vercel = openVercel(options, world, secrets.mask);
  const cloudflare = openCloudflare(options, world, secrets.mask);
  const probe = createProbeDoor({
    users: options.users,
    allowed: options.probe,
    router,
    ca: network.ca,
    offline,
    userAgent: userAgent(),
  });
  for (const token of Object.values(options.tokens)) secrets.hide(token);
  for (const value of probe.secrets) secrets.hide(value);
  return {
    io: {
      files: createFiles(),
      git: createGit(),
      vercel: vercel.door,
      cloudflare: cloudflare.door,
      dns: dns.door,
      site: site.door,
      tls: tls.door,
      probe: probe.door,
      fingerprint: (value) => secretFingerprint(options.fingerprintKey, value),
      hide: secrets.hide,
    },
    sent: () => [
      ...requestsOf(requests),
      { to: 'dns', what: 'question', times: dns.queries().filter(({ sent }) => sent > 0).length },
      ...requestsOf(site.door.requests(), 'site '),
      ...requestsOf(probe.requests(), 'probe '),
    ],
    mask: secrets.mask,
    close: async () => {
      tls.close();
      await Promise.all([vercel.close(), cloudflare.close(), site.close(), probe.close(), dns.close()]);
    },
  };
}

function requestsOf(counts: ReadonlyMap<string, number>, before = ''): readonly Sent[] {
  return [...counts].map(([name, times]) => ({ to: `${before}${name}`, what: 'request', times }));
}

function openVercel(options: IoOptions, world: HttpWorld, mask: (text: string) => string) {
  const baseUrl = options.endpoints.vercel ?? 'https://api.vercel.com';
  const { origin } = new URL(baseUrl);
  const http = createProviderHttp(
    {
      id: 'vercel',
      title: 'Vercel',
      origins: [origin],
      credentialOrigin: origin,
      credentialHeaders: [],
      permits: [],
      concurrency: 24,
    },
    world,
  );
  const access = { http, baseUrl, token: options.tokens.vercel, userAgent: world.userAgent, mask };
  return { door: createVercelDoor(access), close: () => http.close() };
}

function openCloudflare(options: IoOptions, world: HttpWorld, mask: (text: string) => string) {
  const baseUrl = options.endpoints.cloudflare ?? 'https://api.cloudflare.com/client/v4';
  const { origin } = new URL(baseUrl);
  const http = createProviderHttp(
    {
      id: 'cloudflare',
      title: 'Cloudflare',
      origins: [origin],
      credentialOrigin: origin,
      credentialHeaders: ['x-auth-key', 'x-auth-email', 'x-auth-user-service-key'],
      permits: [],
      concurrency: 12,
    },
    world,
  );
  const access = { http, baseUrl, token: options.tokens.cloudflare, userAgent: world.userAgent, mask };
  return { door: createCloudflareDoor(access), close: () => http.close() };
}
