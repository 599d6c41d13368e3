import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositorySources } from '../../artifacts/repository/sources.ts';
import { createFiles } from '../../io/files/files.ts';
import { testFolder } from '../../io/testing-folder.ts';
import { gatherRepositorySources } from './sources.ts';
import { contextOver, type MemoryFile, memoryFiles } from './testing.ts';

async function gather(tree: Readonly<Record<string, MemoryFile>>, root = '/repo') {
  const absolute = Object.fromEntries(Object.entries(tree).map(([path, file]) => [`/repo/${path}`, file]));
  const value = await gatherRepositorySources.gather(contextOver(root, { files: memoryFiles(absolute) }), {});
  return repositorySources.parse(value);
}

/** Each read in short: `path NAME side`, with `?` behind what is optional. */
async function readsOf(tree: Readonly<Record<string, MemoryFile>>, root?: string): Promise<readonly string[]> {
  const { reads } = await gather(tree, root);
  return reads.map(({ at, name, optional, side }) => `${at.path} ${name}${optional ? '?' : ''} ${side}`);
}

const next = JSON.stringify({ name: 'shop', dependencies: { next: '16', react: '19' }, scripts: { dev: 'next dev' } });
const read = (name: string) => `use(process.env.${name});`;

describe('a Next.js app', () => {
  it('names its reads, with place, package and framework', async () => {
    const value = await gather({ 'package.json': next, 'app/page.tsx': `// home\n${read('A')}` });
    expect(value.reads).toEqual([
      {
        name: 'A',
        at: { path: 'app/page.tsx', line: 2 },
        package: '.',
        side: 'server',
        optional: false,
        via: 'process.env',
      },
    ]);
    expect(value.packages).toEqual([
      { dir: '.', name: 'shop', framework: 'next', dependencies: ['next', 'react'], imports: [] },
    ]);
    expect([value.files, value.unread, value.dynamic]).toEqual([1, [], []]);
  });

  it('leaves tests, declarations, static files and installed packages out', async () => {
    const paths = [
      'app/page.test.tsx',
      'app/__tests__/page.ts',
      '__mocks__/a.ts',
      'e2e/shop.ts',
      'tests/a.ts',
      'cypress.config.ts',
      'cypress/a.ts',
      'playwright.config.ts',
      'vitest.setup.ts',
      'jest.config.js',
      'app/button.stories.tsx',
      '.storybook/main.ts',
      'env.d.ts',
      'public/widget.js',
      'lib/vendor.min.js',
      'node_modules/x/index.js',
    ];
    const tree = Object.fromEntries(paths.map((path) => [path, read('X')]));
    expect(await readsOf({ 'package.json': next, ...tree })).toEqual([]);
    expect(await readsOf({ 'package.json': next, ...tree, 'app/test/page.tsx': read('A') })).toEqual([
      'app/test/page.tsx A server',
    ]);
  });

  it('takes what scripts and tools read as optional, but not a route called scripts', async () => {
    const tree = {
      'package.json': next,
      'scripts/seed.ts': read('A'),
      'prisma/seed.ts': read('B'),
      'drizzle.config.ts': read('C'),
      'app/scripts/page.tsx': read('D'),
    };
    expect(await readsOf(tree)).toEqual([
      'app/scripts/page.tsx D server',
      'drizzle.config.ts C? server',
      'prisma/seed.ts B? server',
      'scripts/seed.ts A? server',
    ]);
  });

  it('reads the Prisma schema and the package scripts', async () => {
    const tree = {
      'package.json': '{ "name": "a", "scripts": { "start": "next start -p $PORT" } }',
      'prisma/schema.prisma': 'datasource db {\n  url = env("DATABASE_URL")\n}',
    };
    const { reads } = await gather(tree);
    expect(reads.map(({ name, via, optional }) => [name, via, optional])).toEqual([
      ['PORT', 'script', true],
      ['DATABASE_URL', 'prisma', false],
    ]);
  });
});

