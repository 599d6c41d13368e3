import { execFileSync } from 'node:child_process';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { serve } from '../demo/http/serve.ts';
import { launchReady } from './testing.ts';
import { openShop, reportIn, type Shop } from './testing-shop.ts';

// A test here starts the built product several times; on a busy machine each start takes seconds.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let shop: Shop;
beforeEach(async () => {
  shop = await openShop({ repaired: false });
});
afterEach(() => shop[Symbol.asyncDispose]());

const at = (path: string): string => join(shop.directory, path);

describe('its own launch-ready.json', () => {
  test.each([
    ['endpoints', (url: string) => ({ endpoints: { vercel: url } })],
    ['network', (url: string) => ({ network: { connect: { 'api.vercel.com:443': url.replace('http://', '') } } })],
    [
      'both in comments’ shadow',
      (url: string) => ({ production: 'https://x.example', endpoints: { vercel: url }, network: {} }),
    ],
  ])('may not say where credentials go (%s): exit 2, and nothing is sent', async (_name, config) => {
    const trap = await serve({ routeOf: () => undefined, answer: () => ({ status: 200, body: {} }) });
    try {
      await writeFile(at('launch-ready.json'), JSON.stringify(config(trap.url)));
      const account = await shop.open();
      for (const command of ['audit', 'doctor', 'init']) {
        const { code, stderr } = await account.run([command, '--config', account.configFile]);
        expect(code).toBe(2);
        expect(stderr).toMatch(/may not hold "(?:endpoints|network)"/);
        expect(stderr).toContain('--config');
      }
      expect(trap.requests()).toEqual([]);
      expect(account.simulator.requests()).toEqual([]);
    } finally {
      await trap.close();
    }
  });

  test.each(['env:VERCEL_TOKEN', 'env:AWS_SECRET_ACCESS_KEY', 'env:launch_ready_x', 'env:'])(
    'may not name %s: exit 2',
    async (reference) => {
      await writeFile(at('launch-ready.json'), JSON.stringify({ database: { url: reference } }));
      const { code, stderr } = await (await shop.open()).run(['audit'], {
        env: { AWS_SECRET_ACCESS_KEY: 'not-for-you-0123456789' },
      });
      expect(code).toBe(2);
      expect(stderr).toContain('LAUNCH_READY_');
      expect(stderr).not.toContain('not-for-you');
    },
  );

  test('may name LAUNCH_READY_* variables', async () => {
    await writeFile(at('launch-ready.json'), JSON.stringify({ database: { url: 'env:LAUNCH_READY_DATABASE_URL' } }));
    expect((await (await shop.open()).audit([])).code).toBe(1);
  });

  test.each([
    ['a link', async (path: string) => symlink('/etc/passwd', path)],
    ['a folder', async (path: string) => void (await mkdir(path))],
    ['a megabyte of brackets', async (path: string) => writeFile(path, '['.repeat(1_000_000))],
    [
      'a prototype',
      async (path: string) => writeFile(path, '{"__proto__": {"endpoints": {"vercel": "http://127.0.0.1:9"}}}'),
    ],
  ])('that is %s is refused without a crash', async (_name, plant) => {
    await rm(at('launch-ready.json'));
    await plant(at('launch-ready.json'));
    const { code, stderr } = await (await shop.open()).run(['audit']);
    expect(code).toBe(2);
    expect(stderr).toContain('launch-ready.json');
    expect(stderr).not.toMatch(/something broke|root:|\n {4}at /);
  });
});

