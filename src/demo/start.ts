import { mkdir, mkdtemp, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { harborAccount } from './account/harbor.ts';
import type { Recorded } from './http/serve.ts';
import { plantSecrets } from './planted.ts';
import { shopHistory } from './shop/history.ts';
import { localFiles } from './shop/local-files.ts';
import { writeRepository } from './shop/repository.ts';
import { startVercelSimulator, type VercelSimulator } from './vercel/simulator.ts';

export type PracticeOptions = {
  /** The same launch put right, instead of the believable mess. */
  readonly repaired: boolean;
  /** Waited before every answer of a provider. */
  readonly latencyMs?: number;
  /** Where to write; a new temporary folder without it. The shop's own folder in it must not be there yet. */
  readonly directory?: string;
  /** Adds so many generated variables, to see how an audit grows with them. */
  readonly variables?: number;
};

/** A launch to practise on: a sample shop on disk, and its providers on loopback. */
export type PracticeLaunch = {
  /** The sample repository. */
  readonly directory: string;
  /** A configuration for `--config`, beside the repository, that points to the simulators. */
  readonly configFile: string;
  /** What a person would have exported: made-up credentials that the simulators accept. */
  readonly environment: Readonly<Record<string, string>>;
  /** Every request the simulators got, in order of arrival. */
  requests(): readonly Recorded[];
  /** Stops the simulators. The folder stays, for a look around. */
  close(): Promise<void>;
};

/** Writes the sample shop and starts its providers. Throws when the folder cannot be written; nothing is left running then. */
export async function startPracticeLaunch(options: PracticeOptions): Promise<PracticeLaunch> {
  const folder = await openFolder(options.directory);
  const directory = join(folder, 'harbor-goods');
  const secrets = plantSecrets(options);
  const commit = await writeRepository(directory, shopHistory(options), localFiles(secrets));
  const state = harborAccount({ ...options, ...(commit === undefined ? {} : { commit }) });
  const { latencyMs } = options;
  const vercel = await startVercelSimulator({ state, ...(latencyMs === undefined ? {} : { latencyMs }) });
  const configFile = join(folder, 'practice.jsonc');
  await writeConfig(configFile, vercel);
  return {
    directory,
    configFile,
    environment: { VERCEL_TOKEN: secrets.vercelToken },
    requests: vercel.requests,
    close: vercel.close,
  };
}

async function openFolder(directory: string | undefined): Promise<string> {
  if (directory === undefined) return realpath(await mkdtemp(join(tmpdir(), 'launch-ready-practice-')));
  await mkdir(directory, { recursive: true });
  return realpath(directory);
}

async function writeConfig(path: string, vercel: VercelSimulator): Promise<void> {
  const endpoints = JSON.stringify({ vercel: vercel.url });
  const text = `// The practice launch: its providers answer on this machine alone.\n{\n  "endpoints": ${endpoints}\n}\n`;
  try {
    await writeFile(path, text);
  } catch (error) {
    await vercel.close();
    throw error;
  }
}