describe('which side reads', () => {
  const client = "'use client';\n";

  it('follows imports from client modules, through aliases that need a tolerant reader', async () => {
    const tree = {
      'package.json': next,
      'tsconfig.json': '{ // paths\n "extends": "./base.json", }',
      'base.json': '{ "compilerOptions": { "paths": { "@/*": ["./lib/*"], }, }, }',
      'app/page.tsx': `import './button'; import '@/shared'; ${read('PAGE')}`,
      'app/button.tsx': `${client}import '@/client-only-code'; import '@/shared.js'; import type { A } from '@/types'; import { act } from '@/actions'; ${read('BUTTON')}`,
      'lib/client-only-code.ts': read('DEEP'),
      'lib/shared.ts': read('SHARED'),
      'lib/types.ts': read('TYPES'),
      'lib/actions.ts': `'use server'; ${read('ACTION')}`,
    };
    expect(await readsOf(tree)).toEqual([
      'app/button.tsx BUTTON browser',
      'app/page.tsx PAGE server',
      'lib/actions.ts ACTION server',
      'lib/client-only-code.ts DEEP browser',
      'lib/shared.ts SHARED both',
      'lib/types.ts TYPES server',
    ]);
  });

  it('runs the Pages Router on both sides, its API and whatever imports server-only on the server', async () => {
    const tree = {
      'package.json': next,
      'pages/index.tsx': `import '../lib/a'; import '../lib/secret'; ${read('PAGE')}`,
      'pages/api/hook.ts': read('API'),
      'lib/a.ts': read('LIB'),
      'lib/secret.ts': `import 'server-only'; ${read('SECRET')}`,
    };
    expect(await readsOf(tree)).toEqual([
      'lib/a.ts LIB both',
      'lib/secret.ts SECRET server',
      'pages/api/hook.ts API server',
      'pages/index.tsx PAGE both',
    ]);
  });

  it('keeps the server entries of t3-env on the server', async () => {
    const env =
      'createEnv({ server: { A: z.string() }, client: { NEXT_PUBLIC_B: z.string() }, runtimeEnv: process.env })';
    const tree = { 'package.json': next, 'env.ts': env, 'app/a.tsx': `${client}import '../env'` };
    expect(await readsOf(tree)).toEqual(['env.ts A server', 'env.ts NEXT_PUBLIC_B browser']);
  });

  it('puts import.meta.env of a Vite app into the browser, and process.env of its functions on the server', async () => {
    const vite = JSON.stringify({ name: 'a', devDependencies: { vite: '8' } });
    const tree = { 'package.json': vite, 'src/main.ts': 'use(import.meta.env.VITE_A)', 'api/hook.ts': read('B') };
    expect(await readsOf(tree)).toEqual(['api/hook.ts B server', 'src/main.ts VITE_A browser']);
  });
});

describe('a workspace', () => {
  const manifest = (name: string, more = {}) => JSON.stringify({ name, ...more });
  const tree = {
    '.git/HEAD': 'ref: refs/heads/main',
    'pnpm-workspace.yaml': 'packages:\n  - "apps/*"\n  - packages/**\n  - "!**/unused"\n',
    'package.json': manifest('root'),
    'apps/web/package.json': next,
    'apps/web/app/page.tsx': `import { db } from '@acme/db'; import '@acme/ui/button'; ${read('WEB')}`,
    'apps/docs/package.json': manifest('docs', { dependencies: { next: '16' } }),
    'apps/docs/app/page.tsx': read('DOCS'),
    'packages/db/package.json': manifest('@acme/db', { exports: { '.': { import: './dist/index.js' } } }),
    'packages/db/src/index.ts': `import '@acme/log'; ${read('DB')}`,
    'packages/log/package.json': manifest('@acme/log', { main: './index.ts' }),
    'packages/log/index.ts': `import '@acme/db'; ${read('LOG')}`,
    'packages/ui/package.json': manifest('@acme/ui', {
      exports: { './*': './src/*.tsx' },
      devDependencies: { next: '16' },
    }),
    'packages/ui/src/button.tsx': `'use client'; ${read('NEXT_PUBLIC_UI')}`,
    'packages/mail/package.json': manifest('@acme/mail'),
    'packages/mail/index.ts': read('MAIL'),
  };

  it('is followed from an app into the packages that it imports, and into those that they import', async () => {
    const value = await gather(tree, '/repo/apps/web');
    expect(value.reads.map(({ name, package: dir, side }) => `${dir} ${name} ${side}`)).toEqual([
      '../../packages/db DB server',
      '../../packages/log LOG server',
      '../../packages/ui NEXT_PUBLIC_UI browser',
      '. WEB server',
    ]);
    expect(value.packages.map(({ dir, imports }) => [dir, imports])).toEqual([
      ['.', ['../../packages/db', '../../packages/ui']],
      ['../../packages/db', ['../../packages/log']],
      ['../../packages/log', ['../../packages/db']],
      ['../../packages/ui', []],
    ]);
    expect(value.unread).toEqual([]);
  });

  it('is read whole from its root, where a component library is no app', async () => {
    const value = await gather(tree);
    expect(value.packages.map(({ dir, framework }) => [dir, framework])).toEqual([
      ['.', undefined],
      ['apps/docs', 'next'],
      ['apps/web', 'next'],
      ['packages/db', undefined],
      ['packages/log', undefined],
      ['packages/mail', undefined],
      ['packages/ui', undefined],
    ]);
    expect(value.reads.map(({ name }) => name).sort()).toEqual(['DB', 'DOCS', 'LOG', 'MAIL', 'NEXT_PUBLIC_UI', 'WEB']);
  });

  it('is found by package.json too, without a repository around it', async () => {
    const { '.git/HEAD': _git, 'pnpm-workspace.yaml': _pnpm, ...rest } = tree;
    const npm = {
      ...rest,
      'package.json': manifest('root', { workspaces: { packages: ['./apps/*', 'packages/*/'] } }),
    };
    expect((await gather(npm, '/repo/apps/web')).packages).toHaveLength(4);
  });

  it('is not looked for above the repository', async () => {
    const nested = { ...tree, 'apps/web/.git/HEAD': 'ref: refs/heads/main' };
    expect((await gather(nested, '/repo/apps/web')).packages.map(({ dir }) => dir)).toEqual(['.']);
  });

  it('says what it does not reach', async () => {
    const alone = { ...tree, 'apps/web/app/page.tsx': "import '../../../outside/a'; import '../../../outside/a.css'" };
    expect((await gather(alone, '/repo/apps/web')).unread).toEqual([
      { path: '../../outside/a', why: 'it is imported and lies outside the audited directory and its workspace' },
    ]);
  });
});

