import { type TakeoverService, takeoverServiceOf, unclaimedMark } from '../../analysis/dns-takeover/services.ts';
import type { ServicePage, ZoneName } from '../../artifacts/dns/names.ts';
import type { SiteAnswer } from '../../core/doors/site.ts';
import type { GatherContext } from '../../core/gatherer.ts';

const maxBytes = 64 * 1024;

/**
 * What the services that names were pointed to answer under them: one GET a name, and only below a service's own
 * suffix, so that the number of usual names bounds it.
 * `probe` stands in for the wildcard, whose name is no host; names at Vercel are asked only with `asksVercel`.
 */
export async function readServicePages(
  context: GatherContext,
  names: readonly ZoneName[],
  { probe, asksVercel }: { readonly probe: string; readonly asksVercel: boolean },
): Promise<readonly ServicePage[]> {
  const pointed = names.flatMap(({ name, chain, a }) => {
    const target = chain.find((one) => takeoverServiceOf(one)?.free === 'page');
    const service = target === undefined ? undefined : takeoverServiceOf(target);
    if (target === undefined || service === undefined || a.state !== 'found') return [];
    if (service.id === 'vercel' && !asksVercel) return [];
    return [{ name, target, service, host: name.startsWith('*.') ? probe : name }];
  });
  return Promise.all(
    pointed.map(async ({ name, target, service, host }) => ({
      name,
      target,
      service: service.id,
      answer: await readPage(context, service, host),
    })),
  );
}

async function readPage(
  { io: { site }, signal }: GatherContext,
  service: TakeoverService,
  host: string,
): Promise<ServicePage['answer']> {
  const plain = await site.ask({ url: `http://${host}/`, maxBytes }, signal);
  // Vercel sends every plain request to https, also for names that nobody has.
  const isSentOn = service.id === 'vercel' && plain.state === 'answered' && plain.status === 308;
  return judgeable(service, isSentOn ? await site.ask({ url: `https://${host}/`, maxBytes }, signal) : plain);
}

function judgeable(service: TakeoverService, answer: SiteAnswer): ServicePage['answer'] {
  if (answer.state === 'failed') {
    const detail = `${answer.url}: ${answer.why} (${answer.detail})`;
    return answer.why === 'timeout' ? { state: 'unknown', detail, kind: answer.why } : { state: 'unknown', detail };
  }
  const mark = unclaimedMark(service, answer);
  if (mark === undefined) return { state: 'served', status: answer.status };
  return { state: 'unclaimed', status: answer.status, mark };
}
