import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { CheckResult, Report } from '../core/report.ts';
import type { Fault } from '../demo/http/fault.ts';
import { serve } from '../demo/http/serve.ts';
import { authChallenge, redirectTo, tooManyRequests, vercelError } from '../demo/vercel/faults.ts';
import type { VercelRoute } from '../demo/vercel/routes.ts';
import type { Ran } from './testing.ts';
import { openShop, readableAccount, resultOf, type Shop } from './testing-shop.ts';

// A test here starts the built product several times; on a busy machine each start takes seconds.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

// The one shop of this file is ready by what can be seen alone: no configured address, nobody's word, every value readable.
let shop: Shop;
let clean: Report;
beforeAll(async () => {
  shop = await openShop({ repaired: true });
  await rm(join(shop.directory, 'launch-ready.json'));
  await rm(join(shop.directory, 'launch-ready.decisions.json'));
  clean = (await (await shop.open({ state: readableAccount(shop.state) })).audit(['--only', 'env', '--read-values']))
    .report;
  expect(clean.verdict).toBe('ready');
});
afterAll(() => shop[Symbol.asyncDispose]());

const readsValues = [
  'env/live-keys-in-preview',
  'env/test-keys-in-production',
  'env/mode-mismatch',
  'env/shared-secrets',
  'env/local-values',
];
const readsList = [
  ...readsValues,
  ...['env/missing-in-production', 'env/public-secrets', 'env/stale-production', 'env/branch-overrides', 'env/unused'],
];

/** Which checks judge by what a route answers, stated here by their subjects and not taken from their needs. */
const judgedBy = {
  project: ['env/stale-production'],
  variables: [...readsList, 'env/missing-in-preview', 'env/readable-secrets'],
  variable: readsValues,
  'shared-variables': readsList,
  domains: ['env/local-values'],
} as const satisfies Partial<Record<VercelRoute, readonly string[]>>;

type FaultCase = {
  readonly name: string;
  readonly fault: Fault;
  readonly wayOut: RegExp;
  /** It ends only by the limit; every other fault ends by itself, and its limit is only there to be long enough. */
  readonly lasts?: true;
};

const newToken =
  /VERCEL_TOKEN.*vercel\.com\/account\/settings\/tokens|vercel\.com\/account\/settings\/tokens.*VERCEL_TOKEN/;
const again = /run the audit again/i;

const cases: readonly FaultCase[] = [
  { name: '401', fault: vercelError(401, 'forbidden', 'Not authorized'), wayOut: newToken },
  { name: '403', fault: vercelError(403, 'forbidden', 'Not authorized'), wayOut: /needs .*(?:permission|member)/ },
  { name: '404', fault: vercelError(404, 'not_found', 'Project not found'), wayOut: /VERCEL_PROJECT_ID|does not find/ },
  { name: '429 that does not say until when', fault: tooManyRequests(), wayOut: again },
  { name: '429 for a second, again and again', fault: tooManyRequests('1'), wayOut: /--timeout/, lasts: true },
  { name: '429 for longer than there is time', fault: tooManyRequests('600'), wayOut: /--timeout/ },
  { name: '429 until nobody knows when', fault: tooManyRequests('soon'), wayOut: again },
  { name: '500', fault: vercelError(500, 'internal_server_error', 'An unexpected error'), wayOut: /status page/ },
  { name: 'a gateway’s HTML page', fault: { kind: 'html' }, wayOut: again },
  { name: 'HTML with status 200', fault: { kind: 'html', status: 200 }, wayOut: /proxy|login page/ },
  { name: 'truncated JSON', fault: { kind: 'truncated' }, wayOut: again },
  {
    name: 'JSON of another shape',
    fault: { kind: 'answer', status: 200, body: { surprise: [] } },
    wayOut: /update launch-ready/i,
  },
  { name: 'JSON null', fault: { kind: 'answer', status: 200, body: null }, wayOut: /update launch-ready/i },
  { name: 'a reset connection', fault: { kind: 'reset' }, wayOut: again },
  { name: 'a connection reset half way', fault: { kind: 'reset', after: 'headers' }, wayOut: again },
  {
    name: 'a body that never ends',
    fault: { kind: 'endless' },
    wayOut: /check that the configured endpoint|--timeout/,
  },
  { name: 'a body that trickles for ever', fault: { kind: 'endless', everyMs: 20 }, wayOut: /--timeout/, lasts: true },
  { name: 'no answer at all', fault: { kind: 'hang' }, wayOut: /--timeout/, lasts: true },
  { name: 'a demand for a fresh login', fault: authChallenge(), wayOut: /fresh login.*VERCEL_TOKEN/ },
];

