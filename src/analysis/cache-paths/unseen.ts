import type { PrivatePath, PrivatePaths } from '../../artifacts/repository/private-paths.ts';
import type { CachingAnswer, PrivateAnswers } from '../../artifacts/site/private-answers.ts';
import type { Unsettled } from '../../core/check.ts';
import { type Gathered, wayOut } from '../../core/gathered.ts';
import { listOf } from '../../core/text.ts';
import { isShown } from '../live-proof/caching-answer.ts';
import { failedQuestion, guardedQuestion, questionsOf } from '../site-answers/questions.ts';
import { said } from '../site-answers/said.ts';
import type { SeenAnswer } from './served.ts';

const probe =
  'give two test users with "users" in launch-ready.json and run the audit with --probe, so that a signed-in answer is seen';

const attest =
  'look at the headers of signed-in answers in the browser (Developer tools → Network), and attest the answer';

/**
 * What keeps open how private paths answer a signed-in user: those of which no answer was seen, each for its reason; `undefined` when one
 * was seen at every path that may be asked.
 */
export function unseenQuestion(
  { paths }: PrivatePaths,
  answers: Gathered<PrivateAnswers>,
  seen: readonly SeenAnswer[],
): Unsettled | undefined {
  if (!paths.some(({ asks }) => asks)) return { because: 'no private path may be asked by a plain GET', hint: attest };
  const done = new Set(
    seen.filter(({ answer, variant }) => variant === 'plain' && isShown(answer)).map(({ path }) => path),
  );
  const open = paths.filter(({ path, asks }) => asks && !done.has(path));
  if (open.length === 0) return undefined;
  if (answers.state !== 'ok') return { because: `${pathsOf(open)} could not be asked`, hint: wayOut(answers) };
  const asked = new Map(
    answers.value.answers
      .filter(({ variant }) => variant === 'plain')
      .map(({ path, url, answer }) => [path, { url, answer }]),
  );
  const away = open.filter(({ path }) => isAway(asked.get(path)?.answer));
  const left = open.filter(({ path }) => !asked.has(path));
  const others = open.flatMap(({ path }) => asked.get(path) ?? []).filter(({ answer }) => !isAway(answer));
  return questionsOf([
    away.length === 0
      ? undefined
      : { because: `only a signed-in user sees the answer at ${pathsOf(away)}`, hint: probe },
    ...others.map(({ url, answer }) => troubleAt(url, answer)),
    left.length === 0
      ? undefined
      : { because: `only so many paths are asked, and ${pathsOf(left)} were not`, hint: probe },
  ]);
}

function isAway(answer: CachingAnswer | undefined): boolean {
  return answer?.state === 'answered' && answer.turnedAway;
}

function troubleAt(url: string, answer: CachingAnswer): Unsettled {
  if (answer.state === 'guarded') return guardedQuestion(said(url), said(answer.by, 80));
  if (answer.state === 'failed') return failedQuestion(said(url), answer.why);
  return { because: `${said(url)} answered ${answer.status}`, hint: probe };
}

function pathsOf(paths: readonly PrivatePath[]): string {
  return listOf(
    paths.map(({ path }) => said(path, 60)),
    3,
  );
}
