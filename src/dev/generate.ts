import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { keysMarkdown } from '../tui/keys-markdown.ts';
import { checksReadme } from './checks-readme.ts';
import { withSection } from './readme-section.ts';

const root = join(import.meta.dirname, '../..');

/** A file that is made from others: its path relative to the project, and what it should hold now. */
export type Generated = { readonly path: string; readonly text: string };

/** Every generated file with its right contents. A test compares them with the disk; `npm run generate` writes them. */
export async function generateAll(): Promise<readonly Generated[]> {
  const checkFiles = await sources('checks');
  const gathererFiles = await sources('src/gatherers');
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  return [
    {
      path: 'checks/index.ts',
      text: await indexOf('checks', checkFiles, /defineCheck\(/, 'checks', 'AnyCheck', '../src/core/check.ts'),
    },
    {
      path: 'src/gatherers/index.ts',
      text: await indexOf(
        'src/gatherers',
        gathererFiles,
        /defineGatherer\(/,
        'gatherers',
        'AnyGatherer',
        '../core/gatherer.ts',
      ),
    },
    { path: 'checks/README.md', text: checksReadme(await importChecks(checkFiles)) },
    { path: 'README.md', text: withSection(readme, 'keys', keysMarkdown()) },
  ];
}

async function sources(folder: string): Promise<readonly string[]> {
  const found = await readdir(join(root, folder), { recursive: true });
  return found
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.includes('/') && path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .toSorted();
}

async function indexOf(
  folder: string,
  files: readonly string[],
  marker: RegExp,
  list: string,
  type: string,
  from: string,
) {
  const imports: string[] = [];
  const names: string[] = [];
  for (const path of files) {
    const text = await readFile(join(root, folder, path), 'utf8');
    const name = marker.test(text) ? /export const (\w+) = define/.exec(text)?.[1] : undefined;
    if (name === undefined) continue;
    imports.push(`import { ${name} } from './${path}';`);
    names.push(`  ${name},`);
  }
  return [
    '// Generated from the files beside it by `npm run generate`. Do not edit.',
    `import type { ${type} } from '${from}';`,
    ...imports,
    '',
    `/** Every one of the ${list}, in the order of their files. */`,
    `export const ${list}: readonly ${type}[] = [`,
    ...names,
    '];',
    '',
  ].join('\n');
}

async function importChecks(files: readonly string[]) {
  const modules = await Promise.all(
    files.map((path) => import(join(root, 'checks', path)) as Promise<Record<string, unknown>>),
  );
  return modules
    .flatMap((module) => Object.values(module))
    .filter(isCheck)
    .map(({ meta }) => meta);
}

type WithMeta = { readonly meta: Parameters<typeof checksReadme>[0][number] };

function isCheck(value: unknown): value is WithMeta {
  return typeof value === 'object' && value !== null && 'meta' in value && 'evaluate' in value;
}

if (process.argv[1] === import.meta.filename) {
  for (const { path, text } of await generateAll()) {
    await writeFile(join(root, path), text);
    process.stdout.write(`${relative(process.cwd(), join(root, path))}\n`);
  }
}
