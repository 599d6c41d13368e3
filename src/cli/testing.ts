import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The repository of the product itself, absolute. */
export const productRoot = join(import.meta.dirname, '../..');

/** How a process ended; `code` is absent when a signal ended it. */
export type Ran = {
  readonly code: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  readonly stdout: string;
  readonly stderr: string;
};

/** A process under way. `ended` never rejects once it has started. */
export type Started = { readonly child: ChildProcess; readonly ended: Promise<Ran> };

export type RunOptions = {
  readonly cwd?: string;
  /** Added to a bare environment; the test's own (CI, VERCEL_*, tokens) never gets through. */
  readonly env?: Readonly<Record<string, string>>;
  /** Words for Node itself, before the script. */
  readonly node?: readonly string[];
};

// Far beyond every limit that the product promises: what runs longer is ended and has no exit code.
const longestMs = 60_000;

/** Starts the built product. Throws when it has not been built. */
export function startProduct(words: readonly string[], options: RunOptions = {}): Started {
  if (!existsSync(join(productRoot, 'dist/main.js'))) {
    throw new Error('dist/main.js is missing: run `npm run build` before these tests');
  }
  const script = join(productRoot, 'bin/launch-ready.js');
  return startProgram(process.execPath, [...(options.node ?? []), script, ...words], options);
}

/** Runs the built product to its end. */
export async function launchReady(words: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return startProduct(words, options).ended;
}

/** Starts any program in the same bare environment, its input closed. */
export function startProgram(program: string, words: readonly string[], options: RunOptions = {}): Started {
  const child = spawn(program, words, {
    cwd: options.cwd ?? tmpdir(),
    env: { ...bareEnvironment(), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: longestMs,
    killSignal: 'SIGKILL',
  });
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  const ended = new Promise<Ran>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve({ code: code ?? undefined, signal: signal ?? undefined, stdout: stdout(), stderr: stderr() });
    });
  });
  return { child, ended };
}

/** The environment that every started program gets: no tokens, no CI, no git settings, a home that does not exist. */
export function bareEnvironment(): Record<string, string> {
  return {
    PATH: [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(':'),
    HOME: '/nonexistent',
    TMPDIR: tmpdir(),
    LANG: 'C.UTF-8',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_NOSYSTEM: '1',
  };
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}