function wordsOf(result: CheckResult): string {
  if (result.outcome === 'error') return `${result.fault.message}; ${result.fault.hint ?? ''}`;
  if ('hint' in result && result.hint !== undefined) return result.hint;
  return '';
}

function expectNoStack({ stdout, stderr }: Ran): void {
  expect(stdout).not.toMatch(/\\n {4}at |\n {4}at /);
  expect(stderr).not.toMatch(/\n {4}at |something broke|\[object Object\]|undefined/);
}

describe.each(Object.keys(judgedBy) as (keyof typeof judgedBy)[])('%s misbehaves', (route) => {
  test.concurrent.each(cases)(
    '$name: nothing that judges by it passes, and the way out is named',
    async ({ fault, wayOut, lasts }) => {
      const account = await shop.open({ state: readableAccount(shop.state), faults: [{ route, fault }] });
      const ran = await account.audit(['--only', 'env', '--read-values', '--timeout', lasts === true ? '4' : '15']);
      expect([1, 3]).toContain(ran.code);
      expectNoStack(ran);

      const judged = judgedBy[route].map((check) => resultOf(ran.report, check));
      for (const result of judged) {
        expect(['unavailable', 'unknown', 'error', 'fail']).toContain(result.outcome);
        expect(wordsOf(result)).not.toBe('');
      }
      expect(judged.map(wordsOf).join('\n')).toMatch(wayOut);

      const others = ran.report.results.filter(({ check }) => !judged.some((result) => result.check === check));
      for (const result of others) {
        // One value that never comes takes the list it belongs to with it, and on a busy machine a short limit ends more
        // than what hangs: a result may be lost, and must not turn into another one.
        const mayBeLost = route === 'variable' || route === 'shared-variables' || lasts === true;
        const lost = mayBeLost ? ['unavailable', 'error', 'unknown'] : [];
        expect([resultOf(clean, result.check).outcome, ...lost]).toContain(result.outcome);
      }
      expect(await leftovers(shop.directory)).toEqual([]);
    },
  );
});

