import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { harborAccount } from '../../demo/account/harbor.ts';
import type { Answer, Asked } from '../../demo/http/answer.ts';
import { serve } from '../../demo/http/serve.ts';
import { plantSecrets } from '../../demo/planted.ts';
import { shopHistory } from '../../demo/shop/history.ts';
import { localFiles } from '../../demo/shop/local-files.ts';
import { writeRepository } from '../../demo/shop/repository.ts';
import { scopeOf } from '../../demo/vercel/access.ts';
import { answerIn, routeOf, type VercelRoute } from '../../demo/vercel/routes.ts';

/** One request: when it came, in milliseconds of `performance.now()`. */
export type Arrival = { readonly route: VercelRoute | undefined; readonly at: number };

/** The practice shop with a provider that writes down when each request came. */
export type TimedAccount = AsyncDisposable & {
  readonly directory: string;
  readonly configFile: string;
  readonly token: string;
  arrivals(): readonly Arrival[];
  forget(): void;
};

/** Starts the shop's provider in this process; `latencyMs` passes before each answer. */
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
  const configFile = join(folder, 'bench.jsonc');
  await writeFile(configFile, JSON.stringify({ endpoints: { vercel: served.url } }));
  return {
    directory,
    configFile,
    token: secrets.vercelToken,
    arrivals: () => arrivals,
    forget: () => {
      arrivals = [];
    },
    [Symbol.asyncDispose]: async () => {
      await served.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
