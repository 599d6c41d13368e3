import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Report } from '../core/report.ts';
import type { DnsFaultRule } from '../demo/dns/fault.ts';
import { type PracticeInternet, startPracticeInternet } from '../demo/internet.ts';
import { launchReady, type Ran } from './testing.ts';
import { checksWith, reportIn, resultOf } from './testing-shop.ts';

// A test here starts the built product several times; on a busy machine each start takes seconds.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

type Domain = {
  readonly internet: PracticeInternet;
  readonly folder: string;
  /** Runs the product in the empty folder, with the configuration of its network. */
  run(words: readonly string[]): Promise<Ran>;
  /** Audits the four areas, or what `only` names. */
  audit(words?: readonly string[], only?: string): Promise<Ran & { readonly report: Report }>;
};

// A folder without a repository, a configuration, and the practice launch's DNS and sites: no account, no token.
async function openDomain(
  options: { readonly repaired: boolean; readonly faults?: readonly DnsFaultRule[] },
  more: Readonly<Record<string, unknown>> = {},
): Promise<Domain> {
  const internet = await startPracticeInternet(options);
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'launch-ready-domain-')));
  onTestFinished(async () => {
    await internet.close();
    await rm(folder, { recursive: true, force: true });
  });
  await writeFile(join(folder, 'ca.pem'), internet.ca);
  const network = { resolver: internet.resolver, connect: internet.connect, ca: './ca.pem' };
  const email = { domains: ['example.com'] };
  const config = { production: 'https://shop.example.com', email, network, ...more };
  await writeFile(join(folder, 'domain.json'), JSON.stringify(config));
  const run = (words: readonly string[]) => launchReady(words, { cwd: folder });
  return {
    internet,
    folder,
    run,
    audit: async (words = [], only = 'email,dns,tls,web') => {
      const ran = await run(['audit', '--only', only, '--config', 'domain.json', '-o', 'json', ...words]);
      return { ...ran, report: reportIn(ran) };
    },
  };
}

const atCloudflare = ['tls/cloudflare-mode', 'tls/minimum-version'];

describe('any domain, from outside', () => {
  test('needs no token, no Vercel and no repository: ready when all is right', async () => {
    const { audit } = await openDomain({ repaired: true });
    const { code, report } = await audit(['--skip', atCloudflare.join()]);
    expect([code, report.verdict]).toEqual([0, 'ready']);
    expect(checksWith(report, 'fail')).toEqual([]);
    expect(checksWith(report, 'error')).toEqual([]);
    expect(report.results.filter(({ area }) => !['email', 'dns', 'tls', 'web'].includes(area))).toEqual([]);
  });

  test('what only Cloudflare can tell of a host behind it waits for a token, by name', async () => {
    const { audit } = await openDomain({ repaired: true });
    const { code, report } = await audit([], 'tls');
    expect([code, checksWith(report, 'unavailable')]).toEqual([3, atCloudflare]);
    const waiting = { reason: 'no-credential', hint: expect.stringContaining('CLOUDFLARE_API_TOKEN') };
    for (const id of atCloudflare) expect(resultOf(report, id)).toMatchObject(waiting);
  });

  test('is not ready when it is a mess, and the handover holds the records to paste', async () => {
    const { audit, folder } = await openDomain({ repaired: false });
    const { code, report } = await audit();
    expect([code, report.verdict]).toEqual([1, 'not-ready']);
    expect(checksWith(report, 'fail').length).toBeGreaterThan(25);
    const handover = await readFile(join(folder, '.launch-ready/handover.md'), 'utf8');
    expect(handover).toContain('DNS records: published, and as they should be');
    expect(handover).toContain('v=DMARC1; p=quarantine');
  });

  test('is judged by another day with --now, and once more from facts that were saved', async () => {
    const { audit, folder } = await openDomain({ repaired: true });
    const expired = (report: Report) => resultOf(report, 'tls/expiry').outcome;
    const first = await audit(['--save', join(folder, 'facts')]);
    expect(expired(first.report)).toBe('pass');
    const inFifteenWeeks = new Date(Date.now() + 105 * 86_400_000).toISOString();
    const later = await audit(['--from', join(folder, 'facts'), '--now', inFifteenWeeks]);
    expect(expired(later.report)).toBe('fail');
    expect(expired((await audit(['--from', join(folder, 'facts')])).report)).toBe('pass');
  });

  test('asks no name and type twice, and no host more than a dozen times', async () => {
    const { audit, internet } = await openDomain({ repaired: true });
    await audit();
    // Two name servers of a zone may share a socket here; each is asked, so only the resolver's questions can be counted.
    const asked = internet
      .queries()
      .filter(({ server }) => server === 'resolver')
      .map(({ name, type }) => `${name} ${type}`);
    expect(asked.length).toBeGreaterThan(50);
    const twice = asked.filter((one, index) => asked.indexOf(one) !== index);
    expect(twice).toEqual([]);
    const hosts = Map.groupBy(internet.visits(), ({ host }) => host);
    for (const visits of hosts.values()) expect(visits.length).toBeLessThanOrEqual(12);
    expect(internet.visits().every(({ method }) => method === 'GET' || method === 'HEAD')).toBe(true);
  });
});