// Drafts that were never renamed. Others may be under way at this moment: only old ones count.
async function leftovers(directory: string): Promise<readonly string[]> {
  const names = await readdir(join(directory, '.launch-ready'), { recursive: true });
  const read = names
    .filter((name) => name.endsWith('.json'))
    .map((name) => readFile(join(directory, '.launch-ready', name), 'utf8'));
  const texts = await Promise.all(read);
  return texts.filter((text) => !isJson(text));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

test('a redirect is never followed: the other address hears nothing', async () => {
  const other = await serve({ routeOf: () => undefined, answer: () => ({ status: 200, body: { envs: [] } }) });
  try {
    const fault = redirectTo(`${other.url}/v10/projects/shop/env?token=x`);
    const account = await shop.open({ faults: [{ route: '*', fault }] });
    const ran = await account.audit(['--only', 'env', '--read-values', '--timeout', '2']);
    expect(ran.code).toBe(3);
    expectNoStack(ran);
    expect(wordsOf(resultOf(ran.report, 'env/unused'))).toMatch(/redirect .*not followed/);
    expect(other.requests()).toEqual([]);
  } finally {
    await other.close();
  }
});

test('nobody listens at the endpoint: offline, with the address to check', async () => {
  const account = await shop.open();
  await account.simulator.close();
  const ran = await account.audit(['--only', 'env', '--read-values', '--timeout', '2']);
  expect(ran.code).toBe(3);
  expectNoStack(ran);
  expect(resultOf(ran.report, 'env/shared-secrets')).toMatchObject({
    outcome: 'unavailable',
    reason: 'offline',
    hint: expect.stringContaining('127.0.0.1'),
  });
});

test('what passes by asking again is asked again', async () => {
  const faults = (['variables', 'project', 'domains'] as const).map((route) => ({
    route,
    fault: tooManyRequests('1'),
    times: 1,
  }));
  const account = await shop.open({ state: readableAccount(shop.state), faults });
  const { code, report } = await account.audit(['--only', 'env', '--read-values', '--timeout', '15']);
  expect([code, report.verdict]).toEqual([0, 'ready']);
});

test('an API that grants a few requests at a time is read to the end', async () => {
  const account = await shop.open({ state: readableAccount(shop.state), rateLimit: { total: 15, windowMs: 1_500 } });
  const { code, report } = await account.audit(['--only', 'env', '--read-values', '--timeout', '20']);
  expect([code, report.verdict]).toEqual([0, 'ready']);
});

test('answers that outgrew the SDK’s schema are used, and said', async () => {
  const account = await shop.open({
    state: readableAccount(shop.state),
    drift: ['unknown-type', 'missing-security-issues'],
  });
  const { code, report } = await account.audit(['--only', 'env', '--read-values']);
  expect(code).toBe(0);
  expect(report.notes.join('\n')).toMatch(
    /Vercel's answer for the environment variables of project .* has another shape/,
  );
});

test('300 variables over many pages are all read', async () => {
  await using large = await openShop({ repaired: true, variables: 300 });
  const account = await large.open({ state: readableAccount(large.state) });
  const { code, report } = await account.audit(['--only', 'env', '--read-values', '--timeout', '30']);
  expect(code).toBe(0);
  const names = (report.tables['env-matrix']?.rows ?? []).map(([name]) => name);
  for (const { key } of large.state.variables.filter(({ type }) => type !== 'system')) expect(names).toContain(key);
  const pages = account.simulator.requests().filter(({ path }) => /\/env(\?|$)/.test(path) && path.startsWith('/v10/'));
  expect(pages.length).toBe(Math.ceil(large.state.variables.length / 20));
  const untouched = names.filter((name) => /^FEATURE_\d{4}$/.test(String(name)));
  expect(untouched).toHaveLength(300);
});

test('half of the pages is no list: nothing passes by it', async () => {
  await using large = await openShop({ repaired: true, variables: 60 });
  const account = await large.open({ state: readableAccount(large.state) });
  const broken: Fault = { kind: 'truncated' };
  let seen = 0;
  const watch = setInterval(() => {
    const pages = account.simulator.requests().filter(({ path }) => path.includes('until=')).length;
    if (pages > seen) account.simulator.fail([{ route: 'variables', fault: broken }]);
    seen = pages;
  }, 1);
  const { code, report } = await account.audit(['--only', 'env', '--read-values', '--timeout', '5']);
  clearInterval(watch);
  expect(code).toBe(3);
  expect(resultOf(report, 'env/missing-in-production').outcome).not.toBe('pass');
});

// The one test that waits for the product's own limit, without --timeout.
test('an audit in which nothing answers ends by itself', { timeout: 40_000 }, async () => {
  const account = await shop.open({ faults: [{ route: '*', fault: { kind: 'hang' } }] });
  const ran = await account.audit(['--only', 'env', '--read-values']);
  expect(ran).toMatchObject({ code: 3, signal: undefined });
  expect(ran.report.ms).toBeLessThan(30_000);
  expectNoStack(ran);
  for (const result of ran.report.results.filter(({ severity }) => severity === 'blocker')) {
    expect(result).toMatchObject({
      outcome: 'unavailable',
      reason: 'timeout',
      hint: expect.stringContaining('--timeout'),
    });
  }
});
