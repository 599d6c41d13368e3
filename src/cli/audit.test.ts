import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Report } from '../core/report.ts';
import { openFindings } from '../core/report.ts';
import { launchReady } from './testing.ts';
import { reportShape } from './testing-report-shape.ts';
import { checksWith, forgetWordOn, openShop, readableAccount, reportIn, resultOf, type Shop } from './testing-shop.ts';

// A test here starts the built product several times; on a busy machine each start takes seconds.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let broken: Shop;
let repaired: Shop;
beforeAll(async () => {
  [broken, repaired] = await Promise.all([openShop({ repaired: false }), openShop({ repaired: true })]);
});
afterAll(async () => {
  await broken[Symbol.asyncDispose]();
  await repaired[Symbol.asyncDispose]();
});

// A repaired shop in which every value can be read and nobody's word on the variables is needed.
async function openReadable(): Promise<Shop> {
  const shop = await openShop({ repaired: true });
  await forgetWordOn('env', shop.directory);
  return {
    ...shop,
    state: readableAccount(shop.state),
    open: (options) => shop.open({ state: readableAccount(shop.state), ...options }),
  };
}

function timeless(report: Report): unknown {
  return JSON.parse(JSON.stringify(report, (key, value) => (key === 'ms' || key === 'startedAt' ? 0 : value)));
}

async function catalogue(): Promise<readonly { id: string; severity: string; title: string }[]> {
  return JSON.parse((await launchReady(['checks', '--format', 'json'])).stdout);
}

