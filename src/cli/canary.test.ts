import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Fault } from '../demo/http/fault.ts';
import { plantedSecrets } from '../demo/planted.ts';
import type { StoredVariable, VercelState } from '../demo/vercel/state.ts';
import { launchReady, type Ran } from './testing.ts';
import { allText, canary, formats, searchFor } from './testing-canaries.ts';
import { type Account, openShop, type Shop } from './testing-shop.ts';

// A test here starts the built product several times; on a busy machine each start takes seconds.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const canaries = {
  token: `vcp_${canary('Token')}`,
  plain: canary('Plain'),
  encrypted: canary('Encrypted'),
  sensitive: canary('Sensitive'),
  shared: canary('Shared'),
  preview: canary('Preview'),
  urlPassword: canary('UrlPassword'),
  urlQuery: canary('UrlQuery'),
  databasePassword: canary('DatabasePassword'),
  comment: canary('Comment'),
  envFile: canary('EnvFile'),
  envExample: canary('EnvExample'),
  literal: canary('Literal'),
  fallback: canary('Fallback'),
  script: canary('Script'),
  remote: canary('Remote'),
  config: canary('Config'),
  cookie: canary('Cookie'),
  environment: canary('Environment'),
} as const;

let shop: Shop;
let state: VercelState;
beforeAll(async () => {
  shop = await openShop({ repaired: false });
  state = {
    ...shop.state,
    tokens: [{ value: canaries.token, teams: [shop.state.team.id] }],
    variables: [...shop.state.variables, ...plantedVariables()],
    sharedVariables: [...shop.state.sharedVariables, variable(99, 'SHARED_THING_SECRET', 'encrypted', canaries.shared)],
  };
  await plantInRepository(shop.directory);
});
afterAll(() => shop[Symbol.asyncDispose]());

function variable(nth: number, key: string, type: StoredVariable['type'], value: string): StoredVariable {
  const createdAt = Date.UTC(2026, 9, 1) + nth * 1000;
  return { id: `canary${nth}`, key, type, value, target: ['production', 'preview'], createdAt, updatedAt: createdAt };
}

function plantedVariables(): readonly StoredVariable[] {
  const url = `https://user:${canaries.urlPassword}@inner.example.net/hook/${canaries.plain}?key=${canaries.urlQuery}#${canaries.preview}`;
  return [
    { ...variable(1, 'PLAIN_SETTING', 'plain', canaries.plain), comment: canaries.comment },
    variable(2, 'ENCRYPTED_SECRET', 'encrypted', canaries.encrypted),
    variable(3, 'SENSITIVE_SECRET', 'sensitive', canaries.sensitive),
    variable(4, 'HOOK_URL', 'encrypted', url),
    variable(5, 'NEXT_PUBLIC_HOOK_URL', 'plain', url),
    variable(
      6,
      'REPORTS_DATABASE_URL',
      'encrypted',
      `postgres://app:${canaries.databasePassword}@db.example.net:5432/app`,
    ),
    { ...variable(7, 'SPLIT_SECRET', 'encrypted', canaries.encrypted), target: ['production'] },
    { ...variable(8, 'SPLIT_SECRET', 'encrypted', canaries.encrypted), target: ['preview'] },
    variable(9, 'NEXT_PUBLIC_API_SECRET', 'plain', canaries.preview),
  ];
}

async function plantInRepository(directory: string): Promise<void> {
  await writeFile(join(directory, '.env'), `FROM_FILE=${canaries.envFile}\nMULTI="first\n${canaries.envFile}"\n`);
  await appendFile(join(directory, '.env.example'), `EXAMPLE_SECRET=${canaries.envExample}\n`);
  const code = `
export const key = '${canaries.literal}';
export const other = process.env.FALLBACK_SECRET ?? '${canaries.fallback}';
export const dynamic = process.env['${canaries.literal}'.slice(3)];
export const broken = process.env.FALLBACK_SECRET.${canaries.literal};
`;
  await writeFile(join(directory, 'lib/canary.ts'), code);
  await writeFile(join(directory, 'lib/unparsable.ts'), `const secret = '${canaries.literal}' = = ;`);
  const manifest = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8'));
  const scripts = { ...manifest.scripts, leak: `SCRIPT_SECRET=${canaries.script} node x.js` };
  await writeFile(join(directory, 'package.json'), JSON.stringify({ ...manifest, scripts }));
  const remote = `https://deploy:${canaries.remote}@git.example.net/harbor/shop.git`;
  execFileSync('git', ['-C', directory, 'remote', 'add', 'origin', remote], { env: { PATH: process.env.PATH } });
}

