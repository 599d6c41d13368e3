import { hostOf } from '../../analysis/redirects/faults.ts';
import { type Ask, walkFrom } from '../../analysis/redirects/walk.ts';
import { missingPath, originOf } from '../../analysis/site-answers/addresses.ts';
import { nothingLearnt } from '../../analysis/site-answers/trouble.ts';
import { webhookPaths } from '../../artifacts/repository/webhook-paths.ts';
import { type SiteHost, siteHosts } from '../../artifacts/site/hosts.ts';
import { type RedirectWalk, webRedirects } from '../../artifacts/web/redirects.ts';
import type { SiteAnswer } from '../../core/doors/site.ts';
import { defineGatherer, type GatherContext } from '../../core/gatherer.ts';
import { askPage } from './ask-site.ts';
import { asksWebhook } from './webhook-address.ts';

// The area may ask a host a dozen times. On the canonical host eight of these belong to the other gatherers: its error
// page, sign-in page, robots.txt and five files. They follow to another host of production when the canonical one leads
// there; the error page is then the deep address that is asked here.
const mostOfCanonical = 4;
const mostOfOthers = 5;
const mostHosts = 20;

/** Where production's hosts lead from http and https, whether a deep address keeps its path, and the webhook's first answer. */
export const gatherWebRedirects = defineGatherer({
  artifact: webRedirects,
  needs: { hosts: siteHosts, webhooks: webhookPaths },
  network: true,
  gather: async (context, { hosts, webhooks }) => {
    const chosen = hosts.production.slice(0, mostHosts);
    const left = hosts.production.length - chosen.length;
    if (left > 0) context.note(`web: ${left} production hosts more than ${mostHosts} were not asked for redirects`);
    const webhook = asksWebhook(webhooks);
    const ask = allowance(context, hosts.production);
    // Asked ahead and together; the walks below then find most answers here. The order decides what the allowance is for.
    const ahead = chosen.flatMap((host) => startsOf(host, webhook).map(({ url, method }) => ask(url, method)));
    await Promise.all(ahead);
    const walks: RedirectWalk[] = [];
    for (const host of chosen) {
      // From https first: the gatherer of pages takes the same step from `/`, and the allowance is for both.
      for (const { kind, url, method } of startsOf(host, webhook)) {
        walks.push(await walk(host, kind, url, (next) => ask(next, method)));
      }
    }
    const [canonical] = chosen;
    if (canonical !== undefined) {
      const deep = await walk(canonical, 'path', `${originOf(canonical, 'http')}${missingPath}`, ask);
      if (deep.hops.length > 0) walks.push(deep);
    }
    refuseSilence(walks);
    return walks;
  },
});

type Start = { readonly kind: RedirectWalk['kind']; readonly url: string; readonly method: 'GET' | 'HEAD' };

function startsOf(host: SiteHost, webhook: string | undefined): readonly Start[] {
  const secure = originOf(host, 'https');
  const roots: readonly Start[] = [
    { kind: 'https', url: `${secure}/`, method: 'GET' },
    { kind: 'http', url: `${originOf(host, 'http')}/`, method: 'GET' },
  ];
  if (host.role !== 'canonical') return [...roots, { kind: 'path', url: `${secure}${missingPath}`, method: 'GET' }];
  if (webhook === undefined) return roots;
  return [...roots, { kind: 'webhook', url: `${secure}${webhook}`, method: 'HEAD' }];
}

async function walk({ host, role }: SiteHost, kind: Start['kind'], url: string, ask: Ask): Promise<RedirectWalk> {
  const isRoot = kind === 'http' || kind === 'https';
  return { host, role, kind, ...(await walkFrom(url, ask, isRoot ? undefined : 0)) };
}

type Asking = (url: string, method?: 'GET' | 'HEAD') => Promise<SiteAnswer | undefined>;

/** Asks each address once, and each host no more often than it is owed; then `undefined`. */
function allowance(context: GatherContext, hosts: readonly SiteHost[]): Asking {
  const canonical = hosts[0]?.host;
  const answers = new Map<string, Promise<SiteAnswer>>();
  const asked = new Map<string, number>();
  return async (url, method = 'GET') => {
    const key = `${method} ${url}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    const host = hostOf(new URL(url));
    const times = asked.get(host) ?? 0;
    if (times >= (host === canonical ? mostOfCanonical : mostOfOthers)) return undefined;
    asked.set(host, times + 1);
    const answer = askPage(context, url, method);
    answers.set(key, answer);
    return answer;
  };
}

/** Throws when no host answered anything. A certificate that does not verify is an answer. */
function refuseSilence(walks: readonly RedirectWalk[]): void {
  const failures = walks.map(({ hops, end }) => (hops.length === 0 && end.state === 'failed' ? end.why : undefined));
  const [first] = walks;
  const why = failures[0];
  if (first === undefined || why === undefined) return;
  if (failures.every((one) => one !== undefined && one !== 'tls')) throw nothingLearnt(first.host, why);
}
