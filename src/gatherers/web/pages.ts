import { signInRoute } from '../../analysis/next-routes/named-routes.ts';
import { isPlainRead } from '../../analysis/plain-reading/path.ts';
import { hostOf } from '../../analysis/redirects/faults.ts';
import { missingPath, movedTo, originOf } from '../../analysis/site-answers/addresses.ts';
import { type ReadPage, readPage } from '../../analysis/site-answers/read-page.ts';
import { nothingLearnt, rateLimited } from '../../analysis/site-answers/trouble.ts';
import { repositoryRoutes } from '../../artifacts/repository/routes.ts';
import { webhookPaths } from '../../artifacts/repository/webhook-paths.ts';
import { type SiteHosts, siteHosts } from '../../artifacts/site/hosts.ts';
import type { WebPage } from '../../artifacts/web/page.ts';
import { webPages } from '../../artifacts/web/pages.ts';
import { UnavailableError } from '../../core/fault.ts';
import { defineGatherer, type GatherContext } from '../../core/gatherer.ts';
import { showUrl } from '../../core/redact.ts';
import { askPage } from './ask-site.ts';
import { asksWebhook } from './webhook-address.ts';

/** The root, the sign-in page, an address that is not there and the webhook, as an anonymous visitor gets them. */
export const gatherWebPages = defineGatherer({
  artifact: webPages,
  needs: { hosts: siteHosts, routes: repositoryRoutes, webhooks: webhookPaths },
  network: true,
  gather: async (context, { hosts, routes, webhooks }) => {
    const [canonical] = hosts.production;
    if (canonical === undefined) return [];
    const origin = originOf(canonical, 'https');
    const webhook = asksWebhook(webhooks);
    const known = signInRoute(routes)?.path;
    const [root, missing, hook, early] = await Promise.all([
      readRoot(context, hosts, `${origin}/`),
      readMoved(context, hosts, 'missing', `${origin}${missingPath}`),
      webhook === undefined ? undefined : readOne(context, 'webhook', `${origin}${webhook}`, 'HEAD'),
      known === undefined ? undefined : readMoved(context, hosts, 'sign-in', `${origin}${known}`),
    ]);
    refuseSilence(canonical.host, [root.page, missing.page]);
    const signIn = early ?? (await guessSignIn(context, root));
    const found = wayTo(known, root.read.signIn);
    return [root.page, { ...signIn.page, found }, missing.page, ...(hook === undefined ? [] : [hook.page])];
  },
});

type Found = { readonly page: WebPage; readonly read: ReadPage; readonly url: string };

async function readOne(
  context: GatherContext,
  role: WebPage['role'],
  url: string,
  method: 'GET' | 'HEAD' = 'GET',
): Promise<Found> {
  const read = readPage(await askPage(context, url, method));
  return { page: { role, url: showUrl(url) ?? url, answer: read.answer }, read, url };
}

/** A page, or the same path on the production host that it is redirected to. */
async function readMoved(
  context: GatherContext,
  { production }: SiteHosts,
  role: WebPage['role'],
  url: string,
): Promise<Found> {
  const page = await readOne(context, role, url);
  const moved = movedTo(url, page.read.next, production);
  return moved === undefined ? page : readOne(context, role, moved);
}

/**
 * The root, or the page that it sends visitors to: one step on its own host (`/` to `/en`), which the walk through its
 * redirects takes too, and one to another production host. Further on the allowance of requests ends.
 */
async function readRoot(context: GatherContext, hosts: SiteHosts, url: string): Promise<Found> {
  const production = new Set(hosts.production.map(({ host }) => host));
  const steps = new Map<string, number>([[hostOf(new URL(url)), 1]]);
  const asked = new Set([url]);
  let root = await readOne(context, 'root', url);
  for (;;) {
    const { next } = root.read;
    if (next === undefined || asked.has(next) || !next.startsWith('https:') || !isPlainRead(next)) return root;
    const times = steps.get(hostOf(new URL(next))) ?? 0;
    if (!production.has(hostOf(new URL(next))) || times >= 2) return root;
    steps.set(hostOf(new URL(next)), times + 1);
    asked.add(next);
    root = await readOne(context, 'root', next);
  }
}

function wayTo(known: string | undefined, linked: string | undefined): WebPage['found'] {
  if (known !== undefined) return 'repository';
  return linked === undefined ? 'guess' : 'link';
}

async function guessSignIn(context: GatherContext, { url, read }: Found): Promise<Found> {
  return readOne(context, 'sign-in', new URL(read.signIn ?? '/login', url).href);
}

/** Throws when neither page is the site's own, or the first one may not be asked for now. A certificate that does not verify is left to the checks to say. */
function refuseSilence(host: string, pages: readonly WebPage[]): void {
  const answers = pages.map(({ answer }) => answer);
  const [first] = answers;
  if (first?.state === 'answered' && first.status === 429) throw rateLimited(host);
  if (first?.state === 'failed' && first.why !== 'tls' && answers.every(({ state }) => state === 'failed')) {
    throw nothingLearnt(host, first.why);
  }
  if (first?.state === 'guarded' && answers.every(({ state }) => state === 'guarded')) {
    throw new UnavailableError(
      'challenge',
      `${host} was answered by ${first.by}: let this audit’s address through there, or run it from an address that is let through`,
    );
  }
}
