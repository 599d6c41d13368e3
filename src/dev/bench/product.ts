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

/** What a timed audit is besides `audit --read-values`. */
export type AuditOptions = {
  /** The areas; without them, all. */
  readonly only?: string;
  /** Words for Node itself, before the script. */
  readonly node?: readonly string[];
};

/** One `audit --read-values` of the account's shop. Throws when it came to another verdict than "not ready". */
export async function timeAudit(account: TimedAccount, { only, node = [] }: AuditOptions = {}): Promise<Timed> {
  account.forget();
  const areas = only === undefined ? [] : ['--only', only];
  const audit = ['audit', '--read-values', '--timeout', '120', ...areas, '--config', account.configFile];
  const timed = await timeNode([...node, productScript, ...audit], account.directory, { VERCEL_TOKEN: account.token });
  if (timed.code !== 1) throw new Error(`the audit of the broken shop ended with ${timed.code} instead of 1`);
  return timed;
}
