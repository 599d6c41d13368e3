import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { bareEnvironment, productRoot } from '../../cli/testing.ts';
import type { TimedAccount } from './timed-account.ts';

/** The script that people run. */
export const productScript = join(productRoot, 'bin/launch-ready.js');

/** One run of a program: how it ended, and when, in milliseconds of `performance.now()`. */
export type Timed = {
  readonly code: number | null;
  readonly started: number;
  readonly ended: number;
  /** When the first byte stood on stdout; absent when none did. */
  readonly spoke: number | undefined;
};

/** Runs Node with these words and takes the times. */
export async function timeNode(
  words: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Timed> {
  const started = performance.now();
  const child = spawn(process.execPath, words, {
    cwd,
    env: { ...bareEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let spoke: number | undefined;
  child.stdout.on('data', () => {
    spoke ??= performance.now();
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, started, ended: performance.now(), spoke }));
  });
}

/** One `audit --read-values` of the account's shop. Throws when it came to no verdict. */
export async function timeAudit(account: TimedAccount, node: readonly string[] = []): Promise<Timed> {
  account.forget();
  const words = [...node, productScript, 'audit', '--read-values', '--timeout', '120', '--config', account.configFile];
  const timed = await timeNode(words, account.directory, { VERCEL_TOKEN: account.token });
  if (timed.code !== 1) throw new Error(`the audit of the broken shop ended with ${timed.code} instead of 1`);
  return timed;
}
