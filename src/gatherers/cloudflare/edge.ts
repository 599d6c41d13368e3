import * as z from 'zod';
import { type CloudflareEdge, cloudflareEdge, type WorkerRoute } from '../../artifacts/cloudflare/edge.ts';
import type { Read } from '../../artifacts/cloudflare/read.ts';
import { type CloudflareZone, cloudflareZone } from '../../artifacts/cloudflare/zone.ts';
import { type CloudflarePhase, cloudflarePhases } from '../../core/doors/cloudflare.ts';
import { defineGatherer, type GatherContext } from '../../core/gatherer.ts';
import type { ProviderAnswer } from '../../core/io.ts';
import { wordsIn } from './expression-words.ts';
import { foundZone } from './found-zone.ts';
import { readLists } from './lists.ts';
import { reading } from './reading.ts';
import { secretsOfPageRule, secretsOfRule } from './rule-secrets.ts';
import { looseText, resultIn, rowsIn } from './wire.ts';
import { applicationsIn } from './wire-access.ts';
import { pageRulesIn, recordsIn, rulesIn, snippetRulesIn } from './wire-rules.ts';
import { wordSetting } from './wire-settings.ts';

type Phases = CloudflareEdge['phases'];

const wireRoute = z.looseObject({ id: z.string(), pattern: z.string(), script: looseText });
const wireNormalization = z.looseObject({ type: z.string(), scope: z.string() });

/** Everything that decides whether the edge stores an answer, asked at once: about twenty questions, and one for each list named. */
export const gatherCloudflareEdge = defineGatherer({
  artifact: cloudflareEdge,
  needs: { zone: cloudflareZone },
  network: true,
  timeoutMs: 6_000,
  gather: async (context, { zone }): Promise<CloudflareEdge> => {
    const { host, id, name, status, paused, plan, account } = foundZone(zone);
    const { cloudflare } = context.io;
    const { signal } = context;
    const [
      phases,
      snippetRules,
      records,
      normalization,
      developmentMode,
      cacheLevel,
      pageRules,
      workerRoutes,
      accessApps,
    ] = await Promise.all([
      readPhases(context, id),
      // A zone that never had a snippet rule has no such list, nor has one whose plan knows no snippets.
      reading(async () => snippetRulesIn(await cloudflare.snippetRules(id, signal)), {
        'not-found': [],
        'not-configured': [],
      }),
      reading(async () => recordsIn(await cloudflare.records(id, signal))),
      reading(async () => normalizationIn(await cloudflare.urlNormalization(id, signal))),
      reading(async () => wordSetting(await cloudflare.setting(id, 'development_mode', signal), 'development_mode')),
      reading(async () => wordSetting(await cloudflare.setting(id, 'cache_level', signal), 'cache_level')),
      reading(async () => pageRulesIn(await cloudflare.pageRules(id, signal))),
      reading(async () => routesIn(await cloudflare.workerRoutes(id, signal))),
      // Without Access there is no application.
      reading(async () => applicationsIn(await cloudflare.accessApps(id, signal)), { 'not-configured': [] }),
    ]);
    const rules = [...Object.values(phases), snippetRules].flatMap(rowsOf);
    const secrets = [...rules.flatMap(secretsOfRule), ...rowsOf(pageRules).flatMap(secretsOfPageRule)];
    for (const secret of secrets) context.io.hide(secret);
    const named = [...new Set(rules.flatMap(({ expression }) => wordsIn(expression).lists))];
    return {
      host,
      zone: { id, name, status, paused, plan },
      records,
      normalization,
      developmentMode: developmentMode.state === 'ok' ? developmentMode : (byZone(zone) ?? developmentMode),
      cacheLevel,
      phases,
      pageRules,
      workerRoutes,
      snippetRules,
      accessApps,
      lists: await reading(() => readLists(context, account.id, named)),
    };
  },
});

// The zone's own word needs no permission for settings. https://developers.cloudflare.com/api/resources/zones/
function byZone(zone: CloudflareZone): CloudflareEdge['developmentMode'] | undefined {
  const { developmentMode: left } = foundZone(zone);
  return left === undefined ? undefined : { state: 'ok', value: left > 0 ? 'on' : 'off' };
}

async function readPhases({ io, signal }: GatherContext, zone: string): Promise<Phases> {
  const read = await Promise.all(
    cloudflarePhases.map(async (phase) => {
      const rules = async () => rulesIn(await io.cloudflare.phase(zone, phase, signal), phase);
      // A phase that never had a rule has no entry point: Cloudflare answers 404.
      return [phase, await reading(rules, { 'not-found': [] })] as const;
    }),
  );
  return Object.fromEntries(read) as Record<CloudflarePhase, Phases[CloudflarePhase]>;
}

function routesIn(answer: ProviderAnswer): readonly WorkerRoute[] {
  const routes = rowsIn(answer, wireRoute, 'the Worker routes');
  return routes.map(({ id, pattern, script }) => ({ id, pattern, ...(script === undefined ? {} : { script }) }));
}

function normalizationIn(answer: ProviderAnswer): { readonly type: string; readonly scope: string } {
  const { type, scope } = resultIn(answer, wireNormalization, 'the URL normalization');
  return { type, scope };
}

function rowsOf<Row>(read: Read<readonly Row[]>): readonly Row[] {
  return read.state === 'ok' ? read.value : [];
}
