import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { build } from 'esbuild';
import { bareEnvironment, productRoot } from '../../cli/testing.ts';
import { productScript } from './product.ts';
import { median, ms, type Row } from './row.ts';
import { openTimedAccount } from './timed-account.ts';

const runs = 21;

/** The session's first frame divided by that of the least that Ink can draw, bundled and started alike, in turns. */
export async function firstFrameRatio(): Promise<Row> {
  await using account = await openTimedAccount({ latencyMs: 0 });
  const folder = await mkdtemp(join(tmpdir(), 'launch-ready-frame-'));
  try {
    const hello = await buildHello(folder);
    const session = [productScript, '--config', account.configFile, account.directory];
    const ours: number[] = [];
    const bare: number[] = [];
    await firstFrame(session, account.token, 'launch-ready');
    await firstFrame([hello], '', 'hello world');
    for (let nth = 0; nth < runs; nth += 1) {
      ours.push(await firstFrame(session, account.token, 'launch-ready'));
      bare.push(await firstFrame([hello], '', 'hello world'));
    }
    const how = `${ms(median(ours))} ÷ ${ms(median(bare))} (medians of ${runs}, in turns)`;
    return { name: 'first frame of the session ÷ bare Ink', how, measured: median(ours) / median(bare), aim: 1.3 };
  } finally {
    await rm(folder, { recursive: true });
  }
}

// Milliseconds from the start of the process until `text` stands on the terminal; the program is ended then.
async function firstFrame(words: readonly string[], token: string, text: string): Promise<number> {
  const started = performance.now();
  const env = { ...bareEnvironment(), TERM: 'xterm-256color', VERCEL_TOKEN: token };
  const program = spawn(process.execPath, [...words], { cwd: tmpdir(), env, cols: 100, rows: 30 });
  let seen = '';
  const drawn = await new Promise<number>((resolve, reject) => {
    program.onData((data) => {
      seen += data;
      if (seen.includes(text)) resolve(performance.now());
    });
    program.onExit(() => reject(new Error(`ended before its first frame: ${JSON.stringify(seen)}`)));
  });
  program.kill('SIGKILL');
  return drawn - started;
}

// The product's own way of building and starting, around one line of text.
async function buildHello(folder: string): Promise<string> {
  const outfile = join(folder, 'hello.mjs');
  await build({
    stdin: {
      contents: `
        import { createElement } from 'react';
        import { render, Text } from 'ink';
        render(createElement(Text, null, 'hello world'));
        setTimeout(() => {}, 60_000);`,
      resolveDir: productRoot,
    },
    outfile: join(folder, 'app.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22.19',
    minify: true,
    keepNames: true,
    mainFields: ['module', 'main'],
    alias: { 'react-devtools-core': join(productRoot, 'src/dev/no-devtools.ts') },
    define: { 'process.env.NODE_ENV': '"production"' },
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  await build({
    stdin: { contents: `import module from 'node:module'; module.enableCompileCache?.(); await import('./app.mjs');` },
    outfile,
    format: 'esm',
    platform: 'node',
  });
  return outfile;
}
