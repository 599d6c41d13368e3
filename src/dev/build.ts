import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { z } from 'zod';
import { configSchema } from '../config/schema.ts';

const root = join(import.meta.dirname, '../..');
const dist = join(root, 'dist');
// Built beside and swapped in at the end: a build that fails leaves the last good one in place.
const next = join(root, 'dist.next');

await rm(next, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: { main: 'src/cli/main.ts' },
  outdir: next,
  bundle: true,
  // Commands, the session and each provider's SDK are chunks of their own: `--help` pays for none of them.
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22.19',
  minify: true,
  keepNames: true,
  legalComments: 'linked',
  // Some packages' `main` is a UMD wrapper that no bundler can see through.
  mainFields: ['module', 'main'],
  external: ['oxc-parser'],
  // The renderer asks for it in development only.
  alias: { 'react-devtools-core': join(root, 'src/dev/no-devtools.ts') },
  define: { 'process.env.NODE_ENV': '"production"' },
  // CommonJS packages inside an ESM bundle still call require for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
const schema = z.toJSONSchema(configSchema, { io: 'input' });
await writeFile(join(next, 'schema.json'), `${JSON.stringify({ ...schema, title: 'launch-ready.json' }, null, 2)}\n`);
await rm(dist, { recursive: true, force: true });
await rename(next, dist);
