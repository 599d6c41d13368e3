import * as z from 'zod';
import { isBelow } from '../../analysis/host-names/below.ts';
import { type CloudflarePresence, cloudflarePresence } from '../../artifacts/cloudflare/presence.ts';
import { type CloudflareZone, cloudflareZone, type FoundZone } from '../../artifacts/cloudflare/zone.ts';
import { type SiteHost, siteHosts } from '../../artifacts/site/hosts.ts';
import { optional } from '../../core/artifact.ts';
import { ProviderFault, UnavailableError } from '../../core/fault.ts';
import { valueIn } from '../../core/gathered.ts';
import { defineGatherer, type GatherContext } from '../../core/gatherer.ts';
import { plainHost } from '../../core/network.ts';
import { withoutCloudflare } from './found-zone.ts';
import { looseText, rowsIn } from './wire.ts';

const wireZone = z.looseObject({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  paused: z.boolean().nullish(),
  type: looseText,
  development_mode: z.number().nullish().catch(undefined),
  plan: z.looseObject({ legacy_id: looseText, name: looseText }).nullish(),
  account: z.looseObject({ id: z.string(), name: looseText }),
});
type WireZone = z.infer<typeof wireZone>;

/** Nobody nests zones deeper; a host of twenty labels must not become twenty questions. */
const mostCandidates = 5;

/**
 * GET /zones?name=: the zone that holds the canonical host, by the configured name, else the longest suffix of the host that is
 * an active zone. Where DNS shows no Cloudflare, whatever the token may see decides nothing but an active zone.
 */
export const gatherCloudflareZone = defineGatherer({
  artifact: cloudflareZone,
  needs: { hosts: siteHosts, presence: optional(cloudflarePresence) },
  network: true,
  timeoutMs: 6_000,
  gather: async (context, { hosts, presence: seen }): Promise<CloudflareZone> => {
    const [canonical] = hosts.production;
    if (canonical === undefined) throw new UnavailableError('not-configured', 'there is no production host');
    const { host } = canonical;
    const presence = valueIn(seen);
    const configured = context.target.cloudflareZone;
    if (configured !== undefined) return await configuredZone(context, host, plainHost(configured));

    const names = candidatesOf(canonical);
    if (names.length === 0) return { state: 'absent', host, because: `${host} is a name that no own zone can hold` };
    if (presence?.state === 'none') {
      const zone = await zoneUnlessUnread(context, host, names);
      const isServed = zone?.status === 'active' && zone.kind === 'full';
      return isServed ? zone : { state: 'absent', host, because: `${presence.because}: not at Cloudflare` };
    }
    const zone = await bestZone(context, host, names);
    if (zone !== undefined) return zone;
    throw new UnavailableError('not-found', unseen(names.at(-1) ?? host, presence));
  },
});

async function configuredZone(context: GatherContext, host: string, name: string): Promise<FoundZone> {
  const place = '"cloudflare": { "zone": … } in launch-ready.json';
  if (!isBelow(host, name)) {
    throw new UnavailableError('not-found', `the zone ${name} does not hold ${host}: correct ${place}, or take it out`);
  }
  const zone = await bestZone(context, host, [name]);
  if (zone !== undefined) return zone;
  throw new UnavailableError('not-found', `${unseen(name, undefined)}; or correct ${place}`);
}

// The host itself first: a zone of a subdomain takes it over from the zone above.
// https://developers.cloudflare.com/dns/zone-setups/subdomain-setup/
function candidatesOf({ host, domain, own }: SiteHost): readonly string[] {
  if (domain === undefined || !own) return [];
  const labels = host.split('.');
  const names = labels.map((_, index) => labels.slice(index).join('.'));
  return names.filter((name) => isBelow(name, domain)).slice(-mostCandidates);
}

async function bestZone(
  { io, signal }: GatherContext,
  host: string,
  names: readonly string[],
): Promise<FoundZone | undefined> {
  const settled = await Promise.allSettled(names.map((name) => io.cloudflare.zones(name, signal)));
  // The registrable domain comes last: what is wrong is told about the zone that people know.
  const failed = settled.findLast((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  const answers = settled.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  const zones = answers.flatMap((answer) => rowsIn(answer, wireZone, 'the zones'));
  const rank = ({ status, name }: WireZone): number => (status === 'active' ? 1_000 : 0) + name.length;
  // A wrong answer to the question must not make a stranger's zone the host's.
  const [best] = zones
    .filter(({ name }) => names.includes(plainHost(name)))
    .toSorted((one, other) => rank(other) - rank(one));
  return best === undefined ? undefined : foundZoneOf(host, best);
}

// DNS has spoken already: no token, a refused one and a failing API all leave it at that.
async function zoneUnlessUnread(context: GatherContext, host: string, names: readonly string[]) {
  try {
    return await bestZone(context, host, names);
  } catch (error) {
    if (error instanceof UnavailableError || error instanceof ProviderFault) return undefined;
    throw error;
  }
}

function foundZoneOf(host: string, { id, name, status, paused, type, plan, account, ...rest }: WireZone): FoundZone {
  const { development_mode: left } = rest;
  return {
    state: 'found',
    host,
    id,
    name: plainHost(name),
    status,
    paused: paused ?? false,
    plan: planOf(plan),
    kind: type ?? '',
    ...(typeof left === 'number' ? { developmentMode: left } : {}),
    account: { id: account.id, name: account.name ?? '' },
  };
}

// `legacy_id` is the bare word; `name` is "Free Website", "Enterprise Website".
function planOf(plan: WireZone['plan']): string {
  const word = plan?.legacy_id ?? plan?.name?.split(' ', 1)[0] ?? '';
  return word.toLowerCase();
}

function unseen(name: string, presence: CloudflarePresence | undefined): string {
  const isThere = presence !== undefined && presence.state !== 'unlearnt';
  const shown = isThere ? `DNS shows Cloudflare (${presence.because}), but ` : '';
  const other = isThere ? '' : withoutCloudflare;
  return `${shown}this token sees no zone ${name}: the zone belongs to another account, or the token needs the permission "Zone Read" on it (edit it at https://dash.cloudflare.com/profile/api-tokens)${other}`;
}