describe('where it is written', () => {
  async function outside(): Promise<string> {
    return realpath(await mkdtemp(join(shop.folder, 'outside-')));
  }

  test('.launch-ready as a link: exit 2, and nothing is written there', async () => {
    const elsewhere = await outside();
    await symlink(elsewhere, at('.launch-ready'));
    const account = await shop.open();
    const { code, stderr } = await account.run(['audit', '--config', account.configFile]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/\.launch-ready is a symbolic link/);
    expect(await readdir(elsewhere)).toEqual([]);
  });

  test('.launch-ready/runs as a link: exit 2, and nothing is written there', async () => {
    const elsewhere = await outside();
    await mkdir(at('.launch-ready'));
    await symlink(elsewhere, at('.launch-ready/runs'));
    const account = await shop.open();
    expect((await account.run(['audit', '--config', account.configFile])).code).toBe(2);
    expect(await readdir(elsewhere)).toEqual([]);
  });

  test('links in place of the handover and the newest run are replaced, not followed', async () => {
    const elsewhere = await outside();
    await mkdir(at('.launch-ready/runs'), { recursive: true });
    const names = ['handover.md', 'runs/latest.json'];
    for (const [nth, name] of names.entries()) {
      await writeFile(join(elsewhere, String(nth)), 'before');
      await symlink(join(elsewhere, String(nth)), at(`.launch-ready/${name}`));
    }
    const account = await shop.open();
    expect((await account.audit([])).code).toBe(1);
    for (const [nth, name] of names.entries()) {
      expect(await readFile(join(elsewhere, String(nth)), 'utf8')).toBe('before');
      expect((await lstat(at(`.launch-ready/${name}`))).isSymbolicLink()).toBe(false);
    }
  });

  test('a key that is a link is refused: it would be one that somebody else knows', async () => {
    const elsewhere = await outside();
    await mkdir(at('.launch-ready'));
    await writeFile(join(elsewhere, 'key'), `${'0'.repeat(64)}\n`);
    await symlink(join(elsewhere, 'key'), at('.launch-ready/fingerprint-key'));
    const account = await shop.open();
    const { code, stderr } = await account.run(['audit', '--config', account.configFile]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/fingerprint-key is a symbolic link/);
    expect(account.simulator.requests()).toEqual([]);
  });

  test('a log that is a link takes no crash elsewhere', async () => {
    const elsewhere = await outside();
    await mkdir(at('.launch-ready'));
    await symlink(join(elsewhere, 'log'), at('.launch-ready/log'));
    // A state folder in which the run itself cannot be kept.
    await writeFile(at('.launch-ready/runs'), '');
    const account = await shop.open();
    await account.run(['report']);
    await account.run(['audit', '--config', account.configFile]);
    expect(await readdir(elsewhere)).toEqual([]);
  });

  test('nothing else of the repository changes', async () => {
    const status = () =>
      execFileSync('git', ['-C', shop.directory, 'status', '--porcelain', '--ignored'], { encoding: 'utf8' });
    const before = status();
    expect((await (await shop.open()).audit(['--read-values'])).code).toBe(1);
    expect(status().replace(/^.*\.launch-ready\/.*\n/gm, '')).toBe(before);
    expect(await readFile(at('.launch-ready/.gitignore'), 'utf8')).toBe('*\n');
    expect((await lstat(at('.launch-ready/fingerprint-key'))).mode & 0o777).toBe(0o600);
    expect((await lstat(at('.launch-ready/runs/latest.json'))).mode & 0o777).toBe(0o600);
  });

  test('a directory that cannot be written to is audited all the same', async () => {
    await writeFile(at('.launch-ready'), 'a file, no folder');
    const { code, report, stderr } = await (await shop.open()).audit(['--read-values']);
    expect([code, report.verdict]).toEqual([1, 'not-ready']);
    expect(stderr).toMatch(/this run stands alone/);
  });
});

