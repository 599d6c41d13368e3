import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { launchReady, productRoot, startProgram } from './testing.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'launch-ready-main-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

test('--version is the version and nothing else', async () => {
  for (const word of ['--version', '-V']) {
    expect(await launchReady([word])).toMatchObject({ code: 0, stdout: `${manifest.version}\n`, stderr: '' });
  }
});

test('--help names every command, and every command has a page of its own', async () => {
  const { code, stdout, stderr } = await launchReady(['--help']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const command of ['audit', 'demo', 'report', 'compare', 'checks', 'explain', 'init', 'doctor']) {
    expect(stdout).toContain(`launch-ready ${command}`);
    const page = await launchReady([command, '--help']);
    expect(page).toMatchObject({ code: 0, stderr: '' });
    expect(page.stdout).toMatch(new RegExp(`^launch-ready ${command}\\b`));
    expect((await launchReady(['help', command])).stdout).toBe(page.stdout);
  }
});

type Mistake = readonly [words: readonly string[], told: RegExp];

const mistakes: readonly Mistake[] = [
  [['audti'], /no command and no directory "audti".*Did you mean "audit"\?/],
  [['help', 'docter'], /Did you mean "doctor"\?/],
  [['audit', '--read-value'], /no flag --read-value\..*Did you mean "--read-values"\?/],
  [['audit', '--nonsense-altogether-unlike'], /no flag --nonsense-altogether-unlike/],
  [['audit', '-o', 'json', '-o', 'sarif'], /json and sarif cannot both go to stdout/],
  [['audit', '-o', 'jsn'], /no format "jsn".*Did you mean "json"\?/],
  [['audit', '-o', 'json='], /names no file/],
  [['audit', '--now', 'tomorrow'], /--now tomorrow is no date/],
  [['audit', '--now', '2026-13-45'], /is no date/],
  [['audit', '--timeout', '0'], /--timeout 0 is no time/],
  [['audit', '--timeout', 'soon'], /--timeout soon is no time/],
  [['audit', '--timeout=-5'], /--timeout -5 is no time/],
  [['audit', '--timeout'], /--timeout/],
  [['audit', '--fail-on', 'hihg'], /--fail-on hihg.*Did you mean "high"\?/],
  [['audit', '--only', 'env/shared-secret'], /--only env\/shared-secret.*Did you mean "env\/shared-secrets"\?/],
  [['audit', '--skip', ''], /--skip needs an area or a check/],
  [['audit', 'no-such-folder'], /no directory no-such-folder/],
  [['audit', '/dev/null'], /\/dev\/null is no directory/],
  [['audit', '.', 'twice'], /One word too many: "twice"/],
  [['audit', '--config', 'missing.json'], /no file .*missing\.json/],
  [['audit', '--baseline', 'missing.json'], /no saved run at .*missing\.json/],
  [['audit', '--from', 'missing'], /no saved facts in .*missing/],
  [['explain'], /Explain which check/],
  [['explain', 'env/shard-secrets'], /Did you mean "env\/shared-secrets"\?/],
  [['checks', '--format', 'yaml'], /--format yaml/],
  [['report'], /No run is saved here/],
  [['compare'], /not two runs to compare/],
];

test.concurrent.each(mistakes)('%j is a mistake: exit 2, what is wrong, and a next step', async (words, told) => {
  const { code, stdout, stderr } = await launchReady(words, { cwd: folder });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  const [said = '', hint = '', ...rest] = stderr.trimEnd().split('\n');
  expect(said).toMatch(/^launch-ready: /);
  expect(said).toMatch(told);
  expect(hint.trim()).not.toBe('');
  expect(rest).toEqual([]);
});

test('a word with escapes in it is shown without them', async () => {
  const { code, stderr } = await launchReady(['\x1b[2J\x1b]0;owned\x07audit?'], { cwd: folder });
  expect(code).toBe(2);
  expect(stderr).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f]/);
});

test('a mistake leaves nothing behind in the directory', async () => {
  await launchReady(['audit', '--only', 'no/such'], { cwd: folder });
  expect(await readdir(folder)).toEqual([]);
});

test('without a terminal, launch-ready is the same as audit', async () => {
  const bare = await launchReady(['--offline', '-o', 'json'], { cwd: folder });
  const audit = await launchReady(['audit', '--offline', '-o', 'json'], { cwd: folder });
  expect(bare.code).toBe(3);
  expect(withoutTimes(bare.stdout)).toEqual(withoutTimes(audit.stdout));
  expect(bare.stdout).toContain('"verdict": "undetermined"');
});

function withoutTimes(json: string): string {
  return json.replace(/"(startedAt|ms)": [^,\n]+/g, '"$1": 0');
}

describe('what is loaded', () => {
  // What each library leaves in a bundle whatever its file is called there.
  const marks = {
    ink: 'ink-virtual-text',
    react: 'react.transitional.element',
    undici: 'undici.globalDispatcher',
    sdk: 'speakeasy-sdk',
  };

  async function chunksWith(mark: string): Promise<readonly string[]> {
    const dist = join(productRoot, 'dist');
    const found: string[] = [];
    for (const name of await readdir(dist)) {
      const path = join(dist, name);
      if (name.endsWith('.js') && (await readFile(path, 'utf8')).includes(mark)) found.push(path);
    }
    return found;
  }

  // Node itself tells: a hook before the program writes down every file that is loaded.
  async function loadedBy(words: readonly string[]): Promise<readonly string[]> {
    const list = join(folder, `loaded-${words.join('')}`);
    const hook = `
      import { appendFileSync } from 'node:fs';
      import { registerHooks } from 'node:module';
      registerHooks({ load: (url, context, next) => (appendFileSync(${JSON.stringify(list)}, url + '\\n'), next(url, context)) });`;
    const node = ['--import', `data:text/javascript,${encodeURIComponent(hook)}`];
    await launchReady(words, { cwd: folder, node });
    const urls = (await readFile(list, 'utf8')).trim().split('\n');
    return urls.flatMap((url) => (url.startsWith('file:') ? [new URL(url).pathname] : []));
  }

  test.each(['--help', '--version'])('%s loads no renderer, no HTTP client and no SDK', async (word) => {
    const loaded = await loadedBy([word]);
    expect(loaded).toContain(join(productRoot, 'dist/main.js'));
    for (const mark of Object.values(marks)) {
      const chunks = await chunksWith(mark);
      expect(chunks).not.toEqual([]);
      expect(loaded.filter((path) => chunks.includes(path))).toEqual([]);
    }
  });

  test('audit loads no renderer, and offline no HTTP client either', async () => {
    const loaded = await loadedBy(['audit', '--offline']);
    expect(loaded.length).toBeGreaterThan(3);
    for (const mark of [marks.ink, marks.react, marks.undici]) {
      const chunks = await chunksWith(mark);
      expect(loaded.filter((path) => chunks.includes(path))).toEqual([]);
    }
  });
});

function oldNode(): string | undefined {
  const places = ['/usr/bin/node', '/usr/local/bin/node'].filter((path) => existsSync(path));
  return places.find((path) => Number(execFileSync(path, ['-p', 'process.versions.node.split(".")[0]'])) < 22);
}

const old = oldNode();
test.skipIf(old === undefined)('an older Node says what is missing', async () => {
  const { ended } = startProgram(old ?? '', [join(productRoot, 'bin/launch-ready.js'), 'audit'], { cwd: folder });
  const { code, stdout, stderr } = await ended;
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^launch-ready needs Node 22\.19 or newer; this is \d+\.\d+\.\d+\.\n {2}\S/);
  expect(stderr).not.toContain('SyntaxError');
});
