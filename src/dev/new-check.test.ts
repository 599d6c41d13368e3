import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkNames, writeNewCheck } from './new-check.ts';

const run = promisify(execFile);
const product = join(import.meta.dirname, '../..');

// A project like ours next to nothing: the sources and the tools are ours, the checks its own.
let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'new-check-'));
  for (const name of ['src', 'node_modules', 'biome.json', 'tsconfig.json', 'package.json']) {
    await symlink(join(product, name), join(root, name));
  }
});
afterEach(() => rm(root, { recursive: true }));

test('writes a check and its test, both of which hold as they stand', { timeout: 60_000 }, async () => {
  const [path, testPath] = await writeNewCheck('email/spf-record', root);
  expect((await readdir(join(root, 'checks/email'))).toSorted()).toEqual(['spf-record.test.ts', 'spf-record.ts']);
  const text = await readFile(path, 'utf8');
  expect(text).toContain("id: 'email/spf-record'");
  expect(text).toContain('export const spfRecord = defineCheck(');
  expect(text.split('\n').length).toBeLessThanOrEqual(80);
  expect(await readFile(testPath, 'utf8')).toContain("from './spf-record.ts'");

  const bin = (name: string) => join(product, 'node_modules/.bin', name);
  await run(bin('biome'), ['check', '--error-on-warnings', path, testPath], { cwd: root });
  await writeFile(join(root, 'vitest.config.mjs'), "export default { test: { include: ['checks/**/*.test.ts'] } };\n");
  const report = join(root, 'report.json');
  const words = ['run', '--root', root, '--reporter=json', `--outputFile=${report}`];
  await run(bin('vitest'), words, { cwd: root, timeout: 50_000 });
  expect(JSON.parse(await readFile(report, 'utf8'))).toMatchObject({ success: true, numTotalTests: 2 });
});

test('never overwrites: neither the check nor, alone, its test', async () => {
  await writeNewCheck('env/thing', root);
  await expect(writeNewCheck('env/thing', root)).rejects.toThrow(/thing\.ts is there already/);
  const path = join(root, 'checks/env/other.test.ts');
  await writeFile(path, 'mine');
  await expect(writeNewCheck('env/other', root)).rejects.toThrow(/other\.test\.ts is there already/);
  expect(await readFile(path, 'utf8')).toBe('mine');
});

test.each([
  '',
  'env',
  'env/',
  '/thing',
  'env/a/b',
  'Env/thing',
  'env/camelCase',
  'env/snake_case',
  'env/-x',
  'env/x-',
  'env/x--y',
  '../env/x',
  'env/..',
  'env/1x',
  'env/x.ts',
  'env/no-secrets',
  'env/x y',
  'env/x\n',
])('%j is refused, with an example of a right one', async (id) => {
  await expect(writeNewCheck(id, root)).rejects.toThrow(`"${id}"`);
  expect(await readdir(root)).not.toContain('checks');
});

test('the name in the code follows from the id', () => {
  expect(checkNames('stripe/webhook-2-secrets').variable).toBe('webhook2Secrets');
  expect(checkNames('dns/caa')).toEqual({ id: 'dns/caa', area: 'dns', noun: 'caa', variable: 'caa' });
});

test('on the command line: what is wrong, an example, exit code 2', async () => {
  const failed = run(process.execPath, [join(product, 'src/dev/new-check.ts'), 'Bad'], { encoding: 'utf8' });
  await expect(failed).rejects.toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/"Bad" is no check id\.\n {2}.*npm run new-check/),
  });
});
