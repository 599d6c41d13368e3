import type { CheckResult, LaunchVerdict, Report } from '../../src/core/report.ts';
import { count, listOf } from '../../src/core/text.ts';
import { and, areaTitle, nounOf } from '../words.ts';
import { attestationOf, countedFindings, isDecisive, isUnsettled, isWithheld } from './standing.ts';
import { tallyAccepted, tallyOpen } from './tally.ts';

/** The verdict in words. */
export type VerdictWords = {
  /** `Not ready to launch` */
  readonly headline: string;
  /** The reason, in one sentence. */
  readonly because: string;
  /** What must be said in the same breath: a narrowed run, proofs not run, risks accepted, a person's word. */
  readonly beside: readonly string[];
};

const headlines: Readonly<Record<LaunchVerdict, string>> = {
  ready: 'Ready to launch',
  'not-ready': 'Not ready to launch',
  undetermined: 'Not determined',
};

/** Puts a report's verdict into words. The verdict itself is the report's: nothing is judged again here. */
export function verdictWords(report: Report): VerdictWords {
  return {
    headline: headlines[report.verdict],
    because: becauseOf(report),
    beside: [
      ...narrowed(report),
      ...openBeside(report),
      ...proofsNotRun(report),
      ...byPeople(report),
      ...rest(report),
      ...covered(report),
    ],
  };
}

/** An area's title, or a check's id as it is: what `--only` and `--skip` name. */
export function scopeName(scope: string): string {
  return scope.includes('/') ? scope : areaTitle(scope);
}

function becauseOf(report: Report): string {
  if (!report.results.some(isAnswered)) return 'No check came to an answer, so nothing can be said about this launch.';
  if (report.verdict === 'not-ready') return becauseNotReady(report.results);
  const decisive = report.results.filter(
    (result) => isDecisive(result) && result.outcome !== 'not-applicable' && !isWithheld(result),
  );
  const settled = decisive.filter((result) => !isUnsettled(result)).length;
  if (report.verdict === 'ready' && decisive.length === 0) {
    return 'No blocker or high finding is open, but no check of that weight was part of this run.';
  }
  if (report.verdict === 'ready') {
    return `No blocker or high finding is open, and of the ${count(decisive.length, 'check')} that could stop this launch, none is without an answer.`;
  }
  if (settled === decisive.length)
    return 'No blocker or high finding is open, but too little was checked to call it ready.';
  return (
    'No blocker or high finding is open, but that is not a yes: ' +
    `of the ${count(decisive.length, 'check')} that could stop this launch, ${settled === 0 ? 'none' : `only ${settled}`} ${have(Math.max(1, settled))} an answer.`
  );
}

function becauseNotReady(results: readonly CheckResult[]): string {
  const { total, words } = tallyOpen(results, ['blocker', 'high']);
  if (total === 0) return 'The results below say why.';
  return `${words} ${are(total)} open.`;
}

function isAnswered(result: CheckResult): boolean {
  if (result.outcome === 'not-applicable') return false;
  return !isUnsettled(result) || countedFindings(result).length > 0;
}

// A reader takes "the launch" for everything; the verdict means what was looked at.
function covered({ results }: Report): readonly string[] {
  const areas = [...new Set(results.map(({ area }) => areaTitle(area)))];
  return areas.length === 0 ? [] : [`It speaks of what was looked at, and of nothing else: ${and(areas)}.`];
}

function narrowed(report: Report): readonly string[] {
  if (report.selection === undefined) return [];
  const { only, skip } = report.selection;
  const parts: string[] = [];
  if (only.length > 0) parts.push(`only ${and(only.map(scopeName))} was checked`);
  if (skip.length > 0) parts.push(`${and(skip.map(scopeName))} was left out`);
  if (parts.length === 0) return [];
  return [`This run was narrowed: ${parts.join(', and ')}. The verdict says nothing about the rest of the launch.`];
}

function proofsNotRun(report: Report): readonly string[] {
  const names = report.results.filter(isWithheld).map((result) => nounOf(result.check));
  if (names.length === 0) return [];
  return [`${count(names.length, 'proof')} not run, because nobody allowed it: ${listOf(names, 12)}.`];
}

function openBeside(report: Report): readonly string[] {
  const open = report.results.filter((result) => isUnsettled(result) && !isWithheld(result));
  if (report.verdict === 'undetermined' || open.length === 0) return [];
  const decisive = open.filter(isDecisive).length;
  if (decisive === 0) return [`${count(open.length, 'check')} of lesser weight ${have(open.length)} no answer yet.`];
  return [
    `${count(decisive, 'further check')} that could stop this launch ${have(decisive)} no answer yet: ` +
      'closing the findings alone does not make it ready.',
  ];
}

function byPeople(report: Report): readonly string[] {
  const accepted = tallyAccepted(report.results);
  const yes = report.results.filter((result) => attestationOf(result)?.answer === 'yes').length;
  const sentences: string[] = [];
  if (accepted.total > 0) sentences.push(`Accepted by a person and not counted: ${accepted.words}.`);
  if (yes > 0) sentences.push(`${count(yes, 'answer')} ${yes === 1 ? 'rests' : 'rest'} on a person’s word.`);
  return sentences;
}

function rest(report: Report): readonly string[] {
  const lesser = tallyOpen(report.results, ['medium', 'low']);
  return lesser.total === 0 ? [] : [`Not urgent, but open: ${lesser.words}.`];
}

function are(n: number): string {
  return n === 1 ? 'is' : 'are';
}

function have(n: number): string {
  return n === 1 ? 'has' : 'have';
}
