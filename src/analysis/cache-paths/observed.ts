import type { CachingAnswer } from '../../artifacts/site/private-answers.ts';
import { decidingHeaders, type OriginAnswer, wholeAnswer } from '../cloudflare-cache/origin-answer.ts';

export type Answered = Extract<CachingAnswer, { state: 'answered' }>;

/** Addressed to the edge alone, which may take them off. https://developers.cloudflare.com/cache/concepts/cdn-cache-control/ */
const forEdge = ['cloudflare-cdn-cache-control', 'surrogate-control', 'set-cookie'];

/** The value of a header, several joined as RFC 9110 section 5.3 says; `undefined` without one. */
export function headerOf({ headers }: Answered, name: string): string | undefined {
  const values = headers.filter(([own]) => own === name).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(', ');
}

/** What the edge said of its cache, in upper case: `HIT`, `DYNAMIC`, …; `undefined` when no Cloudflare answered. */
export function edgeStatus(answer: Answered): string | undefined {
  return headerOf(answer, 'cf-cache-status')?.trim().toUpperCase();
}

/**
 * An answer as the origin gave it. Where the edge stored it on the way, or would, it may have taken off `Set-Cookie` and the headers that are
 * for it alone: those are then unknown. `DYNAMIC` and `BYPASS` passed as they were. Values of cookies are never kept.
 */
export function asOrigin(answer: Answered): OriginAnswer {
  const told = answer.headers.filter(([name]) => name !== 'set-cookie' && decidingHeaders.includes(name));
  const cookies = answer.cookies.map((name) => ['set-cookie', `${name}=`] as const);
  const whole = wholeAnswer(answer.status, [...told, ...cookies]);
  if (veilOf(answer) === undefined) return whole;
  const headers = [...whole.headers].filter(([name, values]) => values.length > 0 || !forEdge.includes(name));
  return { status: answer.status, headers: new Map(headers) };
}

/** What the edge said of an answer that it may have taken headers off: `HIT`; `undefined` when it came as the origin sent it. */
export function veilOf(answer: Answered): string | undefined {
  const status = edgeStatus(answer);
  return status === 'DYNAMIC' || status === 'BYPASS' ? undefined : status;
}

/** The part of an answer that decides about caching, in words: `200, cache-control: private, no-store`. */
export function describeAnswer(answer: Answered): string {
  const told = decidingControls.flatMap((name) => {
    const value = headerOf(answer, name);
    return value === undefined ? [] : [`${name}: ${value}`];
  });
  const cookies = answer.cookies.length === 0 ? [] : ['sets a cookie'];
  return [`${answer.status}`, ...(told.length === 0 ? ['no cache-control'] : told), ...cookies].join(', ');
}

// Beside Surrogate-Control the edge does not heed Cache-Control. https://developers.cloudflare.com/cache/concepts/cdn-cache-control/
const decidingControls = ['cloudflare-cdn-cache-control', 'cdn-cache-control', 'surrogate-control', 'cache-control'];

/** Whether the application says that there is nothing at this address, whoever asks. */
export function isNothing(answer: CachingAnswer): boolean {
  return answer.state === 'answered' && !answer.turnedAway && [400, 404, 405, 410, 414].includes(answer.status);
}
