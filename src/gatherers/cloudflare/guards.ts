import * as z from 'zod';
import { type CloudflareGuards, cloudflareGuards } from '../../artifacts/cloudflare/guards.ts';
import { cloudflareZone } from '../../artifacts/cloudflare/zone.ts';
import { definedOnly } from '../../core/defined.ts';
import { defineGatherer } from '../../core/gatherer.ts';
import type { ProviderAnswer } from '../../core/io.ts';
import { foundZone } from './found-zone.ts';
import { reading } from './reading.ts';
import { looseText, resultIn, rowsIn } from './wire.ts';

const looseSwitch = z
  .boolean()
  .nullish()
  .transform((on) => on ?? undefined);

// Which keys there are depends on the plan. https://developers.cloudflare.com/api/resources/bot_management/
const botKeys = {
  fight_mode: looseSwitch,
  sbfm_definitely_automated: looseText,
  sbfm_likely_automated: looseText,
  sbfm_verified_bots: looseText,
};
const wireBots = z
  .looseObject({
    ...botKeys,
    ai_bots_protection: looseText,
    /** What an earlier plan left switched on. */
    stale_zone_configuration: z.looseObject(botKeys).nullish(),
  })
  .refine((bots) => Object.values(bots).some((value) => value !== undefined), 'it says nothing');

const wireHealthCheck = z.looseObject({
  id: z.string(),
  name: looseText,
  address: z.string(),
  type: looseText,
  http_config: z.looseObject({ path: looseText }).nullish(),
  interval: z
    .number()
    .nullish()
    .transform((seconds) => seconds ?? undefined),
  suspended: looseSwitch,
  status: looseText,
});

const wirePack = z.looseObject({ id: z.string(), type: looseText, status: z.string(), hosts: z.array(z.string()) });

/** What else of the zone stands in front of visitors or watches it: bots, health checks, edge certificates, DNSSEC. */
export const gatherCloudflareGuards = defineGatherer({
  artifact: cloudflareGuards,
  needs: { zone: cloudflareZone },
  network: true,
  timeoutMs: 6_000,
  gather: async ({ io: { cloudflare }, signal }, { zone }): Promise<CloudflareGuards> => {
    const { id } = foundZone(zone);
    const [bots, healthChecks, certificatePacks, dnssec] = await Promise.all([
      reading(async () => botsIn(await cloudflare.botManagement(id, signal))),
      // A plan without health checks has none.
      reading(async () => healthChecksIn(await cloudflare.healthChecks(id, signal)), { 'not-configured': [] }),
      reading(async () => packsIn(await cloudflare.certificatePacks(id, signal))),
      reading(async () => {
        const answer = await cloudflare.dnssec(id, signal);
        return resultIn(answer, z.looseObject({ status: z.string() }), 'the DNSSEC state').status;
      }),
    ]);
    return { bots, healthChecks, certificatePacks, dnssec };
  },
});

function botsIn(answer: ProviderAnswer) {
  const { ai_bots_protection, stale_zone_configuration, ...own } = resultIn(answer, wireBots, 'the bot settings');
  const stale: Partial<typeof own> = stale_zone_configuration ?? {};
  return definedOnly({
    fightMode: own.fight_mode ?? stale.fight_mode,
    definitelyAutomated: own.sbfm_definitely_automated ?? stale.sbfm_definitely_automated,
    likelyAutomated: own.sbfm_likely_automated ?? stale.sbfm_likely_automated,
    verifiedBots: own.sbfm_verified_bots ?? stale.sbfm_verified_bots,
    aiBots: ai_bots_protection,
  });
}

function healthChecksIn(answer: ProviderAnswer) {
  const checks = rowsIn(answer, wireHealthCheck, 'the health checks');
  return checks.map(({ id, name, address, type, http_config, interval, suspended, status }) => ({
    id,
    name: name ?? id,
    address,
    kind: type ?? '',
    ...definedOnly({ path: http_config?.path, interval }),
    suspended: suspended ?? false,
    status: status ?? 'unknown',
  }));
}

function packsIn(answer: ProviderAnswer) {
  const packs = rowsIn(answer, wirePack, 'the edge certificates');
  return packs.map(({ id, type, status, hosts }) => ({ id, kind: type ?? '', status, hosts }));
}
