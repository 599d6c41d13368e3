import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Started } from './testing.ts';
import { type Account, openShop, type Shop } from './testing-shop.ts';

// A test here starts the built product several times; on a busy machine each start takes seconds.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let shop: Shop;
beforeAll(async () => {
  shop = await openShop({ repaired: false });
});
afterAll(() => shop[Symbol.asyncDispose]());

// The n-th request has arrived, so the program is n answers away from where it began.
async function untilRequest(account: Account, n: number): Promise<void> {
  await vi.waitUntil(() => account.simulator.requests().length >= n, { timeout: 20_000, interval: 2 });
}

async function filesBelow(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

// Whole is: no draft left over, JSON that parses, a handover with its last line, a key of its full length.
async function expectWhole(directory: string): Promise<void> {
  for (const path of await filesBelow(directory)) {
    expect(path).not.toMatch(/\.tmp$/);
    const text = await readFile(path, 'utf8');
    if (path.endsWith('.json')) expect(() => JSON.parse(text)).not.toThrow();
    if (path.endsWith('fingerprint-key')) expect(text).toMatch(/^[0-9a-f]{64}\n$/);
    expect(text.endsWith('\n')).toBe(true);
  }
}

function audit(account: Account, words: readonly string[] = []): Started {
  return account.start(['audit', '--config', account.configFile, '--read-values', ...words]);
}

describe.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s', (signal, code) => {
  test.each([1, 4, 9, 15])(`at request %i: exit ${code}, no report, nothing half-written`, async (n) => {
    const account = await shop.open({ latencyMs: 150 });
    const out = join(shop.folder, `${signal}-${n}`);
    await mkdir(out);
    const { child, ended } = audit(account, [
      '-o',
      `json=${join(out, 'report.json')}`,
      '-o',
      `html=${join(out, 'report.html')}`,
    ]);
    await untilRequest(account, n);
    child.kill(signal);
    const ran = await ended;
    expect({ code: ran.code, signal: ran.signal, stdout: ran.stdout }).toEqual({ code, signal: undefined, stdout: '' });
    expect(ran.stderr).toMatch(/cancelled/);
    expect(ran.stderr).not.toMatch(/\n {4}at |something broke/);
    expect(await readdir(out)).toEqual([]);
    await expectWhole(join(shop.directory, '.launch-ready'));
  });
});

test('a provider that hangs does not hold the end up', async () => {
  const account = await shop.open({ faults: [{ route: '*', fault: { kind: 'hang' } }] });
  const { child, ended } = audit(account);
  await untilRequest(account, 2);
  child.kill('SIGINT');
  expect((await ended).code).toBe(130);
});

test('two signals end it at once', async () => {
  const account = await shop.open({ latencyMs: 500 });
  const { child, ended } = audit(account);
  await untilRequest(account, 1);
  child.kill('SIGINT');
  child.kill('SIGINT');
  const { code, signal } = await ended;
  expect(code === 130 || signal === 'SIGINT').toBe(true);
});

test('a kill that nobody can catch, at any moment, leaves whole files', async () => {
  const account = await shop.open();
  expect((await audit(account).ended).code).toBe(1);
  const moments = [2, 8, 12, 16];
  for (const n of moments) {
    const before = account.simulator.requests().length;
    const { child, ended } = audit(account);
    await untilRequest(account, before + n);
    child.kill('SIGKILL');
    await ended;
  }
  const folder = join(shop.directory, '.launch-ready');
  for (const path of (await filesBelow(folder)).filter((one) => !one.endsWith('.tmp'))) {
    const text = await readFile(path, 'utf8');
    if (path.endsWith('.json')) expect(() => JSON.parse(text)).not.toThrow();
    expect(text.endsWith('\n')).toBe(true);
  }
});

test('the demo, too, ends in an orderly way', async () => {
  const account = await shop.open();
  const { child, ended } = account.start(['demo', '-o', 'json'], { env: { TMPDIR: shop.folder } });
  child.stderr?.once('data', () => child.kill('SIGTERM'));
  const { code, stdout } = await ended;
  expect({ code, stdout }).toEqual({ code: 143, stdout: '' });
});

describe('a reader that goes away', () => {
  test.each(['terminal', 'html', 'json'])(
    'before the report (%s): the verdict’s exit code, no complaint',
    async (format) => {
      const account = await shop.open();
      const { child, ended } = audit(account, ['-o', format]);
      child.stdout?.destroy();
      const { code, stderr } = await ended;
      expect(code).toBe(1);
      expect(stderr).not.toMatch(/EPIPE|something broke|\n {4}at /);
    },
  );

  test('both streams: still an exit code', async () => {
    const account = await shop.open();
    const { child, ended } = audit(account);
    child.stdout?.destroy();
    child.stderr?.destroy();
    expect((await ended).code).toBe(1);
  });
});
