import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import * as z from 'zod';
import { configSchema } from '../config/schema.ts';

const root = join(import.meta.dirname, '../..');
const dist = join(root, 'dist');
// Built beside and swapped in at the end: a build that fails leaves the last good one in place.
const next = join(root, 'dist.next');

// The schema library carries its messages in fifty languages, and the bundle would carry them to every start.
const englishOnly: Plugin = {
  name: 'english-only',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
      resolveDir: join(root, 'node_modules/zod/v4/locales'),
    }));
  },
};

// Everybody's `string-width`, Ink's too, goes by the short cut; only the short cut itself gets the package.
const fastWidths: Plugin = {
  name: 'fast-widths',
  setup: ({ onResolve }) => {
    const path = join(root, 'src/dev/fast-string-width.ts');
    onResolve({ filter: /^string-width$/ }, ({ importer }) => (importer === path ? undefined : { path }));
  },
};

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
  legalComments: 'linked',
  // Some packages' `main` is a UMD wrapper that no bundler can see through.
  mainFields: ['module', 'main'],
  external: ['oxc-parser'],
  plugins: [englishOnly, fastWidths],
  // The renderer asks for it in development only.
  alias: {
    'react-devtools-core': join(root, 'src/dev/no-devtools.ts'),
  },
  define: { 'process.env.NODE_ENV': '"production"' },
  // CommonJS packages inside an ESM bundle still call require for Node's own modules.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
// For the repository's file, which may not say where credentials go.
const schema = z.toJSONSchema(configSchema.omit({ endpoints: true, network: true }), { io: 'input' });
await writeFile(join(next, 'schema.json'), `${JSON.stringify({ ...schema, title: 'launch-ready.json' }, null, 2)}\n`);
await rm(dist, { recursive: true, force: true });
await rename(next, dist);