describe('a hostile repository', () => {
  it('ends where packages import each other and configurations extend each other', async () => {
    const tree = {
      'package.json': next,
      'tsconfig.json': '{ "extends": "./a.json" }',
      'a.json': '{ "extends": ["./tsconfig.json", "./a.json"], "compilerOptions": { "baseUrl": "." } }',
      'app/page.tsx': "import 'lib/b'; use(process.env.A)",
      'lib/b.ts': `'use client'; import 'app/page'; ${read('B')}`,
    };
    expect(await readsOf(tree)).toEqual(['app/page.tsx A both', 'lib/b.ts B browser']);
  });

  it('reads no configuration above what is audited', async () => {
    const files = memoryFiles({
      '/repo/app/tsconfig.json': '{ "extends": "../../secret.json" }',
      '/secret.json': '{}',
    });
    const asked: string[] = [];
    const spying = {
      ...files,
      read: (path: string) => {
        asked.push(path);
        return files.read(path);
      },
    };
    await gatherRepositorySources.gather(contextOver('/repo/app', { files: spying }), {});
    expect(asked).not.toContain('/secret.json');
  });

  it('lists every file it could not use, and reads the others', async () => {
    const value = await gather({
      'package.json': '[]',
      'tsconfig.json': '{{{',
      'pnpm-workspace.yaml': 'packages: [*a]',
      'big.ts': { state: 'skipped', why: 'too-large' },
      'binary.ts': { state: 'skipped', why: 'binary' },
      'broken.ts': 'use(process.env.X',
      'deep.ts': '('.repeat(100_000),
      'a/package.json': `{ "a": ${'['.repeat(100_000)}`,
      'a/tsconfig.json': '['.repeat(100_000),
      'a.vue': '',
      'b.svelte': '',
      'good.ts': read('A'),
    });
    expect(value.reads.map(({ name }) => name)).toEqual(['A']);
    expect(value.unread.map(({ path, why }) => `${path}: ${why}`)).toEqual([
      '.: 2 .vue, .svelte or .astro files are not read',
      'a/package.json: it is no JSON object',
      'a/tsconfig.json: it is no compiler configuration that can be read',
      'big.ts: it is too large',
      'binary.ts: it is not text',
      'broken.ts: it has syntax errors',
      'deep.ts: it is nested too deeply',
      'package.json: it is no JSON object',
    ]);
  });

  it('keeps prototype names apart from prototypes', async () => {
    const tree = {
      'package.json': '{ "name": "__proto__", "dependencies": { "constructor": "1" }, "exports": { "__proto__": 1 } }',
      'tsconfig.json': '{ "compilerOptions": { "paths": { "__proto__": ["x"], "constructor": 5 } } }',
      'a.ts': `import '__proto__'; import 'constructor'; ${read('__proto__')}`,
    };
    expect(await readsOf(tree)).toEqual(['a.ts __proto__ server']);
  });

  it('stops when it is cancelled', async () => {
    const context = contextOver('/repo', { files: memoryFiles({ '/repo/a.ts': '' }) });
    const cancelled = { ...context, signal: AbortSignal.abort() };
    await expect(gatherRepositorySources.gather(cancelled, {})).rejects.toThrow('abort');
  });
});

it('reads a real folder, and follows no link in it', async () => {
  await using folder = await testFolder();
  await folder.write('app/package.json', next);
  await folder.write('app/app/page.tsx', read('A'));
  await folder.write('outside/secret.ts', read('OUTSIDE'));
  await symlink(join(folder.path, 'outside'), join(folder.path, 'app/linked'));
  await symlink('loop', join(folder.path, 'app/loop'));
  const context = contextOver(join(folder.path, 'app'), { files: createFiles() });
  const value = await gatherRepositorySources.gather(context, {});
  expect(value.reads.map(({ name, at }) => `${at.path}:${at.line} ${name}`)).toEqual(['app/page.tsx:1 A']);
  expect(value.unread.map(({ path, why }) => `${path}: ${why}`)).toEqual([
    'linked: it is a symbolic link',
    'loop: it is a symbolic link',
  ]);
});
