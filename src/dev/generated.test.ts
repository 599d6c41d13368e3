import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generateAll } from './generate.ts';
import { withSection } from './readme-section.ts';

const root = join(import.meta.dirname, '../..');

test('every generated file holds what its sources say; npm run generate writes them anew', async () => {
  const files = await generateAll();
  expect(files.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['checks/index.ts', 'checks/README.md', 'src/gatherers/index.ts', 'README.md']),
  );
  for (const { path, text } of files) {
    expect(text.length).toBeGreaterThan(100);
    expect(await readFile(join(root, path), 'utf8'), `${path} is stale: npm run generate`).toBe(text);
  }
});

test('a section is replaced between its marks, and everything around it stays', () => {
  const text = 'before\n<!-- keys:start -->\nold\n<!-- keys:end -->\nafter\n';
  const once = withSection(text, 'keys', '\nnew\n\n');
  expect(once).toBe('before\n<!-- keys:start -->\nnew\n<!-- keys:end -->\nafter\n');
  expect(withSection(once, 'keys', 'new')).toBe(once);
});

test.each(['no marks', '<!-- keys:start --> only', '<!-- keys:end --> then <!-- keys:start -->'])(
  'marks that are missing or turned round are refused: %s',
  (text) => {
    expect(() => withSection(text, 'keys', 'new')).toThrow('<!-- keys:start -->');
  },
);