describe('odd files', () => {
  test('loops, pipes, sockets of links and very large files are passed over, and said where they are sources', async () => {
    await symlink('..', at('lib/up'));
    await symlink('loop-b', at('loop-a'));
    await symlink('loop-a', at('loop-b'));
    await symlink('/etc/passwd', at('app/passwd.ts'));
    execFileSync('mkfifo', [at('app/pipe.ts'), at('.env.production')]);
    await writeFile(at('lib/large.ts'), '');
    await truncate(at('lib/large.ts'), 60 * 1024 * 1024);
    await writeFile(at('lib/binary.ts'), Buffer.from([0, 159, 146, 150, 0]));
    await writeFile(at('lib/deep.ts'), `export const deep = ${'['.repeat(50_000)}${']'.repeat(50_000)};`);
    await writeFile(at('lib/wide.ts'), `export const wide = ${'a.'.repeat(100_000)}b;`);
    await mkdir(at(`deep/${'d/'.repeat(200)}`), { recursive: true });
    await writeFile(at('noext\u0000'.replace('\u0000', '')), '');
    const account = await shop.open();
    const { code, report, stderr } = await account.audit(['--read-values']);
    expect([code, report.verdict]).toEqual([1, 'not-ready']);
    expect(stderr).not.toMatch(/something broke|failed repository/);
    // Nothing of what lies behind the link was taken for the project's.
    expect(JSON.stringify(report)).not.toContain('root:x:0');
  });

  test('links to Vercel that lead elsewhere: ids that are paths never become a path of the API', async () => {
    for (const id of [
      '../../v2/user',
      'prj_x?teamId=other',
      'prj_x/../../v9/user',
      'prj_x#',
      'prj%2f..',
      '.',
      '..',
      'a\r\nb',
      'x'.repeat(5000),
    ]) {
      await writeFile(at('.vercel/project.json'), JSON.stringify({ projectId: id, orgId: shop.state.team.id }));
      const account = await shop.open();
      const { code, stdout, stderr } = await account.run([
        'audit',
        '--config',
        account.configFile,
        '-o',
        'json',
        '--timeout',
        '15',
      ]);
      expect([1, 2, 3]).toContain(code);
      expect(stderr).not.toMatch(/something broke|\n {4}at /);
      if (code !== 2) expect(reportIn({ code, stdout, stderr, signal: undefined }).verdict).not.toBe('ready');
      for (const { path } of account.simulator.requests()) {
        expect(path).toMatch(/^\/(?:v9\/projects|v10\/projects|v1\/env)(?:[/?]|$)/);
        expect(path).toContain(`teamId=${shop.state.team.id}`);
        expect(path).not.toMatch(/teamId=other|\/\.\.?(?:\/|$)/);
      }
    }
  });

  test('a link of Vercel’s that is a symbolic link is not read', async () => {
    await rm(at('.vercel/project.json'));
    await writeFile(
      join(shop.folder, 'link.json'),
      JSON.stringify({ projectId: 'prj_elsewhere', orgId: 'team_elsewhere' }),
    );
    await symlink(join(shop.folder, 'link.json'), at('.vercel/project.json'));
    const account = await shop.open();
    const { code } = await account.run(['audit', '--config', account.configFile]);
    expect(code).toBe(2);
    expect(account.simulator.requests()).toEqual([]);
  });
});