describe('DNS that fails', () => {
  // What is judged by what no name server said: files of the repository, or what only a person can answer.
  const without = ['email/auth-sender', 'email/spf-senders', 'email/alignment', 'web/preview-indexing'];

  test.each<readonly [string, DnsFaultRule['fault'], number]>([
    ['says nothing', { kind: 'drop' }, 30_000],
    ['says SERVFAIL to everything', { kind: 'rcode', rcode: 'SERVFAIL' }, 30_000],
    ['says REFUSED to everything', { kind: 'rcode', rcode: 'REFUSED' }, 30_000],
    ['sends bytes that are no DNS', { kind: 'garbage' }, 30_000],
    ['sends empty packets', { kind: 'empty' }, 30_000],
    ['cuts every answer off, over TCP too', { kind: 'truncated' }, 30_000],
    ['answers what nobody asked', { kind: 'wrong-id' }, 30_000],
    ['leads every name in a circle', { kind: 'loop' }, 30_000],
  ])('%s: nothing passes by it, nothing breaks, and it ends', async (_what, fault, mostMs) => {
    const { audit } = await openDomain({ repaired: true, faults: [{ fault }] });
    const began = performance.now();
    const { code, report } = await audit([], 'email,dns');
    expect(performance.now() - began).toBeLessThan(mostMs);
    expect(checksWith(report, 'error')).toEqual([]);
    const judged = report.results.filter(
      ({ check, area }) => ['email', 'dns'].includes(area) && !without.includes(check),
    );
    expect(judged.filter(({ outcome }) => outcome === 'pass').map(({ check }) => check)).toEqual([]);
    expect([1, 3]).toContain(code);
    expect(report.verdict).not.toBe('ready');
  });

  test('cut off over UDP alone costs nothing but TCP', async () => {
    const { audit } = await openDomain({
      repaired: true,
      faults: [{ transport: 'udp', fault: { kind: 'truncated' } }],
    });
    // A few checks: the point is the transport, and every TCP question takes its time on a busy machine.
    const { report } = await audit([], 'email/dmarc-policy,email/spf-record,email/dkim-keys,dns/caa');
    expect([report.verdict, checksWith(report, 'pass').length]).toEqual(['ready', 4]);
  });
});

describe('a server that accepts and says nothing', () => {
  test('is told as that, and the audit ends', async () => {
    const mute = createServer(() => undefined).listen(0, '127.0.0.1');
    await new Promise((resolve) => mute.once('listening', resolve));
    onTestFinished(() => void mute.close());
    const address = mute.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { internet, audit, folder } = await openDomain({ repaired: true });
    const connect = { ...internet.connect, 'shop.example.com:443': `127.0.0.1:${port}` };
    const network = { resolver: internet.resolver, connect, ca: './ca.pem' };
    await writeFile(join(folder, 'domain.json'), JSON.stringify({ production: 'https://shop.example.com', network }));
    const { code, report } = await audit([], 'tls,web');
    expect(code).toBe(3);
    expect(checksWith(report, 'pass').filter((check) => check.startsWith('tls/'))).toEqual([]);
    expect(resultOf(report, 'tls/certificate')).toMatchObject({ outcome: 'unavailable', reason: 'timeout' });
  });
});

describe('explain --mail', () => {
  test('follows the practice record step by step to the lookup that breaks it', async () => {
    const { run } = await openDomain({ repaired: false });
    const words = ['explain', '--mail', 'orders@example.com', '--ip', '203.0.113.99', '--config', 'domain.json'];
    const text = await run(words);
    expect([text.code, text.stderr]).toEqual([0, '']);
    expect(text.stdout).toContain('permerror');
    const json = JSON.parse((await run([...words, '--format', 'json'])).stdout);
    expect(json).toMatchObject({ result: 'permerror', explanation: '', lookups: 11, voids: 0 });
    expect(json.steps.length).toBeGreaterThan(10);
  });

  test('passes and fails as the repaired record says', async () => {
    const { run } = await openDomain({ repaired: true });
    const ask = async (ip: string) => {
      const words = [
        'explain',
        '--mail',
        'orders@example.com',
        '--ip',
        ip,
        '--config',
        'domain.json',
        '--format',
        'json',
      ];
      return JSON.parse((await run(words)).stdout).result;
    };
    expect(await ask('192.0.2.1')).toBe('pass');
    expect(await ask('198.51.100.1')).toBe('softfail');
  });

  test.each([
    [['--mail', 'a@example.com'], '--ip'],
    [['--mail', 'a@example.com', '--ip', '1.2.3'], '1.2.3'],
    [['--mail', '', '--ip', '192.0.2.1'], '--helo'],
    [['--ip', '192.0.2.1'], '--mail'],
    [['env/unused', '--mail', 'a@example.com', '--ip', '192.0.2.1'], 'two questions'],
  ])('%j is a usage error that names the next step', async (words, named) => {
    const { code, stdout, stderr } = await launchReady(['explain', ...words]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(named);
  });
});

test('a network that cannot be honoured is a usage error that names the key', async () => {
  const { folder, run } = await openDomain({ repaired: true });
  const tried = async (network: unknown) => {
    await writeFile(join(folder, 'own.json'), JSON.stringify({ production: 'https://shop.example.com', network }));
    return run(['audit', '--only', 'dns', '--config', 'own.json']);
  };
  for (const [network, named] of [
    [{ resolver: 'http://127.0.0.1/dns' }, 'network.resolver'],
    [{ connect: { 'shop.example.com': '127.0.0.1:1' } }, 'network.connect'],
    [{ ca: './missing.pem' }, 'network.ca'],
  ] as const) {
    const { code, stderr } = await tried(network);
    expect(code).toBe(2);
    expect(stderr).toContain(named);
  }
});
