import type { CacheLiveProof, LiveProof } from '../../artifacts/cache/live-proof.ts';
import type { CacheVerdict } from '../../artifacts/cache/verdicts.ts';
import type { PrivatePath } from '../../artifacts/repository/private-paths.ts';
import type { CachingAnswer, PrivateAnswer, PrivateAnswers } from '../../artifacts/site/private-answers.ts';
import { type OriginAnswer, unknownOrigin } from '../cloudflare-cache/origin-answer.ts';
import { isShown } from '../live-proof/caching-answer.ts';
import { assumedAnswer, type Platform } from './assumed-answer.ts';
import { asOrigin, describeAnswer, isNothing, veilOf } from './observed.ts';
import { takesPath } from './takes-path.ts';

/** What was seen of the site, and what the repository says; each absent when it was not learnt. */
export type Observed = {
  readonly answers?: PrivateAnswers | undefined;
  readonly proof?: CacheLiveProof | undefined;
  /** Paths of the repository's routes, `/orders/[id]`. */
  readonly routes?: readonly string[] | undefined;
  /** Who answers the edge. */
  readonly platform?: Platform;
};

/** An origin's answer with where it is taken from. */
export type Origin = Pick<CacheVerdict, 'basis' | 'origin' | 'content'> & {
  readonly answer: OriginAnswer;
  /** What the edge said when it had taken headers off the answer: `HIT`. */
  readonly veil?: string;
};

type Asked = { readonly path: string; readonly variant: CacheVerdict['variant'] };

/** What the origin answers a signed-in user at a private path or a variant of it: by the best witness that there is. */
export function originOf(of: PrivatePath, asked: Asked, seen: Observed): Origin {
  return byIdentity(of, asked, seen) ?? byAnonymous(of, asked, seen) ?? byRepository(of, asked, seen);
}

function byIdentity(of: PrivatePath, asked: Asked, { proof }: Observed): Origin | undefined {
  const own = proof?.proofs.filter(({ path }) => path === of.path) ?? [];
  const page = own.find(({ variant }) => variant === 'page');
  if (asked.variant === 'plain') return page && witnessed(witnessOf(page), asked, page.warmed, 'personal');
  const wanted = pathOf(`https://host${asked.path}`);
  const same = own.find(({ variant, url }) => variant === 'deception' && pathOf(url) === wanted);
  return same && witnessed('identity', asked, same.warmed, contentOf(same, page));
}

// Without a marker in it the test user may not be signed in any more: then it is what everybody gets.
function witnessOf({ control, markers }: LiveProof): 'identity' | 'anonymous' {
  return control > 0 || markers === 'none' ? 'identity' : 'anonymous';
}

// Markers that stand in the page and not in the variant: the variant is some other page.
function contentOf(variant: LiveProof, page: LiveProof | undefined): CacheVerdict['content'] {
  return variant.control === 0 && page !== undefined && page.control > 0 ? 'other' : 'personal';
}

function byAnonymous(of: PrivatePath, asked: Asked, { answers }: Observed): Origin | undefined {
  const own = answers?.answers.filter(({ path, variant }) => path === of.path && variant === asked.variant) ?? [];
  const best = own.toSorted((a, b) => rankOf(a) - rankOf(b))[0];
  return best && witnessed('anonymous', asked, best.answer, 'personal');
}

function rankOf({ via, answer }: PrivateAnswer): number {
  return (isShown(answer) || isNothing(answer) ? 0 : 2) + (via === 'origin' ? 0 : 1);
}

function witnessed(
  basis: 'identity' | 'anonymous',
  { variant }: Asked,
  answer: CachingAnswer,
  content: CacheVerdict['content'],
): Origin | undefined {
  if (answer.state !== 'answered') return undefined;
  // The sample in a dynamic segment may not exist: a 404 at a private path itself says nothing of those that do.
  if (variant !== 'plain' && isNothing(answer)) {
    return { basis, content: 'other', origin: `${answer.status}: not the page`, answer: asOrigin(answer) };
  }
  if (!isShown(answer)) return undefined;
  const veil = veilOf(answer);
  const seen = { basis, content, origin: describeAnswer(answer), answer: asOrigin(answer) };
  return veil === undefined ? seen : { ...seen, veil };
}

/**
 * Without a witness. A page of Next.js answers a variant with a 404 or, where a route or a proxy in front sends it there, with the page: its
 * own headers are the worst that can come. A handler sends none, so that only a route which takes the variant makes it answer.
 */
function byRepository(of: PrivatePath, asked: Asked, { routes, platform }: Observed): Origin {
  if (of.file === undefined)
    return { basis: 'none', content: contentUnseen(asked), origin: 'not known', answer: unknownOrigin };
  const taken =
    of.kind === 'page' || asked.variant === 'plain' || routes?.some((route) => takesPath(route, asked.path));
  if (taken === undefined) return { basis: 'none', content: 'unseen', origin: 'not known', answer: unknownOrigin };
  if (!taken) {
    const origin = '404: no route of the repository takes it';
    return { basis: 'next', content: 'other', origin, answer: { status: 404, headers: new Map() } };
  }
  const { answer, words: sent } = assumedAnswer(of, platform);
  const origin = asked.variant === 'plain' ? sent : `the same as at ${of.path}, if at all: ${sent}`;
  return { basis: 'next', content: contentUnseen(asked), origin, answer };
}

function contentUnseen({ variant }: Asked): CacheVerdict['content'] {
  return variant === 'plain' ? 'personal' : 'unseen';
}

// As it goes over the wire, whoever spelled it.
function pathOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).pathname : undefined;
}
