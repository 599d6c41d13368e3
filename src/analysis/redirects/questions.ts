import type { RedirectWalk } from '../../artifacts/web/redirects.ts';
import type { Unsettled } from '../../core/check.ts';
import { failedQuestion, guardedQuestion } from '../site-answers/questions.ts';

/**
 * What a walk left open, and what would settle it; `undefined` when it was seen to its end. A guessed sibling without an
 * address is not there, and asks nothing.
 */
export function questionOf({ role, start, hops, end }: RedirectWalk): Unsettled | undefined {
  const guarded = hops.find(({ guard }) => guard !== undefined);
  if (guarded?.guard !== undefined) return guardedQuestion(guarded.url, guarded.guard);
  if (end.state === 'cut') {
    return { because: `${start}: the redirect to ${end.to} was not followed`, hint: 'open the address in a browser' };
  }
  if (end.state !== 'failed') return undefined;
  if (role === 'sibling' && hops.length === 0 && end.why === 'no-address') return undefined;
  return failedQuestion(end.url, end.why);
}
