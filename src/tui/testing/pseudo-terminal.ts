import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { build } from 'esbuild';

/** The harness as one file; `remove` takes its folder away. */
export type BuiltHarness = { readonly file: string; readonly remove: () => Promise<void> };

/** Bundles the harness beside this file, as the product's session is bundled, into a temporary folder. */
export async function buildHarness(): Promise<BuiltHarness> {
  const folder = await mkdtemp(join(tmpdir(), 'launch-ready-tui-'));
  const stub = join(folder, 'stub.mjs');
  const file = join(folder, 'harness.mjs');
  await writeFile(stub, 'export default {};\n');
  await build({
    entryPoints: [fileURLToPath(new URL('./harness.ts', import.meta.url))],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    jsx: 'automatic',
    alias: { 'react-devtools-core': stub },
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'error',
  });
  return { file, remove: () => rm(folder, { recursive: true }) };
}

/** A program in a pseudo-terminal with a screen that can be read. */
export type PseudoTerminal = {
  readonly type: (text: string) => void;
  readonly resize: (columns: number, rows: number) => void;
  /** The visible screen, one string a row, trailing spaces off. */
  readonly screen: () => string;
  readonly alternate: () => boolean;
  /** Every byte the program wrote so far. */
  readonly bytes: () => string;
  /** Settles once the screen fulfils the condition; rejects with the screen when it does not within 10 s. */
  readonly until: (what: string, holds: (screen: string) => boolean) => Promise<void>;
  /** Settles with the exit code once the program has ended and everything it wrote is on the screen. */
  readonly ended: Promise<number>;
  readonly signal: (name: 'SIGTERM' | 'SIGHUP') => void;
  readonly close: () => void;
};

const patienceMs = 10_000;

/** Runs a file on this Node in a pseudo-terminal, without the CI variable that would make Ink wait for the end. */
export function openTerminal(
  file: string,
  args: readonly string[],
  options: { readonly columns: number; readonly rows: number; readonly env?: Readonly<Record<string, string>> },
): PseudoTerminal {
  const { CI: _, FORCE_COLOR: __, NO_COLOR: ___, ...inherited } = process.env;
  const { columns: cols, rows } = options;
  const env = { ...inherited, TERM: 'xterm-256color', ...options.env };
  const child = spawn(process.execPath, [file, ...args], { name: 'xterm-256color', cols, rows, env });
  const terminal = new xterm.Terminal({ cols, rows, allowProposedApi: true });
  const watchers = new Set<() => void>();
  let bytes = '';
  child.onData((data) => {
    bytes += data;
    terminal.write(data, () => {
      for (const watcher of watchers) watcher();
    });
  });

  const ended = new Promise<number>((resolve) => {
    child.onExit(({ exitCode }) => terminal.write('', () => resolve(exitCode)));
  });

  const screen = () => {
    const { active } = terminal.buffer;
    const lines = Array.from({ length: terminal.rows }, (_row, row) => active.getLine(active.viewportY + row));
    return lines.map((line) => line?.translateToString(true) ?? '').join('\n');
  };

  const until = (what: string, holds: (screen: string) => boolean) =>
    new Promise<void>((resolve, reject) => {
      const settle = (end: () => void) => {
        clearTimeout(timer);
        watchers.delete(look);
        end();
      };
      const look = () => {
        if (holds(screen())) settle(resolve);
      };
      const timer = setTimeout(
        () => settle(() => reject(new Error(`waited in vain for ${what}:\n${screen()}`))),
        patienceMs,
      );
      watchers.add(look);
      look();
    });

  return {
    type: (text) => child.write(text),
    resize: (columns, toRows) => {
      terminal.resize(columns, toRows);
      child.resize(columns, toRows);
    },
    screen,
    alternate: () => terminal.buffer.active.type === 'alternate',
    bytes: () => bytes,
    ended,
    signal: (name) => child.kill(name),
    until,
    close: () => {
      child.kill('SIGKILL');
      terminal.dispose();
    },
  };
}