const leaksIn = searchFor([...Object.values(canaries), ...plantedSecrets({ repaired: false })]);

function expectNoLeak(ran: Ran): void {
  expect(leaksIn(`${ran.stdout}\n${ran.stderr}`)).toEqual([]);
}

const surroundings = (temp: string) => ({
  VERCEL_TOKEN: canaries.token,
  LAUNCH_READY_SUPABASE_ANON_KEY: canaries.environment,
  STRIPE_SECRET_KEY: canaries.environment,
  TMPDIR: temp,
});

async function writePersonalConfig(account: Account): Promise<string> {
  const path = join(shop.folder, 'personal.jsonc');
  const config = {
    endpoints: { vercel: account.simulator.url },
    database: { url: `postgres://app:${canaries.config}@db.example.net/app` },
    supabase: { anonKey: 'env:LAUNCH_READY_SUPABASE_ANON_KEY' },
    users: { a: { headers: { cookie: `session=${canaries.cookie}` } } },
  };
  await writeFile(path, JSON.stringify(config));
  return path;
}

test('the search itself finds what it looks for', () => {
  expect(leaksIn(`x ${canaries.plain} y`)).toContain(canaries.plain);
  expect(leaksIn(Buffer.from(canaries.token).toString('base64'))).not.toEqual([]);
  expect(leaksIn('nothing here')).toEqual([]);
});

test('no secret is in any output, report, saved run, saved fact or log, however it is asked', async () => {
  const account = await shop.open({ state });
  const config = await writePersonalConfig(account);
  const temp = join(shop.folder, 'tmp');
  const out = join(shop.folder, 'out');
  await mkdir(temp);
  const env = surroundings(temp);
  const outputs = formats.flatMap((format) => ['-o', `${format}=${join(out, format)}`]);

  const words = ['audit', '--config', config, '--verbose', ...outputs];
  const blind = await account.run(words, { env });
  const seeing = await account.run([...words, '--read-values', '--save', join(out, 'facts')], { env });
  expect([blind.code, seeing.code]).toEqual([1, 1]);
  expectNoLeak(blind);
  expectNoLeak(seeing);
  // The audit did come across them: it names the variables and read the values.
  expect(seeing.stdout).toMatch(/SPLIT_SECRET has the same value/);
  expect(account.simulator.requests().some(({ path }) => path.includes('/env/canary2'))).toBe(true);

  const again = ['doctor', 'init', 'report', 'compare', 'checks'].map((command) =>
    account.run([command, ...(command === 'doctor' || command === 'init' ? ['--config', config] : [])], { env }),
  );
  for (const ran of await Promise.all(again)) expectNoLeak(ran);
  expectNoLeak(await account.run(['audit', '--from', join(out, 'facts'), '-o', 'json'], { env }));

  for (const folder of [join(shop.directory, '.launch-ready'), out, temp]) {
    expect(leaksIn(await allText(folder))).toEqual([]);
  }
  expect((await readdir(out)).length).toBe(formats.length + 1);
});

