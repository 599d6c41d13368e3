import type { CacheDecision } from '../../artifacts/cache/decision.ts';
import type { CacheVerdict, CacheVerdicts } from '../../artifacts/cache/verdicts.ts';
import type { CloudflareEdge } from '../../artifacts/cloudflare/edge.ts';
import type { PrivatePath, PrivatePaths } from '../../artifacts/repository/private-paths.ts';
import { compileEdge } from '../cloudflare-cache/compile-edge.ts';
import { type OriginAnswer, unknownOrigin } from '../cloudflare-cache/origin-answer.ts';
import type { Decide } from '../cloudflare-cache/question.ts';
import type { KnownHeaders } from '../cloudflare-rules/request.ts';
import { type Observed, type Origin, originOf } from './origin-of.ts';
import { settledByProof } from './settled-by-proof.ts';
import { shortTrace } from './short-trace.ts';
import { variantsOf } from './variants.ts';

/** More private paths than this are not decided, and said to be left. */
const mostPaths = 1000;

/** Traces that are kept whole; those of further paths hold what matched. */
const wholeTraces = 50;

/**
 * The edge's decision about a signed-in user's GET of every private path and its variants. The visitor's cookies are not known. Development
 * mode is taken as off: it ends by itself after three hours, and what is stored then is what a launch hangs on.
 * https://developers.cloudflare.com/cache/reference/development-mode/
 */
export function decidePaths(
  edge: CloudflareEdge,
  { paths }: PrivatePaths,
  seen: Observed & { readonly signIn?: string | undefined },
): CacheVerdicts {
  const decide = compileEdge({ ...edge, developmentMode: { state: 'ok', value: 'off' } });
  const decided = paths.slice(0, mostPaths);
  const verdicts = decided.flatMap((path, index) =>
    variantsOf(path.path).map((asked) => {
      const origin = originOf(path, asked, seen);
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
  const result = ask(origin.answer);
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
    result,
  };
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