describe('names with a life of their own', () => {
  const evil = [
    '\x1b[2J\x1b[31mRED',
    '\x1b]8;;http://evil.example\x07click\x1b]8;;\x07',
    'A](http://evil.example)![x](http://evil.example/p.png)',
    '<script>alert(1)</script><img src=x onerror=alert(1)>',
    '**bold** `code` | pipe | ::error::pwned',
    'line\nbreak\r\n::warning::pwned\u2028next',
    '\u202ereversed\u2066',
    '%0A::set-output name=x::y',
    ']]><failure/><![CDATA[',
    '{name}{constructor}__proto__',
  ];

  async function plant(): Promise<void> {
    const reads = evil.map((name) => `process.env[${JSON.stringify(name)}];`).join('\n');
    for (const [nth, name] of evil.entries()) {
      const file = name.replaceAll('/', '∕').slice(0, 60);
      await writeFile(at(`lib/${nth}-${file}.ts`), `export const x = process.env.MISSING_${nth};\n`);
    }
    await writeFile(at('lib/evil.ts'), `export const values = () => {\n${reads}\n};\n`);
    await writeFile(at('lib/import-evil.ts'), `import './evil.ts';\n`);
    await writeFile(at('.env.production'), evil.map((name) => `${name}=1`).join('\n'));
  }

  test('every format of the report stays inert', async () => {
    await plant();
    const createdAt = Date.UTC(2026, 9, 1);
    const variables = evil.map((key, nth) => ({
      id: `evil${nth}`,
      key,
      type: 'plain' as const,
      value: evil[(nth + 1) % evil.length] ?? '',
      target: nth % 2 === 0 ? (['production'] as const) : (['preview'] as const),
      createdAt: createdAt + nth * 1000,
      updatedAt: Date.UTC(2026, 10, 19) + nth,
      gitBranch: undefined,
    }));
    const branches = evil.map((gitBranch, nth) => ({
      ...{ id: `branch${nth}`, key: 'DATABASE_URL', type: 'plain' as const, value: 'x', target: ['preview'] as const },
      createdAt: createdAt + 100_000 + nth * 1000,
      updatedAt: createdAt,
      gitBranch,
    }));
    const planted = [...variables.map(({ gitBranch: _none, ...rest }) => rest), ...branches];
    const account = await shop.open({ state: { ...shop.state, variables: [...shop.state.variables, ...planted] } });
    const out = join(shop.folder, 'out');
    const formats = ['terminal', 'markdown', 'json', 'sarif', 'junit', 'github', 'html'];
    const outputs = formats.flatMap((format) => ['-o', `${format}=${join(out, format)}`]);
    const ran = await account.run(['audit', '--config', account.configFile, '--read-values', '--verbose', ...outputs]);
    expect(ran.code).toBe(1);

    const texts = new Map<string, string>();
    for (const format of formats) texts.set(format, await readFile(join(out, format), 'utf8'));
    for (const text of [...texts.values(), ran.stdout, ran.stderr]) {
      expect(text).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
    }
    // It is in there: what follows would be true of a report that left it out, too.
    expect(texts.get('markdown')).toContain('evil.example');
    const prose = withoutCode(texts.get('markdown') ?? '');
    expect(prose).not.toMatch(/(?<!\\)\]\(http:\/\/evil/);
    expect(prose).not.toMatch(/(?<!\\)<(?:script|img)/);
    expect(prose).not.toMatch(/\*\*bold\*\*/);
    expect(texts.get('html')).not.toMatch(/<script|<img|onerror=alert\(1\)>/);
    expect(texts.get('html')).toContain('&lt;');
    for (const line of texts.get('github')?.trimEnd().split('\n') ?? [])
      expect(line).toMatch(/^::(?:error|warning|notice|group|endgroup|debug)[ :]/);
    expect(texts.get('github')).not.toMatch(/^::(?:error|warning)::pwned|^::set-output/m);
    expect(texts.get('junit')).not.toContain(']]><failure/>');
    for (const format of ['json', 'sarif']) expect(() => JSON.parse(texts.get(format) ?? '')).not.toThrow();
    for (const { path } of account.simulator.requests()) expect(path).not.toMatch(/[\x00-\x1f]/);
  });
});

