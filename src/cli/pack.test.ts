import { lstat, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { productRoot, type Ran, startProgram } from './testing.ts';

// As somebody installs it: packed, and installed from the registry into a directory that knows nothing of this one.
let folder: string;
let tarball: string;
let home: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'launch-ready-pack-'));
  const packed = await npm(['pack', '--ignore-scripts', '--json', '--pack-destination', folder], productRoot);
  expect(packed.code, packed.stderr).toBe(0);
  const [name] = (await readdir(folder)).filter((file) => file.endsWith('.tgz'));
  tarball = join(folder, name ?? 'none');
  home = join(folder, 'home');
  await mkdir(home);
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

// npm reaches the registry as this machine is set up to: its settings, and the certificates they may need.
function npm(words: readonly string[], cwd: string): Promise<Ran> {
  const names = [
    'HOME',
    'NODE_EXTRA_CA_CERTS',
    'HTTP_PROXY',
    'HTTPS_PROXY',
    'NO_PROXY',
    'http_proxy',
    'https_proxy',
    'no_proxy',
  ];
  const env = Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
  return startProgram('npm', words, { cwd, env }).ended;
}

async function contents(): Promise<readonly string[]> {
  const { stdout } = await startProgram('tar', ['-tzf', tarball], { cwd: folder }).ended;
  return stdout.trim().split('\n');
}

async function sizeOf(path: string): Promise<number> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (entry) => (await lstat(join(entry.parentPath, entry.name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

test('the package holds the bundle, its licence and its pages, and no source or test', async () => {
  const names = await contents();
  for (const name of [
    'package.json',
    'README.md',
    'LICENSE',
    'CHANGELOG.md',
    'bin/launch-ready.js',
    'dist/main.js',
    'dist/schema.json',
  ]) {
    expect(names).toContain(`package/${name}`);
  }
  for (const name of names)
    expect(name).toMatch(/^package\/(?:bin\/launch-ready\.js|dist\/[\w.-]+|[A-Z]+(?:\.md)?|package\.json)$/);
  expect(names.filter((name) => /\.test\.|\.ts$|\.tsx$|\.map$|\/src\//.test(name))).toEqual([]);
});

test('installed elsewhere it is small, and does all that it does here', { timeout: 120_000 }, async () => {
  const place = join(folder, 'place');
  await mkdir(place);
  const installed = await npm(['install', '--no-fund', '--no-audit', '--no-save', tarball], place);
  expect(installed.code, installed.stderr).toBe(0);
  // npm names the package's own `prepare`, which a registry install never runs; nothing it depends on has a script.
  expect(installed.stderr).not.toMatch(/install-scripts {3}(?!launch-ready@)/);
  const modules = join(place, 'node_modules');
  expect(await sizeOf(modules)).toBeLessThan(60 * 1024 * 1024);
  const names = (await readdir(modules)).filter((name) => !name.startsWith('.'));
  expect(names.filter((name) => /^(?:react|ink|undici|@vercel|zod|esbuild|node)$/.test(name))).toEqual([]);

  const run = (words: readonly string[]) =>
    startProgram(join(modules, '.bin/launch-ready'), words, { cwd: place, env: { HOME: home, TMPDIR: folder } }).ended;
  expect(await run(['--version'])).toMatchObject({ code: 0, stdout: `${manifest.version}\n`, stderr: '' });
  expect(await run(['audit', '--help'])).toMatchObject({ code: 0, stderr: '' });
  const demo = await run(['demo', '-o', 'json']);
  expect(demo.code, demo.stderr).toBe(1);
  expect(JSON.parse(demo.stdout)).toMatchObject({ verdict: 'not-ready', tool: { version: manifest.version } });
  const checks = await run(['checks', '--format', 'json']);
  expect(JSON.parse(checks.stdout).length).toBe(JSON.parse(demo.stdout).results.length);
});

test('what is to be bundled is no dependency, and what cannot be bundled is one', async () => {
  expect(Object.keys(manifest.dependencies)).toEqual(['oxc-parser']);
  for (const version of Object.values({ ...manifest.dependencies, ...manifest.devDependencies }))
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  const licences = await readdir(join(productRoot, 'dist'));
  expect(licences.some((name) => name.endsWith('.LEGAL.txt'))).toBe(true);
  expect(await readFile(join(productRoot, 'dist/schema.json'), 'utf8')).toContain('"privatePaths"');
});
