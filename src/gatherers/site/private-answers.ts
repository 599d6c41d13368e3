import { variantsOf } from '../../analysis/cache-paths/variants.ts';
import { planProof } from '../../analysis/live-proof/targets.ts';
import { anonymousAnswer } from '../../analysis/private-paths/anonymous-answer.ts';
import { isNoOrigin, pastEdge } from '../../analysis/private-paths/past-edge.ts';
import { originOf } from '../../analysis/site-answers/addresses.ts';
import { nothingLearnt, rateLimited } from '../../analysis/site-answers/trouble.ts';
import { cloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import { privatePaths } from '../../artifacts/repository/private-paths.ts';
import { siteHosts } from '../../artifacts/site/hosts.ts';
import { type PrivateAnswer, privateAnswers } from '../../artifacts/site/private-answers.ts';
import { optional } from '../../core/artifact.ts';
import type { SiteAnswer } from '../../core/doors/site.ts';
import { UnavailableError } from '../../core/fault.ts';
import { valueIn } from '../../core/gathered.ts';
import { defineGatherer, type GatherContext } from '../../core/gatherer.ts';
import { showUrl } from '../../core/redact.ts';
import { askPage } from '../web/ask-site.ts';

const mostRequests = 19;
const mostConfused = 3;
/** An origin that nobody reaches directly must not use up the time in which the edge answers. */
const originMs = 2_500;
const allMs = 7_500;
const pageBytes = 256 * 1024;

/** Up to ten private paths and nine variants as an anonymous visitor gets them, past the edge where that can be. */
export const gatherPrivateAnswers = defineGatherer({
  artifact: privateAnswers,
  needs: { hosts: siteHosts, paths: privatePaths, edge: optional(cloudflareEdge) },
  network: true,
  timeoutMs: 8_000,
  gather: async (context, { hosts, paths, edge }) => {
    const [canonical] = hosts.production;
    if (canonical === undefined) return { host: '', answers: [], left: paths.paths.map(({ path }) => path) };
    const { host } = canonical;
    const origin = originOf(canonical, 'https');
    const { targets, left } = planProof(paths.paths, origin);
    const pages = targets
      .filter(({ variant }) => variant === 'page')
      .map(({ path, url, headers }): Question => ({ path, asked: path, variant: 'plain', url, headers }));
    const known = valueIn(edge);
    const asking = openAsking(context, known === undefined ? undefined : pastEdge(known, host));
    const [first, ...others] = pages;
    if (first === undefined) return { host, answers: [], left };
    // One alone first: it tells whether the site can be asked past the edge.
    const seen = [...(await asking(first)), ...(await Promise.all(others.map(asking))).flat()];
    refuseSilence(host, seen);
    const more = await Promise.all(confusing(seen, origin).map(asking));
    return { host, answers: [...seen, ...more.flat()], left };
  },
});

type Question = Omit<PrivateAnswer, 'via' | 'answer'> & { readonly headers: Readonly<Record<string, string>> };

/** Asks one address after another, as many as are allowed; nothing comes of those beyond. */
function openAsking(
  context: GatherContext,
  origin: string | undefined,
): (question: Question) => Promise<readonly PrivateAnswer[]> {
  const all = AbortSignal.timeout(allMs);
  let past = origin;
  let left = mostRequests;
  return async ({ headers, ...place }) => {
    const ask = async (via?: string): Promise<SiteAnswer | undefined> => {
      if (left === 0) return undefined;
      left -= 1;
      const limits = via === undefined ? [all] : [all, AbortSignal.timeout(originMs)];
      return askWithin(context, { url: place.url, headers, via }, limits);
    };
    const url = showUrl(place.url) ?? place.url;
    const direct = past === undefined ? undefined : await ask(past);
    if (direct !== undefined) {
      const answer = anonymousAnswer(direct);
      if (answer.state === 'answered' && !isNoOrigin(direct)) return [{ ...place, url, via: 'origin', answer }];
      past = undefined;
    }
    const came = await ask();
    return came === undefined ? [] : [{ ...place, url, via: 'edge', answer: anonymousAnswer(came) }];
  };
}

type Request = Pick<Question, 'url' | 'headers'> & { readonly via: string | undefined };

async function askWithin(
  { io, signal }: GatherContext,
  { url, headers, via }: Request,
  limits: readonly AbortSignal[],
): Promise<SiteAnswer> {
  const within = AbortSignal.any([signal, ...limits]);
  try {
    if (via !== undefined) return await io.site.ask({ url, headers, via, maxBytes: pageBytes }, within);
    // The start page is asked by another gatherer too, in its way: then it is one request.
    if (new URL(url).pathname === '/') return await askPage({ io, signal: within }, url);
    return await io.site.ask({ url, headers, maxBytes: pageBytes }, within);
  } catch (error) {
    if (signal.aborted || !limits.some(({ aborted }) => aborted)) throw error;
    return {
      state: 'failed',
      url,
      why: 'timeout',
      detail: `${new URL(url).host} did not answer in the time that there was`,
    };
  }
}

/** The confusing spellings of the first paths that answered. A site that asks for a pause gets it. */
function confusing(seen: readonly PrivateAnswer[], origin: string): readonly Question[] {
  if (seen.some(({ answer }) => answer.state === 'answered' && answer.status === 429)) return [];
  const chosen = seen.filter(({ path, answer }) => path !== '/' && answer.state === 'answered').slice(0, mostConfused);
  return chosen.flatMap(({ path }) =>
    variantsOf(path)
      .filter(({ variant }) => variant !== 'plain')
      .map(({ variant, path: asked }) => ({
        path,
        asked,
        variant,
        url: `${origin}${asked}`,
        headers: { accept: 'text/css,*/*;q=0.1' },
      })),
  );
}

/** Throws when no path was answered by the site itself. */
function refuseSilence(host: string, seen: readonly PrivateAnswer[]): void {
  const answers = seen.map(({ answer }) => answer);
  const [first] = answers;
  if (first?.state === 'failed' && answers.every(({ state }) => state === 'failed'))
    throw nothingLearnt(host, first.why);
  if (answers.every((answer) => answer.state === 'answered' && answer.status === 429)) throw rateLimited(host);
  if (first?.state !== 'guarded' || !answers.every(({ state }) => state === 'guarded')) return;
  throw new UnavailableError(
    'challenge',
    `${host} was answered by ${first.by}: let this audit’s address through there, or run it from an address that is let through`,
  );
}
