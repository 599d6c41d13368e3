import type { CacheLiveProof, LiveProof } from '../../artifacts/cache/live-proof.ts';
import type { Unsettled } from '../../core/check.ts';
import { listOf } from '../../core/text.ts';
import { failedQuestion, guardedQuestion } from '../site-answers/questions.ts';
import { isShown } from './caching-answer.ts';
import { hasControl, isClosed, leaksOf, readerName } from './leaks.ts';

/** What kept the whole from its end, each question once; empty when nothing did. */
export function openQuestions(all: CacheLiveProof): readonly Unsettled[] {
  const { proofs, unfinished, stopped = 'the site did not answer', untried = [] } = all;
  const judged = proofs.filter(hasControl);
  return [
    ...proofs.map(questionOf),
    unfinished.length === 0
      ? undefined
      : {
          because: `not asked to the end: ${listOf(unfinished, 5)}`,
          hint: `${stopped}; a longer --timeout leaves more time`,
        },
    all.expired === true ? signedOut : undefined,
    judged.length === 0 ? undefined : aboutB(all, judged),
    judged.length > 0 && judged.every(({ control }) => control === 0) ? withoutMarkers : undefined,
    untried.length === 0 ? undefined : { because: `not asked: ${listOf(untried, 5)}`, hint: fewer },
  ].filter((one) => one !== undefined);
}

/** What kept a proof from its end; `undefined` when it came to one. */
export function questionOf(proof: LiveProof): Unsettled | undefined {
  const { url, variant, warmed, readers, cut } = proof;
  for (const answer of [warmed, ...readers.map((reader) => reader.answer)]) {
    if (answer.state === 'failed') return failedQuestion(url, answer.why);
    if (answer.state === 'guarded') return guardedQuestion(url, answer.by);
    if (answer.status >= 500) {
      return { because: `${url} answered ${answer.status}`, hint: 'run the audit again when the site works' };
    }
  }
  if (variant !== 'deception' && warmed.state === 'answered' && warmed.turnedAway) {
    return { because: `test user A is turned away at ${url}`, hint: turnedAway };
  }
  if (cut === true) return { because: `${url}: an answer was longer than what is read of it`, hint: tooLong };
  const leaking = new Set(leaksOf(proof).map(({ reader }) => reader));
  const doubt = readers.find((reader) => reader.markers > 0 && !leaking.has(reader));
  if (doubt === undefined) return undefined;
  const who = readerName(doubt.as);
  return {
    because: `${url}: some of what test user A got stands in the answer of ${who} too, and may be everybody’s`,
    hint: 'name texts that nobody but test user A ever sees with users.a.markers in launch-ready.json',
  };
}

function aboutB({ readers, proofs }: CacheLiveProof, judged: readonly LiveProof[]): Unsettled | undefined {
  if (!readers.includes('b')) return withoutB;
  const closed = judged.filter(isClosed);
  const telling = (closed.length > 0 ? closed : judged).flatMap((proof) =>
    proof.readers.filter(({ as }) => as === 'b'),
  );
  const isIn = telling.some(({ answer, alone }) => isShown((alone ?? { answer }).answer));
  const hasLeak = proofs.some((proof) => leaksOf(proof).length > 0);
  return isIn || hasLeak ? undefined : signedOutB;
}

const withoutB: Unsettled = {
  because: 'without test user B an anonymous visitor alone read after A',
  hint: 'configure a second test user with users.b in launch-ready.json',
};
const signedOutB: Unsettled = {
  because: 'test user B was let in nowhere',
  hint: 'sign in as test user B again and set its session anew (users.b.headers in launch-ready.json)',
};
const signedOut: Unsettled = {
  because: 'test user A was turned away in the end where it was let in before: its session expired meanwhile',
  hint: 'sign in as test user A again, set its session anew (users.a.headers) and run the proof again',
};
const withoutMarkers: Unsettled = {
  because: 'nothing in the answers that test user A got is A’s alone',
  hint: 'name texts that only A sees with users.a.markers in launch-ready.json',
};
const turnedAway =
  'when its session expired, sign in as test user A again and set it anew (users.a.headers in launch-ready.json); when A may not see this page, take it out with "!/path" in "privatePaths"';
const tooLong = 'look at this page by hand, or take it out with "!/path" in "privatePaths"';
const fewer =
  'ask them too: run with --only cache/live-proof and name them alone with "privatePaths", taking others out with "!/path"';
