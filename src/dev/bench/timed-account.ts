import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { harborAccount } from '../../demo/account/harbor.ts';
import type { Answer, Asked } from '../../demo/http/answer.ts';
import { serve } from '../../demo/http/serve.ts';
import { startPracticeInternet } from '../../demo/internet.ts';
import { plantSecrets } from '../../demo/planted.ts';
import { shopHistory } from '../../demo/shop/history.ts';
import { localFiles } from '../../demo/shop/local-files.ts';
import { writeRepository } from '../../demo/shop/repository.ts';
import { scopeOf } from '../../demo/vercel/access.ts';
import { answerIn, routeOf, type VercelRoute } from '../../demo/vercel/routes.ts';

/** One request: when it came, in milliseconds of `performance.now()`. */
export type Arrival = { readonly route: VercelRoute | undefined; readonly at: number };

/** The practice shop with its DNS and sites, and a provider that writes down when each request came. */
export type TimedAccount = AsyncDisposable & {
  readonly directory: string;
  readonly configFile: string;
  readonly token: string;
  arrivals(): readonly Arrival[];
  forget(): void;
};

/** Starts it all in this process; `latencyMs` passes before each answer of the provider, and nothing before the others'. */
export async function openTimedAccount(options: {
  readonly latencyMs: number;
  readonly variables?: number;
}): Promise<TimedAccount> {
  const shop = { repaired: false, ...options };
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'launch-ready-bench-')));
  const directory = join(folder, 'shop');
  const secrets = plantSecrets(shop);
  const commit = await writeRepository(directory, shopHistory(shop), localFiles(secrets));
  const state = harborAccount({ ...shop, ...(commit === undefined ? {} : { commit }) });

  let arrivals: Arrival[] = [];
  const answer = (asked: Asked): Answer => {
    const scope = scopeOf(state, asked);
    return 'status' in scope ? scope : answerIn(state, scope, asked);
  };
  const arrive = (asked: Asked): VercelRoute | undefined => {
    const route = routeOf(asked);
    arrivals.push({ route, at: performance.now() });
    return route;
  };
  const served = await serve<VercelRoute>({ routeOf: arrive, answer }, options);
  // Without it an audit would ask the real internet for domains that are not ours.
  const { resolver, connect, ca, close } = await startPracticeInternet({ repaired: false });
  const caFile = join(folder, 'practice-ca.pem');
  await writeFile(caFile, ca);
  const configFile = join(folder, 'bench.jsonc');
  const network = { resolver, connect, ca: caFile };
  await writeFile(configFile, JSON.stringify({ endpoints: { vercel: served.url }, network }));
  return {
    directory,
    configFile,
    token: secrets.vercelToken,
    arrivals: () => arrivals,
    forget: () => {
      arrivals = [];
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([served.close(), close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
