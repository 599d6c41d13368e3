import type { Report } from '../src/core/report.ts';
import type { ReportOptions } from './format.ts';
import { countsLine } from './handover/summary.ts';
import type { VerdictWords } from './outline/verdict.ts';
import { outlineOf } from './outline.ts';
import { areaLines } from './terminal/areas.ts';
import { issueLines } from './terminal/issues.ts';
import { openLines } from './terminal/open.ts';
import { type Pen, penFor, type Style } from './terminal/pen.ts';
import { acceptedLines, answerLines, questionLines } from './terminal/people.ts';
import { moment, shortCommit } from './words.ts';

/** The report for somebody who reads upwards from the prompt: what is wrong in full, the verdict last. */
export function terminal(report: Report, options: ReportOptions): string {
  const pen = penFor(options);
  const outline = outlineOf(report);
  const parts: (readonly string[])[] = [
    headLines(report, outline.host, pen),
    issueLines([...outline.urgent, ...outline.later], pen),
    openLines('Not verified', outline.open, pen),
    openLines('Proofs that wait for consent', outline.withheld, pen),
    questionLines(outline.questions, pen),
    answerLines(outline.answers, pen),
    acceptedLines(outline.accepted, pen),
    areaLines(outline.checklist, pen),
    noteLines(report.notes, pen),
    verdictLines(report, outline.words, pen),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function headLines(report: Report, host: string | undefined, pen: Pen): readonly string[] {
  const { commit } = report.target;
  const parts = [host ?? 'no production address', moment(report.startedAt)];
  if (commit !== undefined) parts.push(`commit ${shortCommit(commit)}`);
  return pen.hang('', `${report.tool.name} ${report.tool.version} | ${parts.join(' | ')}`);
}

function noteLines(notes: readonly string[], pen: Pen): readonly string[] {
  if (notes.length === 0) return [];
  return [pen.line('Notes on this run', 'bold'), ...notes.flatMap((note) => pen.hang('  ', note))];
}

function verdictLines(report: Report, words: VerdictWords, pen: Pen): readonly string[] {
  const { headline, because, beside } = words;
  return [
    ...pen.hang('', countsLine(report)),
    ...beside.flatMap((point) => pen.hang('', point)),
    '',
    ...pen.flow(`${headline}.`, because, verdictStyle(report)),
  ];
}

function verdictStyle(report: Report): Style {
  if (report.verdict === 'not-ready') return ['bold', 'red'];
  return report.verdict === 'ready' ? ['bold', 'green'] : ['bold', 'yellow'];
}