const echoes: readonly (readonly [name: string, fault: Fault])[] = [
  ['401', echo(401)],
  ['403', echo(403)],
  ['404', echo(404)],
  ['418', echo(418)],
  ['500', echo(500)],
  ['HTML', { kind: 'answer', status: 502, body: `<html>${canaries.token}</html>` }],
  [
    'half a document',
    {
      kind: 'answer',
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: `{"token":"${canaries.token}`,
    },
  ],
  [
    'another shape',
    {
      kind: 'answer',
      status: 200,
      body: { envs: [{ [canaries.encrypted]: canaries.token, key: 5 }], id: { [canaries.token]: 1 } },
    },
  ],
  [
    'another content type',
    { kind: 'answer', status: 200, headers: { 'content-type': `text/${canaries.token}` }, body: 'x' },
  ],
  [
    'a redirect',
    {
      kind: 'answer',
      status: 302,
      headers: { location: `https://${canaries.token}:x@evil.example/${canaries.token}?t=${canaries.token}` },
      body: {},
    },
  ],
];

function echo(status: number): Fault {
  const error = {
    code: canaries.token,
    message: `the token ${canaries.token} (${canaries.encrypted}) is bad`,
    hint: canaries.token,
  };
  return {
    kind: 'answer',
    status,
    headers: { 'x-request': canaries.token, 'www-authenticate': `Bearer error="${canaries.token}"` },
    body: { error },
  };
}

test.concurrent.each(echoes)('a provider that echoes the token (%s) echoes it to nobody', async (_name, fault) => {
  const account = await shop.open({ state, faults: [{ route: '*', fault }] });
  const out = join(account.configFile, '..', `${account.simulator.url.slice(-5)}-out`);
  const outputs = formats.flatMap((format) => ['-o', `${format}=${join(out, format)}`]);
  const words = ['--config', account.configFile, '--verbose', '--timeout', '15'];
  const ran = await account.run(['audit', ...words, '--read-values', '--save', join(out, 'facts'), ...outputs], {
    env: { VERCEL_TOKEN: canaries.token },
  });
  expect(ran.code).not.toBe(0);
  expectNoLeak(ran);
  expect(leaksIn(await allText(out))).toEqual([]);
  expectNoLeak(await account.run(['doctor', ...words], { env: { VERCEL_TOKEN: canaries.token } }));
});

test.concurrent.each([
  ['a space', `${canaries.token} x`],
  ['a line break', `${canaries.token}\r\nX-Other: 1`],
  ['letters that no header holds', `${canaries.token}é\u200b`],
  ['far too many letters', canaries.token.repeat(200)],
])('a token with %s in it is refused without being quoted', async (_name, token) => {
  const account = await shop.open({ state });
  const { code, report, ...ran } = await account.audit(['--verbose'], { env: { VERCEL_TOKEN: token } });
  expect([1, 3]).toContain(code);
  expect(report.verdict).not.toBe('ready');
  expectNoLeak({ ...ran, code });
  expect(account.simulator.requests()).toEqual([]);
});

test('broken configuration is named by file and line, not quoted', async () => {
  const config = join(shop.folder, 'broken.jsonc');
  const cases = [
    `{ "database": { "url": "${canaries.config}`,
    `{ "database": "${canaries.config}" }`,
    `{ "endpoints": { "vercel": "ftp://user:${canaries.config}@x/" } }`,
    `{ "production": "not ${canaries.config} an address" }`,
    `{ "severity": { "env/unused": "${canaries.config}" } }`,
    `{ "users": { "a": { "headers": { "cookie": ["${canaries.config}"] } } } }`,
    `${canaries.config}`,
  ];
  for (const text of cases) {
    await writeFile(config, text);
    const ran = await launchReady(['audit', '--config', config], { cwd: shop.folder });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('broken.jsonc');
    expectNoLeak(ran);
  }
});

test('a crash keeps no secret in its log', async () => {
  const account = await shop.open({ state });
  const temp = join(shop.folder, 'crash');
  await mkdir(temp);
  // A folder where the report should go: writing fails in the middle of the work.
  const ran = await account.run(['audit', '--config', account.configFile, '--read-values', '-o', `json=${temp}`], {
    env: surroundings(temp),
  });
  expect(ran.code).toBe(2);
  expectNoLeak(ran);
  expect(leaksIn(await allText(join(shop.directory, '.launch-ready')))).toEqual([]);
});
