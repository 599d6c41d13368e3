import type { LaunchVerdict, Report } from '../src/core/report.ts';
import { type ChecklistArea, checklistOf } from './outline/checklist.ts';
import { type Issue, issuesOf } from './outline/issues.ts';
import { type OpenGroup, openGroupsOf } from './outline/open.ts';
import {
  type Acceptance,
  type Answer,
  acceptancesOf,
  answersOf,
  type Question,
  questionsOf,
} from './outline/people.ts';
import { type VerdictWords, verdictWords } from './outline/verdict.ts';
import { hostOf } from './words.ts';

/** What a person is told about a report, sorted into the parts that every readable format shows in this order. */
export type Outline = {
  /** The production host, `shop.example.com`. */
  readonly host?: string;
  readonly verdict: LaunchVerdict;
  readonly words: VerdictWords;
  /** Blockers and highs, worst first. */
  readonly urgent: readonly Issue[];
  /** Medium and low. */
  readonly later: readonly Issue[];
  /** What nobody could verify, by the way out; tests that only lack consent are in `withheld`. */
  readonly open: readonly OpenGroup[];
  readonly withheld: readonly OpenGroup[];
  readonly questions: readonly Question[];
  readonly answers: readonly Answer[];
  readonly accepted: readonly Acceptance[];
  readonly checklist: readonly ChecklistArea[];
};

/** Sorts a report into what is told about it. Every result and every finding is in at least one part. */
export function outlineOf(report: Report): Outline {
  const issues = issuesOf(report.results);
  const groups = openGroupsOf(report.results);
  const { production } = report.target;
  return {
    ...(production === undefined ? {} : { host: hostOf(production) }),
    verdict: report.verdict,
    words: verdictWords(report),
    urgent: issues.filter((issue) => issue.urgent),
    later: issues.filter((issue) => !issue.urgent),
    open: groups.filter((group) => group.kind !== 'consent'),
    withheld: groups.filter((group) => group.kind === 'consent'),
    questions: questionsOf(report.results),
    answers: answersOf(report.results),
    accepted: acceptancesOf(report.results),
    checklist: checklistOf(report.results),
  };
}
