import type { CacheLiveProof } from '../../artifacts/cache/live-proof.ts';
import type { PrivateAnswers } from '../../artifacts/site/private-answers.ts';
import type { FindingOf } from '../../core/finding.ts';
import { said } from '../site-answers/said.ts';
import { type Answered, edgeStatus, headerOf } from './observed.ts';

/** An answer that was seen at a private path: `who` got it, in words. */
export type SeenAnswer = {
  readonly path: string;
  readonly url: string;
  readonly who: string;
  readonly variant: 'plain' | 'confused' | 'rsc';
  readonly answer: Answered;
};

/** Every answer that came from the site itself, at private paths and at their variants. */
export function seenAnswers(
  answers: PrivateAnswers | undefined,
  proof: CacheLiveProof | undefined,
): readonly SeenAnswer[] {
  const anonymous = (answers?.answers ?? []).flatMap(({ path, url, variant, answer }) =>
    answer.state === 'answered'
      ? [{ path, url, answer, who: 'anonymous', variant: variant === 'plain' ? 'plain' : 'confused' } as const]
      : [],
  );
  const proofs = (proof?.proofs ?? []).flatMap(({ path, url, variant, warmed, readers }) =>
    [{ who: 'test user a', answer: warmed }, ...readers.map(({ as, answer }) => ({ who: nameOf(as), answer }))].flatMap(
      ({ who, answer }) =>
        answer.state === 'answered' ? [{ path, url, who, variant: variants[variant], answer } as const] : [],
    ),
  );
  return [...proofs, ...anonymous];
}

const variants = { page: 'plain', rsc: 'rsc', deception: 'confused' } as const;

function nameOf(as: 'b' | 'anonymous'): string {
  return as === 'b' ? 'test user b' : 'anonymous';
}

/** `cf-cache-status` of an answer that came out of the cache. https://developers.cloudflare.com/cache/concepts/cache-responses/ */
const fromEdge: ReadonlySet<string> = new Set(['HIT', 'EXPIRED', 'STALE', 'UPDATING', 'REVALIDATED']);
/** `x-vercel-cache` of an answer that came out of Vercel's. https://vercel.com/docs/headers/response-headers#x-vercel-cache */
const fromVercel: ReadonlySet<string> = new Set(['HIT', 'STALE', 'PRERENDER', 'REVALIDATED']);

/** The header by which an answer shows that Vercel's cache gave it; `undefined` otherwise. */
export function vercelProof(answer: Answered): string | undefined {
  const value = headerOf(answer, 'x-vercel-cache')?.trim().toUpperCase();
  return value !== undefined && fromVercel.has(value) ? `x-vercel-cache: ${value}` : undefined;
}

/**
 * The header by which an answer shows that a shared cache in front of the platform gave it; `undefined` otherwise. An `Age` that Vercel's
 * cache explains, or that the edge passed on without storing, is none.
 */
export function cacheProof(answer: Answered): string | undefined {
  const status = edgeStatus(answer);
  if (status !== undefined) return fromEdge.has(status) ? `cf-cache-status: ${status}` : undefined;
  const age = headerOf(answer, 'age');
  const isOld = age !== undefined && /^\s*0*[1-9]\d{0,9}\s*$/.test(age);
  return isOld && vercelProof(answer) === undefined ? `age: ${said(age, 20)}` : undefined;
}

/**
 * Answers at private paths that a cache gave, one finding a path. A 404 at a sample, or an error, is nobody's answer; a stored redirect to
 * the sign-in page is only likely to tell what a user gets.
 */
export function servedFindings<Key extends string>(
  seen: readonly SeenAnswer[],
  key: Key,
  proofOf: (answer: Answered) => string | undefined,
): readonly FindingOf<Key>[] {
  const cached = seen.flatMap((one) => {
    const header = proofOf(one.answer);
    return header === undefined || !(isAnswer(one.answer) || one.answer.turnedAway) ? [] : [{ ...one, header }];
  });
  const byUrl = [...Map.groupBy(cached, ({ path }) => path).values()];
  return byUrl.flatMap((group) => {
    const first = group.find(({ answer }) => !answer.turnedAway) ?? group[0];
    if (first === undefined) return [];
    const { path, url, header, answer } = first;
    const lines = group
      .slice(0, 6)
      .map((one) => `${said(one.url, 160)} as ${one.who}: ${one.answer.status}, ${one.header}`);
    const confidence = answer.turnedAway ? ('likely' as const) : ('certain' as const);
    return [
      {
        key,
        data: { path: said(path, 120), header },
        at: { kind: 'url', url: withoutQuery(url) },
        evidence: lines.join('\n'),
        confidence,
      } as const,
    ];
  });
}

/** An address without its query and fragment: the proof’s carry a cache buster, an anonymous visitor’s do not. */
export function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}

function isAnswer({ status }: Answered): boolean {
  return status >= 200 && status < 300;
}
