import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { UserError } from '../core/fault.ts';
import { type CheckNames, checkSource, checkTestSource } from './check-template.ts';

const usage = 'Write it as <area>/<noun> in small letters with dashes: npm run new-check email/spf-record.';
const name = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** The names that follow from a check's id. Throws `UserError` for one that is not `area/noun`, both in kebab-case. */
export function checkNames(id: string): CheckNames {
  const [area = '', noun = '', ...more] = id.split('/');
  if (more.length > 0 || !name.test(area) || !name.test(noun)) throw new UserError(`"${id}" is no check id.`, usage);
  if (noun.startsWith('no-')) {
    throw new UserError(`"${id}" says what should be absent.`, 'Name the thing itself, or its failing state.');
  }
  return { id, area, noun, variable: noun.replaceAll(/-(.)/g, (_dash, letter: string) => letter.toUpperCase()) };
}

/** Writes a check and its test below `root` from the template and returns both paths. Throws `UserError`; never overwrites. */
export async function writeNewCheck(id: string, root: string): Promise<readonly [string, string]> {
  const names = checkNames(id);
  const path = join(root, 'checks', names.area, `${names.noun}.ts`);
  const testPath = join(root, 'checks', names.area, `${names.noun}.test.ts`);
  await mkdir(dirname(path), { recursive: true });
  await writeNew(path, checkSource(names));
  await writeNew(testPath, checkTestSource(names));
  return [path, testPath];
}

async function writeNew(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    throw new UserError(`${path} is there already.`, 'Choose another name, or edit that file.', { cause: error });
  }
}

async function main(words: readonly string[]): Promise<number> {
  const [id = '', ...more] = words;
  try {
    if (id === '' || more.length > 0) throw new UserError('One check id is needed.', usage);
    const root = join(import.meta.dirname, '../..');
    for (const path of await writeNewCheck(id, root)) process.stdout.write(`written: ${relative(root, path)}\n`);
    process.stdout.write('Next: rewrite both files, then npm run generate and npm test.\n');
    return 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`new-check: ${error.message}\n  ${error.hint}\n`);
    return 2;
  }
}

if (process.argv[1] === import.meta.filename) process.exitCode = await main(process.argv.slice(2));