// Markdown as a reader draws it takes nothing in a code span for markup; https://spec.commonmark.org/0.31.2/#code-spans
function withoutCode(markdown: string): string {
  return markdown.replace(/(?<![\\`])(`+)(?!`).*?(?<!`)\1(?!`)/g, 'code');
}

describe('programs of its own', () => {
  // Each would leave a file behind if anything ran it.
  async function trap(path: string, mark: string): Promise<void> {
    await writeFile(path, `#!/bin/sh\ntouch '${mark}'\nexit 0\n`);
    await chmod(path, 0o755);
  }

  test('git’s hooks, filters, fsmonitor, aliases and pagers do not run', async () => {
    const marks = await mkdtemp(join(tmpdir(), 'launch-ready-marks-'));
    const script = at('trap.sh');
    await trap(script, join(marks, 'ran'));
    const settings = [
      'core.fsmonitor',
      'core.pager',
      'core.sshCommand',
      'core.editor',
      'core.askPass',
      'diff.external',
      'filter.x.clean',
      'filter.x.smudge',
      'filter.x.process',
      'credential.helper',
      'gpg.program',
      'alias.ls-files',
      'alias.rev-parse',
    ];
    for (const name of settings) {
      const value = name.startsWith('alias.') || name === 'credential.helper' ? `!${script}` : script;
      execFileSync('git', ['-C', shop.directory, 'config', name, value]);
    }
    execFileSync('git', ['-C', shop.directory, 'config', 'core.hooksPath', shop.directory]);
    for (const hook of ['post-index-change', 'pre-auto-gc', 'fsmonitor-watchman', 'reference-transaction'])
      await trap(at(hook), join(marks, hook));
    await writeFile(at('.gitattributes'), '* filter=x diff=x\n');
    const { code } = await (await shop.open()).audit(['--read-values']);
    expect(code).toBe(1);
    expect(await readdir(marks)).toEqual([]);
    await rm(marks, { recursive: true });
  });

  test('a git, a node and an editor of the repository’s do not run, also when they come first on the path', async () => {
    const marks = await mkdtemp(join(tmpdir(), 'launch-ready-marks-'));
    const bin = at('node_modules/.bin');
    await mkdir(bin, { recursive: true });
    for (const name of ['git', 'node', 'npx', 'vercel', 'sh', 'open', 'xdg-open']) {
      await trap(join(bin, name), join(marks, name));
      await trap(at(name), join(marks, `root-${name}`));
    }
    const path = [bin, '.', './node_modules/.bin', '', '/usr/local/bin', '/usr/bin', '/bin'].join(':');
    const account = await shop.open();
    const { code, report } = await account.audit(['--read-values'], { env: { PATH: path } });
    expect(code).toBe(1);
    // The real git was asked, and not the one in the repository.
    expect(report.target.commit).toMatch(/^[0-9a-f]{40}$/);
    expect(await readdir(marks)).toEqual([]);
    await rm(marks, { recursive: true });
  });

  test('code, configuration and plug-ins of the repository do not run', async () => {
    const marks = await mkdtemp(join(tmpdir(), 'launch-ready-marks-'));
    const code = `require('node:fs').writeFileSync(${JSON.stringify(join(marks, 'ran'))}, '')`;
    for (const name of [
      'next.config.js',
      'launch-ready.config.js',
      'launch-ready.js',
      'index.js',
      '.pnp.cjs',
      'drizzle.config.ts',
      'node_modules/oxc-parser/index.js',
      'node_modules/oxc-parser/src-js/index.js',
    ]) {
      await mkdir(join(at(name), '..'), { recursive: true });
      await writeFile(at(name), code);
    }
    await writeFile(
      at('node_modules/oxc-parser/package.json'),
      '{"name":"oxc-parser","version":"0.0.0","main":"index.js"}',
    );
    await writeFile(at('.npmrc'), 'script-shell=./trap.sh\n');
    await writeFile(at('.noderc'), '--require ./index.js\n');
    const { code: exit } = await (await shop.open()).audit(['--read-values']);
    expect(exit).toBe(1);
    expect(await readdir(marks)).toEqual([]);
    await rm(marks, { recursive: true });
  });
});

test('decisions that the repository brings along cannot name a check of their own or last for ever unseen', async () => {
  const waivers = [
    {
      check: 'env/shared-secrets',
      reason: '\x1b[2Jtrust me](http://evil.example)',
      by: '<b>x</b>',
      on: '2026-11-01',
      expires: '2026-11-02',
    },
  ];
  await writeFile(at('launch-ready.decisions.json'), JSON.stringify({ waivers }));
  const account = await shop.open();
  const late = await account.audit(['--read-values', '--now', '2026-11-20']);
  expect(late.report.results.find(({ check }) => check === 'env/shared-secrets')?.outcome).toBe('fail');
  const early = await account.audit(['--read-values', '--now', '2026-11-02']);
  const waived = early.report.results.find(({ check }) => check === 'env/shared-secrets');
  expect(JSON.stringify(waived)).not.toContain('\\u001b');
  await writeFile(at('launch-ready.decisions.json'), JSON.stringify({ waivers: [{ ...waivers[0], extra: 1 }] }));
  expect((await launchReady(['audit'], { cwd: shop.directory })).code).toBe(2);
});
