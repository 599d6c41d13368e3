import type { CacheDecision } from '../../artifacts/cache/decision.ts';
import type { CacheVerdict, CacheVerdicts } from '../../artifacts/cache/verdicts.ts';
import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { PrivatePath, PrivatePaths } from '../../artifacts/repository/private-paths.ts';
import { compileEdge } from '../cloudflare-cache/compile-edge.ts';
import { type OriginAnswer, unknownOrigin } from '../cloudflare-cache/origin-answer.ts';
import type { Decide } from '../cloudflare-cache/question.ts';
import type { KnownHeaders } from '../cloudflare-rules/request.ts';
import { isVercels, originsOf } from '../edge-guards/records.ts';
import { said } from '../site-answers/said.ts';
import type { Platform } from './assumed-answer.ts';
import { type Observed, type Origin, originOf } from './origin-of.ts';
import { settledByProof } from './settled-by-proof.ts';
import { shortTrace } from './short-trace.ts';
import { isOfOrigin } from './standing.ts';
import { variantsOf } from './variants.ts';

/** More private paths than this are not decided, and said to be left. */
const mostPaths = 1000;

/** Traces that are kept whole; those of further paths hold what matched. */
const wholeTraces = 50;

/**
 * The edge's decision about a signed-in user's GET of every private path and its variants. The visitor's cookies are not known. Development
 * mode is taken as off: it ends by itself after three hours, and what is stored then is what a launch hangs on.
 * `now`: milliseconds since 1970, what `Expires` is measured by. https://developers.cloudflare.com/cache/reference/development-mode/
 */
export function decidePaths(
  edge: CloudflareEdge,
  { paths }: PrivatePaths,
  seen: Observed & { readonly signIn?: string | undefined; readonly now?: number | undefined },
): CacheVerdicts {
  const decide = compileEdge({ ...edge, developmentMode: { state: 'ok', value: 'off' } }, seen.now);
  const decided = paths.slice(0, mostPaths);
  const known: Observed = { platform: platformOf(edge), ...seen };
  const verdicts = decided.flatMap((path, index) =>
    variantsOf(path.path).map((asked) => {
      const origin = originOf(path, asked, known);
      const verdict = verdictOf(decide, edge.host, { path, asked, origin });
      const settled = asked.variant === 'plain' ? settledByProof(verdict, edge, seen.proof) : verdict;
      return { ...settled, result: shortTrace(settled.result, stepsOf(settled, index)) };
    }),
  );
  const doors = decided.length === 0 && seen.signIn === undefined ? [] : ['/', seen.signIn ?? '/'];
  const entrances = [...new Set(doors)].map((path) => entranceOf(decide, edge.host, path));
  return { host: edge.host, verdicts, entrances, left: paths.length - decided.length };
}

type Question = {
  readonly path: PrivatePath;
  readonly asked: { readonly path: string; readonly variant: CacheVerdict['variant'] };
  readonly origin: Origin;
};

function verdictOf(decide: Decide, host: string, { path, asked, origin }: Question): CacheVerdict {
  const ask = (answer: OriginAnswer): CacheDecision =>
    decide({
      request: { method: 'GET', scheme: 'https', host, path: asked.path, query: '', headers: headersOf(host, path) },
      origin: answer,
    });
  const { result, assumed } = forUser(origin, ask);
  const { variant } = asked;
  const isStored = variant === 'plain' && result.decision === 'stored';
  const regardless = isStored && (origin.basis === 'none' || ask(unknownOrigin).decision === 'stored');
  const { basis, content, origin: words } = origin;
  const url = `https://${host}${asked.path}`;
  return {
    path: asked.path,
    of: path.path,
    variant,
    route: path.route,
    url,
    basis,
    origin: words,
    content,
    regardless,
    ...(assumed ? { assumed } : {}),
    result: origin.veil === undefined ? result : unveiled(result, origin.veil),
  };
}

/**
 * An anonymous visitor may be given a cookie that a signed-in user has already: where the cookie alone decides, the answer without one is
 * taken for the user's.
 */
function forUser(
  { basis, answer }: Origin,
  ask: (answer: OriginAnswer) => CacheDecision,
): { readonly result: CacheDecision; readonly assumed: boolean } {
  const result = ask(answer);
  if (basis !== 'anonymous' || answer.headers.get('set-cookie')?.length === 0) return { result, assumed: false };
  const without = ask({ ...answer, headers: new Map([...answer.headers, ['set-cookie', []]]) });
  const assumed = without.decision !== result.decision;
  return { result: assumed ? without : result, assumed };
}

/** A decision that hangs on headers which the edge took off the answer: no test user shows them, only the origin does. */
function unveiled(result: CacheDecision, status: string): CacheDecision {
  const open = result.open.map((one) =>
    isOfOrigin(one)
      ? {
          why: `${one.why}: the answer came with cf-cache-status: ${said(status, 20)}, and the edge takes them off what it stores`,
          hint: 'look at the origin’s own answer past the edge, or set a rule that bypasses the cache for the path, purge it and run the proof again',
        }
      : one,
  );
  return { ...result, open };
}

function platformOf({ host, records }: CloudflareEdge): Platform {
  const origins = records.state === 'ok' ? originsOf(host, records.value) : [];
  if (origins.length === 0) return undefined;
  return origins.some(isVercels) ? 'vercel' : 'other';
}

// A page is asked for by navigation, which never carries `Authorization`; a handler may be, where its code reads that header.
function headersOf(host: string, { kind, why }: PrivatePath): KnownHeaders {
  const authorization: (readonly [string, readonly string[]])[] =
    kind === 'handler' && /authorization|bearer/i.test(why) ? [] : [['authorization', []]];
  return new Map([['host', [host]], ...authorization]);
}

function entranceOf(decide: Decide, host: string, path: string): CacheVerdict {
  const headers = new Map([['host', [host]]]);
  const result = decide({
    request: { method: 'GET', scheme: 'https', host, path, query: '', headers },
    origin: unknownOrigin,
  });
  const regardless = result.decision === 'stored';
  const url = `https://${host}${path}`;
  const words = { basis: 'none', origin: 'not known', content: 'other' } as const;
  return { path, of: path, variant: 'plain', route: path, url, ...words, regardless, result: shortTrace(result, 8) };
}

function stepsOf({ variant, result }: CacheVerdict, index: number): number {
  if (variant === 'plain') return index < wholeTraces ? 60 : 8;
  return result.decision === 'not-stored' ? 1 : 8;
}
