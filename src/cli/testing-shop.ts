import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckResult, Report } from '../core/report.ts';
import { harborZone } from '../demo/account/cloudflare.ts';
import { harborAccount } from '../demo/account/harbor.ts';
import { type CloudflareSimulator, startCloudflareSimulator } from '../demo/cloudflare/simulator.ts';
import { type PracticeInternet, startPracticeInternet } from '../demo/internet.ts';
import { plantSecrets } from '../demo/planted.ts';
import { shopHistory } from '../demo/shop/history.ts';
import { localFiles } from '../demo/shop/local-files.ts';
import { writeRepository } from '../demo/shop/repository.ts';
import { startVercelSimulator, type VercelSimulator, type VercelSimulatorOptions } from '../demo/vercel/simulator.ts';
import type { VercelState } from '../demo/vercel/state.ts';
import { customerMarkers, sessionCookie } from '../demo/web/customers.ts';
import { launchReady, type Ran, type RunOptions, type Started, startProduct } from './testing.ts';

/** The practice shop's repository in a folder of its own; disposing removes it and stops every account opened on it. */
export type Shop = AsyncDisposable & {
  /** For whatever a test writes; the repository lies in it. */
  readonly folder: string;
  readonly directory: string;
  readonly state: VercelState;
  readonly token: string;
  /** The shop's zone; every account shares it. */
  readonly cloudflare: CloudflareSimulator;
  /** The shop's DNS and sites. */
  readonly internet: PracticeInternet;
  /** Starts the shop's provider on a port of its own, to be audited through its own `--config` file. */
  open(options?: Partial<VercelSimulatorOptions>): Promise<Account>;
};

/** One simulated provider and the way to audit the shop against it, with the shop's tokens and test users unless `env` says otherwise. */
export type Account = {
  readonly simulator: VercelSimulator;
  readonly configFile: string;
  start(words: readonly string[], options?: RunOptions): Started;
  run(words: readonly string[], options?: RunOptions): Promise<Ran>;
  /** `audit -o json` with more words: the parsed report beside what was printed. */
  audit(words: readonly string[], options?: RunOptions): Promise<Ran & { readonly report: Report }>;
};

const userVariables = { a: 'LAUNCH_READY_USER_A_COOKIE', b: 'LAUNCH_READY_USER_B_COOKIE' } as const;
const users = {
  a: { headers: { cookie: `env:${userVariables.a}` }, markers: customerMarkers },
  b: { headers: { cookie: `env:${userVariables.b}` } },
};

/** Writes the shop, broken or repaired. */
export async function openShop(options: { readonly repaired: boolean; readonly variables?: number }): Promise<Shop> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'launch-ready-test-')));
  const directory = join(folder, 'shop');
  const secrets = plantSecrets(options);
  const commit = await writeRepository(directory, shopHistory(options), localFiles(secrets));
  const state = harborAccount({ ...options, ...(commit === undefined ? {} : { commit }) });
  const cloudflare = await startCloudflareSimulator({ state: harborZone(options) });
  const internet = await startPracticeInternet(options);
  const ca = join(folder, 'practice-ca.pem');
  await writeFile(ca, internet.ca);
  const environment = {
    VERCEL_TOKEN: secrets.vercelToken,
    CLOUDFLARE_API_TOKEN: secrets.cloudflareToken,
    [userVariables.a]: sessionCookie(secrets.customerSession),
    [userVariables.b]: sessionCookie(secrets.secondCustomerSession),
  };
  const network = { resolver: internet.resolver, connect: internet.connect, ca };
  const simulators: VercelSimulator[] = [];
  return {
    folder,
    directory,
    state,
    token: secrets.vercelToken,
    cloudflare,
    internet,
    open: async (given) => {
      const simulator = await startVercelSimulator({ state, ...given });
      simulators.push(simulator);
      const configFile = join(folder, `account-${simulators.length}.jsonc`);
      const endpoints = { vercel: simulator.url, cloudflare: cloudflare.url };
      await writeFile(configFile, JSON.stringify({ users, endpoints, network }));
      return accountAt(simulator, configFile, directory, environment);
    },
    [Symbol.asyncDispose]: async () => {
      for (const simulator of simulators) await simulator.close();
      await cloudflare.close();
      await internet.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function accountAt(
  simulator: VercelSimulator,
  configFile: string,
  cwd: string,
  environment: NonNullable<RunOptions['env']>,
): Account {
  const surrounded = (options: RunOptions = {}): RunOptions => ({
    cwd,
    ...options,
    env: { ...environment, ...options.env },
  });
  const start = (words: readonly string[], options?: RunOptions): Started => startProduct(words, surrounded(options));
  const run = (words: readonly string[], options?: RunOptions): Promise<Ran> => launchReady(words, surrounded(options));
  return {
    simulator,
    configFile,
    start,
    run,
    audit: async (words, options) => {
      const ran = await run(['audit', '--config', configFile, '-o', 'json', ...words], options);
      return { ...ran, report: reportIn(ran) };
    },
  };
}

/** Takes back what people attested about one area; the rest of what they said stays. */
export async function forgetWordOn(area: string, directory: string): Promise<void> {
  const path = join(directory, 'launch-ready.decisions.json');
  const decisions = JSON.parse(await readFile(path, 'utf8')) as {
    readonly attestations: readonly { readonly check: string }[];
  };
  const attestations = decisions.attestations.filter(({ check }) => !check.startsWith(`${area}/`));
  await writeFile(path, JSON.stringify({ ...decisions, attestations }));
}

/** The report on stdout. Throws with all that was said when there is none. */
export function reportIn(ran: Ran): Report {
  try {
    return JSON.parse(ran.stdout) as Report;
  } catch (cause) {
    throw new Error(`no report on stdout (exit ${ran.code}, ${ran.signal}):\n${ran.stdout}\n${ran.stderr}`, { cause });
  }
}

/** The result of one check. Throws when the report has none. */
export function resultOf(report: Report, check: string): CheckResult {
  const result = report.results.find((one) => one.check === check);
  if (result === undefined) throw new Error(`the report has no ${check}`);
  return result;
}

/** The ids of the checks that ended in this way, sorted. */
export function checksWith(report: Report, outcome: CheckResult['outcome']): readonly string[] {
  return report.results
    .filter((result) => result.outcome === outcome)
    .map(({ check }) => check)
    .toSorted();
}

/** The same account with every write-only value readable, so that values are judged and nothing rests on anyone's word. */
export function readableAccount(state: VercelState): VercelState {
  return {
    ...state,
    variables: state.variables.map((one) => (one.type === 'sensitive' ? { ...one, type: 'encrypted' } : one)),
  };
}
