import type { RedirectWalk } from '../../artifacts/web/redirects.ts';
import { blocked, failOr, type Unsettled, type Verdict } from '../../core/check.ts';
import type { FindingOf } from '../../core/finding.ts';
import type { Unavailable } from '../../core/gathered.ts';
import { failedQuestion, guardedQuestion, questionsOf } from '../site-answers/questions.ts';
import { siteTrouble } from '../site-answers/trouble.ts';
import { unreadQuestion } from '../site-answers/unread.ts';

/**
 * What a walk left open, and what would settle it; `undefined` when it was seen to its end. A guessed sibling without an
 * address is not there, and asks nothing.
 */
export function questionOf({ role, start, hops, end }: RedirectWalk): Unsettled | undefined {
  const guarded = hops.find(({ guard }) => guard !== undefined);
  if (guarded?.guard !== undefined) return guardedQuestion(guarded.url, guarded.guard);
  const last = hops.at(-1);
  if (end.state === 'answered' && last?.status === 429) return unreadQuestion(last.url, last.status);
  if (end.state === 'cut') {
    return { because: `${start}: the redirect to ${end.to} was not followed`, hint: 'open the address in a browser' };
  }
  if (end.state !== 'failed') return undefined;
  if (role === 'sibling' && hops.length === 0 && end.why === 'no-address') return undefined;
  return failedQuestion(end.url, end.why);
}

/** A failure when there are findings; else, where none of `walks` had an answer, that their answers are missing; else `otherwise`. */
export function failOrSilent<Key extends string>(
  findings: readonly FindingOf<Key>[],
  walks: readonly RedirectWalk[],
  otherwise: Verdict<never>,
): Verdict<Key> {
  const silence = findings.length === 0 ? silenceOf(walks) : undefined;
  return silence === undefined ? failOr(findings, otherwise) : blocked(silence);
}

// What the network may be to blame for; a private address or a bad certificate is a fact about the launch.
function silenceOf(walks: readonly RedirectWalk[]): Unavailable | undefined {
  if (walks.some(({ hops }) => hops.length > 0)) return undefined;
  const open = walks.filter((walk) => questionOf(walk) !== undefined);
  const reasons = open.flatMap(({ end }) => (end.state === 'failed' ? [siteTrouble(end.why).reason] : []));
  const [reason] = reasons;
  if (reason === undefined || reasons.some((one) => one !== 'timeout' && one !== 'offline')) return undefined;
  const asked = questionsOf(open.map(questionOf));
  return { state: 'unavailable', reason, hint: `${asked?.because}; ${asked?.hint}` };
}
