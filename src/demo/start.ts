import { mkdir, mkdtemp, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { harborZone } from './account/cloudflare.ts';
import { harborAccount } from './account/harbor.ts';
import { type CloudflareSimulator, startCloudflareSimulator } from './cloudflare/simulator.ts';
import type { AskedOfDns } from './dns/serve.ts';
import type { Recorded } from './http/serve.ts';
import { type PracticeInternet, startPracticeInternet } from './internet.ts';
import { type PlantedSecrets, plantSecrets } from './planted.ts';
import { shopHistory } from './shop/history.ts';
import { localFiles } from './shop/local-files.ts';
import { writeRepository } from './shop/repository.ts';
import { startVercelSimulator, type VercelSimulator } from './vercel/simulator.ts';
import { customerMarkers, sessionCookie } from './web/customers.ts';
import type { Visit } from './web/page.ts';

export type PracticeOptions = {
  /** The same launch put right, instead of the believable mess. */
  readonly repaired: boolean;
  /** Waited before every answer of a provider, a name server or a site, and before every TLS handshake. */
  readonly latencyMs?: number;
  /** Where to write; a new temporary folder without it. The shop's own folder in it must not be there yet. */
  readonly directory?: string;
  /** Adds so many generated variables, to see how an audit grows with them. */
  readonly variables?: number;
};

/** A launch to practise on: a sample shop on disk; its providers, its DNS and its sites on loopback. */
export type PracticeLaunch = {
  /** The sample repository. */
  readonly directory: string;
  /** A configuration for `--config`, beside the repository, that points to the simulators. */
  readonly configFile: string;
  /** What a person would have exported: made-up credentials that the simulators accept, and the sessions of two test users. */
  readonly environment: Readonly<Record<string, string>>;
  /** Every request the providers got, Vercel's before Cloudflare's, each in order of arrival. */
  requests(): readonly Recorded[];
  /** Every question the resolver and the name servers got. */
  queries(): readonly (AskedOfDns & { readonly server: string })[];
  /** Every request the sites got, in order of arrival. */
  visits(): readonly Visit[];
  /** Stops the simulators. The folder stays, for a look around. */
  close(): Promise<void>;
};

/** Writes the sample shop and starts its part of the internet. Throws when the folder cannot be written; nothing is left running then. */
export async function startPracticeLaunch(options: PracticeOptions): Promise<PracticeLaunch> {
  const folder = await openFolder(options.directory);
  const directory = join(folder, 'harbor-goods');
  const secrets = plantSecrets(options);
  const commit = await writeRepository(directory, shopHistory(options), localFiles(secrets));
  const state = harborAccount({ ...options, ...(commit === undefined ? {} : { commit }) });
  const late = options.latencyMs === undefined ? {} : { latencyMs: options.latencyMs };
  const running: { close(): Promise<void> }[] = [];
  const close = async () => {
    await Promise.all(running.map((one) => one.close()));
  };
  try {
    const vercel = await startVercelSimulator({ state, ...late });
    running.push(vercel);
    const cloudflare = await startCloudflareSimulator({ state: harborZone(options), ...late });
    running.push(cloudflare);
    const internet = await startPracticeInternet(options);
    running.push(internet);
    return {
      directory,
      configFile: await writeConfig(folder, { vercel, cloudflare, internet }),
      environment: environmentOf(secrets),
      requests: () => [...vercel.requests(), ...cloudflare.requests()],
      queries: internet.queries,
      visits: internet.visits,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openFolder(directory: string | undefined): Promise<string> {
  if (directory === undefined) return realpath(await mkdtemp(join(tmpdir(), 'launch-ready-practice-')));
  await mkdir(directory, { recursive: true });
  return realpath(directory);
}

/** The sessions' variables, by the names that the practice configuration refers to. */
const userVariables = { a: 'LAUNCH_READY_USER_A_COOKIE', b: 'LAUNCH_READY_USER_B_COOKIE' } as const;

function environmentOf(secrets: PlantedSecrets): PracticeLaunch['environment'] {
  return {
    VERCEL_TOKEN: secrets.vercelToken,
    CLOUDFLARE_API_TOKEN: secrets.cloudflareToken,
    [userVariables.a]: sessionCookie(secrets.customerSession),
    [userVariables.b]: sessionCookie(secrets.secondCustomerSession),
  };
}

type Running = {
  readonly vercel: VercelSimulator;
  readonly cloudflare: CloudflareSimulator;
  readonly internet: PracticeInternet;
};

async function writeConfig(folder: string, { vercel, cloudflare, internet }: Running): Promise<string> {
  const { resolver, connect, ca } = internet;
  const config = {
    users: {
      a: { headers: { cookie: `env:${userVariables.a}` }, markers: customerMarkers },
      b: { headers: { cookie: `env:${userVariables.b}` } },
    },
    endpoints: { vercel: vercel.url, cloudflare: cloudflare.url },
    network: { resolver, connect, ca: './practice-ca.pem' },
  };
  const path = join(folder, 'practice.jsonc');
  await writeFile(join(folder, 'practice-ca.pem'), ca);
  const words = '// The practice launch: its providers, its name servers and its sites answer on this machine alone.';
  await writeFile(path, `${words}\n${JSON.stringify(config, undefined, 2)}\n`);
  return path;
}
