import { asOrigin, describeAnswer } from '../analysis/cache-paths/observed.ts';
import { takesPath } from '../analysis/cache-paths/takes-path.ts';
import { nextDefault } from '../analysis/cloudflare-cache/next-defaults.ts';
import { type OriginAnswer, unknownOrigin } from '../analysis/cloudflare-cache/origin-answer.ts';
import type { KnownHeaders } from '../analysis/cloudflare-rules/request.ts';
import { isPlainRead } from '../analysis/plain-reading/path.ts';
import { anonymousAnswer } from '../analysis/private-paths/anonymous-answer.ts';
import { isNoOrigin, pastEdge } from '../analysis/private-paths/past-edge.ts';
import type { CloudflareEdge } from '../artifacts/cloudflare/edge.ts';
import type { CachingAnswer } from '../artifacts/site/private-answers.ts';
import type { SiteAnswer, SiteRequest } from '../core/doors/site.ts';
import { UnavailableError } from '../core/fault.ts';
import { showUrl } from '../core/redact.ts';
import type { FactSource, HostFacts } from './explain-path-facts.ts';
import type { PathQuestion } from './explain-path-question.ts';

/** An origin's answer as far as it could be learnt, with where it comes from in words. */
export type SeenOrigin = { readonly answer: OriginAnswer; readonly words: string };

/** One read of the site is given up after this long. */
const mostMs = 4_000;

type Asked = PathQuestion & { readonly host: string };

/**
 * What the origin answers at the path: by one anonymous GET, past the edge where its records say how; for a visitor who is or may be
 * signed in, by what Next.js answers for such a route. Nothing that names an act is asked.
 */
export async function seenOrigin(
  question: Asked,
  edge: CloudflareEdge,
  facts: HostFacts,
  source: FactSource,
): Promise<SeenOrigin> {
  const { path, query, host, headers } = question;
  const url = `https://${host}${path}${query === '' ? '' : `?${query}`}`;
  const shown = showUrl(url) ?? url;
  if (!isPlainRead(url)) {
    return { answer: unknownOrigin, words: 'not asked: the path names an act; give it with --origin-header' };
  }
  // The door asks for what a browser would: a path that changes on the way is another path.
  if (!URL.canParse(url) || new URL(url).pathname !== path)
    return byRoute(path, facts, 'it cannot be asked as it stands');
  const seen = await readSite(url, edge, source);
  if (seen.state !== 'answered') return byRoute(path, facts, `${shown} was not read: ${troubleOf(seen)}`);
  const isEverybodys = !seen.turnedAway || isAnonymous(headers);
  if (isEverybodys && !isSignedIn(headers)) {
    return { answer: asOrigin(seen), words: `${shown} answered ${describeAnswer(seen)}` };
  }
  const why = seen.turnedAway ? `${shown} turns anonymous visitors away` : 'the visitor is signed in';
  return byRoute(path, facts, why);
}

// A user's own answer is not seen without the user: the framework's default is the next best.
async function byRoute(path: string, facts: HostFacts, why: string): Promise<SeenOrigin> {
  const routes = await facts.routes();
  const route = (routes.state === 'ok' ? routes.value : []).find((one) => takesPath(one.path, path));
  if (route === undefined) return { answer: unknownOrigin, words: `${why}; give its answer with --origin-header` };
  const words = `${why}; Next.js’s default for ${route.kind === 'page' ? 'a page' : 'a handler'} (${route.file}) stands in`;
  return { answer: nextDefault(route.kind), words };
}

async function readSite(url: string, edge: CloudflareEdge, source: FactSource): Promise<CachingAnswer> {
  const via = pastEdge(edge, edge.host);
  const past = via === undefined ? undefined : await readOnce({ url, via }, source);
  if (past !== undefined && !isNoOrigin(past)) {
    const answer = anonymousAnswer(past);
    if (answer.state === 'answered') return answer;
  }
  return anonymousAnswer(await readOnce({ url }, source));
}

async function readOnce(
  request: SiteRequest,
  { io: { site }, signal, timeoutMs = mostMs }: FactSource,
): Promise<SiteAnswer> {
  const limit = AbortSignal.timeout(Math.min(mostMs, timeoutMs));
  try {
    return await site.ask({ ...request, maxBytes: 256 * 1024 }, AbortSignal.any([signal, limit]));
  } catch (error) {
    signal.throwIfAborted();
    const { url } = request;
    if (error instanceof UnavailableError) return { state: 'failed', url, why: 'other', detail: error.hint };
    if (limit.aborted) return { state: 'failed', url, why: 'timeout', detail: 'no answer in time' };
    throw error;
  }
}

function troubleOf(answer: Exclude<CachingAnswer, { state: 'answered' }>): string {
  if (answer.state === 'guarded') return `${answer.by} answered in its place`;
  return answer.detail === '' ? answer.why : answer.detail;
}

function isAnonymous(headers: KnownHeaders): boolean {
  return headers.get('cookie')?.length === 0 && !isSignedIn(headers);
}

function isSignedIn(headers: KnownHeaders): boolean {
  return ['cookie', 'authorization'].some((name) => (headers.get(name)?.length ?? 0) > 0);
}