describe('the practice launch', () => {
  test('broken: not ready, exit 1, every check finds something but those that only a person can answer', async () => {
    const { code, report } = await (await broken.open()).audit(['--read-values']);
    expect(code).toBe(1);
    expect(report.verdict).toBe('not-ready');
    const answered = checksWith(report, 'manual');
    expect(answered).toEqual(['dns/subdomain-inventory', 'email/auth-sender']);
    // Development mode would switch off the cache that leaks here; what a customer gets is asked only with leave.
    expect(checksWith(report, 'unknown')).toEqual(['cache/private-headers']);
    const others = [...answered, 'cache/development-mode', 'cache/live-proof', 'cache/private-headers'];
    expect(resultOf(report, 'cache/live-proof')).toMatchObject({ outcome: 'unavailable', reason: 'not-allowed' });
    const ids = (await catalogue()).map(({ id }) => id).filter((id) => !others.includes(id));
    expect(ids.length).toBeGreaterThan(65);
    expect(checksWith(report, 'fail')).toEqual(ids.toSorted());
    expect(report.target.production).toBe('https://shop.example.com');
    expect(report.target.commit).toBe(report.target.deployed);
  });

  test('repaired: ready, exit 0, with what rests on a person’s word said', async () => {
    const { code, report, stderr } = await (await repaired.open()).audit(['--read-values']);
    expect({ code, verdict: report.verdict }).toEqual({ code: 0, verdict: 'ready' });
    expect(report.results.flatMap(openFindings)).toEqual([]);
    // Everything else was seen to be right, in every area.
    expect(checksWith(report, 'pass').length + checksWith(report, 'unknown').length + 3).toBe(report.results.length);
    expect(
      report.results.filter(({ area, outcome }) => area !== 'env' && outcome !== 'pass').map(({ check }) => check),
    ).toEqual([
      'cache/live-proof',
      'cache/private-headers',
      'cache/vercel-edge',
      'dns/subdomain-inventory',
      'email/auth-sender',
      'web/third-party-scripts',
    ]);
    expect(stderr).not.toMatch(/something broke|failed/);
  });

  test('--probe proves the leak that the rules show, and finds none when it is repaired', async () => {
    const words = ['--probe', '--only', 'cache'];
    const { report } = await (await broken.open()).audit(words);
    const keys = openFindings(resultOf(report, 'cache/private-paths')).map(({ key }) => key);
    expect(new Set(keys)).toEqual(new Set(['stored', 'served']));
    expect(openFindings(resultOf(report, 'cache/live-proof'))).toContainEqual(
      expect.objectContaining({ severity: 'blocker', confidence: 'certain' }),
    );
    const fixed = await (await repaired.open()).audit(words);
    expect([fixed.code, checksWith(fixed.report, 'fail')]).toEqual([0, []]);
    expect(resultOf(fixed.report, 'cache/live-proof').outcome).toBe('pass');
    expect(broken.internet.visits().every(({ method }) => method === 'GET' || method === 'HEAD')).toBe(true);
  });

  test('with every value readable it is ready by what was seen, and ready no longer when one is shared', async () => {
    await using shop = await openReadable();
    const account = await shop.open();
    const before = await account.audit(['--read-values']);
    expect([before.code, before.report.verdict]).toEqual([0, 'ready']);

    const production = shop.state.variables.find(
      ({ key, target }) => key === 'OPENAI_API_KEY' && target.includes('production'),
    );
    const shared = shop.state.variables.map((one) =>
      one.key === 'OPENAI_API_KEY' ? { ...one, value: production?.value ?? '' } : one,
    );
    account.simulator.change({ ...shop.state, variables: shared });
    const { code, report } = await account.audit(['--read-values']);
    expect(code).toBe(1);
    expect(openFindings(resultOf(report, 'env/shared-secrets'))).toMatchObject([
      { key: 'equal-values', data: { name: 'OPENAI_API_KEY' } },
    ]);

    account.simulator.change(shop.state);
    expect((await account.audit(['--read-values'])).code).toBe(0);
  });

  test('demo is the same audit, and says where its files lie', async () => {
    await using shop = await openShop({ repaired: false });
    const run = (words: readonly string[]) =>
      launchReady(['demo', ...words], {
        cwd: shop.folder,
        env: { TMPDIR: shop.folder, VERCEL_TOKEN: 'not-for-the-demo', VERCEL_PROJECT_ID: 'prj_notForTheDemo' },
      });
    const { code, stdout, stderr } = await run([]);
    expect(code).toBe(1);
    expect(stdout).toContain('Not ready to launch');
    const handover = /^written: (.+handover\.md)$/m.exec(stderr)?.[1] ?? '';
    expect(await readFile(handover, 'utf8')).toMatch(/^# /);
    const fixed = await run(['--repaired', '-o', 'json']);
    expect([fixed.code, reportIn(fixed).verdict]).toEqual([0, 'ready']);
  });
});

describe('what cannot be seen is not green', () => {
  test('no token: undetermined, and each check says which one is missing', async () => {
    const account = await repaired.open();
    const { code, report } = await account.audit(['--read-values'], { env: { VERCEL_TOKEN: '' } });
    expect([code, report.verdict]).toEqual([3, 'undetermined']);
    const blockers = report.results.filter(({ area, severity }) => area === 'env' && severity === 'blocker');
    expect(blockers.length).toBeGreaterThan(0);
    for (const result of blockers) {
      expect(result).toMatchObject({
        outcome: 'unavailable',
        reason: 'no-credential',
        hint: expect.stringContaining('VERCEL_TOKEN'),
      });
    }
    // Declared in an env file of the repository: the one question that Vercel is not needed for.
    expect(checksWith(report, 'pass').filter((id) => id.startsWith('env/'))).toEqual(['env/undeclared']);
    expect(account.simulator.requests()).toEqual([]);
  });

  test('a token for another team: undetermined, with the team named as the way out', async () => {
    const tokens = [{ value: repaired.token, teams: [] }];
    const { code, report } = await (await repaired.open({ state: { ...repaired.state, tokens } })).audit([
      '--read-values',
    ]);
    expect([code, report.verdict]).toEqual([3, 'undetermined']);
    const missing = resultOf(report, 'env/missing-in-production');
    expect(missing).toMatchObject({
      outcome: 'unavailable',
      reason: 'denied',
      hint: expect.stringMatching(/another team/),
    });
  });

  test('an expired token: undetermined, and where to make a new one', async () => {
    const tokens = [{ value: repaired.token, teams: [repaired.state.team.id], expired: true }];
    const { code, report } = await (await repaired.open({ state: { ...repaired.state, tokens } })).audit([
      '--read-values',
    ]);
    expect([code, report.verdict]).toEqual([3, 'undetermined']);
    expect(resultOf(report, 'env/stale-production')).toMatchObject({
      outcome: 'unavailable',
      reason: 'expired',
      hint: expect.stringContaining('https://vercel.com/account/settings/tokens'),
    });
  });

  test('write-only values that nobody answered for: undetermined', async () => {
    await using shop = await openShop({ repaired: true });
    await rm(join(shop.directory, 'launch-ready.decisions.json'));
    const { code, report } = await (await shop.open()).audit(['--read-values']);
    expect([code, report.verdict]).toEqual([3, 'undetermined']);
    expect(resultOf(report, 'env/shared-secrets')).toMatchObject({
      outcome: 'unknown',
      because: expect.stringContaining('write-only'),
      hint: expect.stringMatching(/attest/),
    });
  });

  test('values that were not to be read: undetermined, no value is asked for, and the flag is named', async () => {
    await using shop = await openReadable();
    const account = await shop.open();
    const { code, report } = await account.audit([]);
    expect([code, report.verdict]).toEqual([3, 'undetermined']);
    expect(resultOf(report, 'env/shared-secrets')).toMatchObject({
      outcome: 'unknown',
      hint: expect.stringContaining('--read-values'),
    });
    expect(account.simulator.requests().filter(({ path }) => /\/env\/[^?/]/.test(path))).toEqual([]);
  });

  test('production hidden from the token: nothing that needs it passes', async () => {
    const account = await repaired.open({ state: { ...readableAccount(repaired.state), hidesProduction: true } });
    const { code, report } = await account.audit(['--read-values']);
    expect(code).toBe(3);
    for (const check of [
      'env/missing-in-production',
      'env/test-keys-in-production',
      'env/stale-production',
      'env/unused',
    ]) {
      expect(resultOf(report, check).outcome).toBe('unknown');
    }
  });

  test('a directory that is linked to nothing: undetermined, and how to link it', async () => {
    const empty = join(broken.folder, 'empty');
    await mkdir(empty);
    const { code, report } = await (await broken.open()).audit([], { cwd: empty });
    expect(code).toBe(3);
    expect(resultOf(report, 'env/missing-in-production')).toMatchObject({
      reason: 'not-configured',
      hint: expect.stringContaining('vercel link'),
    });
  });
});

describe('the JSON report', () => {
  test('has the promised shape, whatever the outcome, and its counts add up', async () => {
    const shopOf = { broken, repaired };
    for (const name of ['broken', 'repaired'] as const) {
      const account = await shopOf[name].open();
      for (const env of [{}, { VERCEL_TOKEN: '' }]) {
        const { report } = await account.audit(['--read-values'], { env });
        expect(reportShape.parse(report)).toEqual(report);
        const total = Object.values(report.counts).reduce((sum, n) => sum + n, 0);
        expect(total).toBe(report.results.length);
      }
    }
  });

  test('is sorted by severity, area and id', async () => {
    const { report } = await (await broken.open()).audit([]);
    const rank = ['blocker', 'high', 'medium', 'low'];
    const keys = report.results.map(({ severity, check }) => `${rank.indexOf(severity)} ${check}`);
    expect(keys).toEqual(keys.toSorted());
  });

  test('is the same for the same facts but for its times', async () => {
    const account = await broken.open();
    const [first, second] = [await account.audit(['--read-values']), await account.audit(['--read-values'])];
    const cut = (text: string) => text.replace(/^ *"(startedAt|ms)": .*$/gm, '');
    expect(cut(second.stdout)).toBe(cut(first.stdout));
    expect(second.report.startedAt).not.toBe(first.report.startedAt);
  });

  test('stands alone on stdout, also with --verbose and --timeout', async () => {
    const { stdout, report, stderr } = await (await broken.open()).audit(['--verbose', '--timeout', '20']);
    expect(stdout).toBe(`${JSON.stringify(report, undefined, 2)}\n`);
    expect(stderr).toMatch(/^vercel: \d+ requests$/m);
    expect(stderr).toMatch(/^dns: \d+ questions$/m);
    expect(stderr).toMatch(/^site shop\.example\.com: \d+ requests$/m);
    expect(stderr).toMatch(/^read vercel\/project \(\d+ ms\)$/m);
  });
});

test('every format on stdout is that format alone, and equals the file of the same run’s report', async () => {
  const account = await broken.open();
  await account.audit(['--read-values']);
  const run = join(broken.directory, '.launch-ready/runs/latest.json');
  const starts = {
    terminal: /^launch-ready /,
    markdown: /^# /,
    json: /^\{\n/,
    sarif: /^\{\n/,
    junit: /^<\?xml /,
    github: /^::/,
    html: /^<!doctype html>/i,
  };
  for (const [format, start] of Object.entries(starts)) {
    const shown = await launchReady(['report', run, '-o', format], { cwd: broken.folder });
    expect({ code: shown.code, stderr: shown.stderr }).toEqual({ code: 0, stderr: '' });
    expect(shown.stdout).toMatch(start);
    await launchReady(['report', run, '-o', `${format}=out.txt`], { cwd: broken.folder });
    if (format !== 'terminal') expect(await readFile(join(broken.folder, 'out.txt'), 'utf8')).toBe(shown.stdout);
  }
});

describe('selection', () => {
  test('--only and --skip: the rest is not in the report, and the report says so', async () => {
    const account = await broken.open();
    const one = await account.audit(['--only', 'env/unused,env/undeclared']);
    expect(one.report.results.map(({ check }) => check)).toEqual(['env/undeclared', 'env/unused']);
    expect(one.report.selection).toEqual({ only: ['env/unused', 'env/undeclared'], skip: [] });
    // The blockers were not asked about: what is left is not bad enough to hold the launch up.
    expect([one.code, one.report.verdict]).toEqual([0, 'ready']);
    const rest = await account.audit(['--only', 'env', '--skip', 'env/unused', '--skip', 'env/undeclared']);
    const ofArea = (await catalogue()).filter(({ id }) => id.startsWith('env/'));
    expect(rest.report.results.length).toBe(ofArea.length - 2);
    expect((await account.audit([])).report).not.toHaveProperty('selection');
  });

  test('nothing selected is nothing evaluated: undetermined', async () => {
    const { code, report } = await (await repaired.open()).audit(['--only', 'env', '--skip', 'env']);
    expect([code, report.verdict, report.results]).toEqual([3, 'undetermined', []]);
  });

  test('--fail-on moves only what exits with 1', async () => {
    await using shop = await openReadable();
    const account = await shop.open();
    const codes = async (words: readonly string[]) => (await account.audit(['--read-values', ...words])).code;
    // Every secret is readable there: a medium finding.
    expect(await codes([])).toBe(0);
    expect(await codes(['--fail-on', 'medium'])).toBe(1);
    expect(await codes(['--fail-on', 'low'])).toBe(1);
    expect(await codes(['--fail-on', 'blocker'])).toBe(0);
    const bad = await broken.open();
    expect((await bad.audit(['--read-values', '--fail-on', 'never'])).code).toBe(3);
    expect((await bad.audit(['--fail-on', 'never'], { env: { VERCEL_TOKEN: '' } })).code).toBe(3);
  });
});

describe('runs that are kept', () => {
  test('--save and --from: the same results from disk, elsewhere, without a token or a request', async () => {
    const account = await broken.open();
    const facts = join(broken.folder, 'facts');
    const saved = await account.audit(['--read-values', '--save', facts]);
    const asked = account.simulator.requests().length;
    expect((await readdir(facts)).length).toBeGreaterThan(5);

    const elsewhere = join(broken.folder, 'elsewhere');
    await mkdir(elsewhere);
    const again = await account.audit(['--from', facts], { cwd: elsewhere, env: { VERCEL_TOKEN: '' } });
    expect(again.code).toBe(saved.code);
    expect(timeless(again.report)).toEqual(timeless(saved.report));
    expect(account.simulator.requests()).toHaveLength(asked);
  });

  test('facts that were tampered with are refused by name', async () => {
    const account = await broken.open();
    const facts = join(broken.folder, 'tampered');
    await account.audit(['--save', facts]);
    await writeFile(join(facts, 'env.matrix.json'), '{"state":"ok","ms":1,"value":{"rows":[{}]}}');
    const { code, stderr } = await account.run(['audit', '--from', facts]);
    expect(code).toBe(2);
    expect(stderr).toContain('env.matrix.json');
  });

  test('--baseline: what was known does not count again, what is new does', async () => {
    await using shop = await openReadable();
    const account = await shop.open();
    const shared = shop.state.variables.map((one) =>
      one.key === 'RESEND_API_KEY' ? { ...one, value: 're_same_in_both_places_0123456789' } : one,
    );
    account.simulator.change({ ...shop.state, variables: shared });
    expect((await account.audit(['--read-values'])).code).toBe(1);
    const baseline = join(shop.folder, 'baseline.json');
    await cp(join(shop.directory, '.launch-ready/runs/latest.json'), baseline);

    const known = await account.audit(['--read-values', '--baseline', baseline]);
    expect([known.code, known.report.verdict]).toEqual([0, 'ready']);
    expect(resultOf(known.report, 'env/shared-secrets')).toMatchObject({
      outcome: 'waived',
      findings: [{ waived: { by: 'baseline' } }],
    });

    const more = shared.map((one) =>
      one.key === 'OPENAI_API_KEY' ? { ...one, value: 'sk-proj-same-in-both-places-0123456789' } : one,
    );
    account.simulator.change({ ...shop.state, variables: more });
    const worse = await account.audit(['--read-values', '--baseline', baseline]);
    expect(worse.code).toBe(1);
    expect(worse.report.results.flatMap(openFindings).map(({ data }) => data.name)).toContain('OPENAI_API_KEY');
  });

  test('report renders the newest run, and its markdown is the handover that was written', async () => {
    const account = await broken.open();
    await account.audit(['--read-values']);
    const handover = await readFile(join(broken.directory, '.launch-ready/handover.md'), 'utf8');
    expect((await account.run(['report', '-o', 'markdown'])).stdout).toBe(handover);
    const { stdout } = await account.run(['report', '-o', 'json']);
    expect(JSON.parse(stdout)).toEqual(
      JSON.parse(await readFile(join(broken.directory, '.launch-ready/runs/latest.json'), 'utf8')),
    );
  });

  test('compare: nothing new, then something new, then fixed', async () => {
    await using shop = await openReadable();
    const account = await shop.open();
    await account.audit(['--read-values']);
    await account.audit(['--read-values']);
    const same = await account.run(['compare', '--format', 'json']);
    expect([same.code, JSON.parse(same.stdout)]).toMatchObject([0, { added: [], fixed: [], unverified: [] }]);

    const fewer = shop.state.variables.filter(({ key }) => key !== 'NEXTAUTH_URL');
    account.simulator.change({ ...shop.state, variables: fewer });
    await account.audit(['--read-values']);
    const worse = await account.run(['compare']);
    expect(worse.code).toBe(1);
    expect(worse.stdout).toMatch(/^New\n(?:.*\n)*.*env\/missing-in-production: .*NEXTAUTH_URL/);

    account.simulator.change(shop.state);
    await account.audit(['--read-values']);
    const better = await account.run(['compare', '--format', 'json']);
    expect([better.code, JSON.parse(better.stdout).fixed.length > 0]).toEqual([0, true]);

    await account.audit(['--read-values'], { env: { VERCEL_TOKEN: '' } });
    const blind = JSON.parse((await account.run(['compare', '--format', 'json'])).stdout);
    expect(blind.fixed).toEqual([]);
    expect(blind.unverified.length).toBeGreaterThan(0);
  });
});

describe('around the audit', () => {
  test('checks and explain: every check of the catalogue has its page', async () => {
    const checks = await catalogue();
    const listing = await launchReady(['checks']);
    for (const { id } of checks) expect(listing.stdout).toContain(id);
    // One of each area: every page is made by the same words, and every start of the product takes its time.
    const one = new Map(checks.map((check) => [check.id.split('/')[0], check]));
    expect(one.size).toBeGreaterThan(4);
    for (const { id, title } of one.values()) {
      const page = await launchReady(['explain', id]);
      expect(page).toMatchObject({ code: 0, stderr: '' });
      expect(page.stdout).toContain(title);
      const { stdout } = await launchReady(['explain', id, '--format', 'json']);
      expect(JSON.parse(stdout)).toMatchObject({
        id,
        title,
        refs: expect.arrayContaining([expect.stringMatching(/^https:/)]),
      });
    }
  });

  test('init writes what it found once, and an audit takes it', async () => {
    await using shop = await openShop({ repaired: false });
    const account = await shop.open();
    const file = join(shop.directory, 'launch-ready.json');
    await rm(file);
    const first = await account.run(['init', '--config', account.configFile]);
    expect([first.code, first.stdout]).toEqual([0, `written: ${file}\n`]);
    const text = await readFile(file, 'utf8');
    expect(text).toContain('"production": "https://shop.example.com"');
    expect((await account.audit([])).report.target.production).toBe('https://shop.example.com');
    const second = await account.run(['init', '--config', account.configFile]);
    expect(second.code).toBe(2);
    expect(second.stderr).toContain('is there already');
    expect(await readFile(file, 'utf8')).toBe(text);
  });

  test('a mistyped key in launch-ready.json is named with its line and the nearest', async () => {
    await using shop = await openShop({ repaired: false });
    await writeFile(
      join(shop.directory, 'launch-ready.json'),
      '{\n  // where it lives\n  "prodction": "https://shop.example.com",\n}\n',
    );
    const { code, stderr } = await (await shop.open()).run(['audit']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/launch-ready\.json:\d+ has an unknown key "prodction"\..*Did you mean "production"\?/);
  });

  test('doctor says what each credential reads, and which checks wait for what', async () => {
    const account = await broken.open();
    const well = await account.run(['doctor', '--config', account.configFile]);
    expect([well.code, well.stdout]).toEqual([0, expect.stringContaining('No check waits for anything.')]);
    expect(well.stdout).toMatch(/VERCEL_TOKEN {2}found/);
    const { code, stdout } = await account.run(['doctor', '--config', account.configFile, '--format', 'json'], {
      env: { VERCEL_TOKEN: '' },
    });
    expect(code).toBe(3);
    const diagnosis = JSON.parse(stdout);
    expect(diagnosis.credentials[0]).toMatchObject({ variable: 'VERCEL_TOKEN', found: false });
    expect(diagnosis.waiting[0]).toMatchObject({ hint: expect.stringContaining('VERCEL_TOKEN') });
    expect(account.simulator.requests().filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});
