import type { Report } from '../src/core/report.ts';
import { type Block, code, type Document, text } from './document.ts';
import { appendix } from './handover/appendix.ts';
import { checklist } from './handover/checklist.ts';
import { closing } from './handover/closing.ts';
import { laterIssues, urgentIssues } from './handover/issues.ts';
import { openQuestions } from './handover/open.ts';
import { acceptedRisks, answersGiven, questionsForPeople } from './handover/people.ts';
import { summary } from './handover/summary.ts';
import { outlineOf } from './outline.ts';

/** The document a client keeps: from the verdict down to the evidence, understandable without knowing the tool. */
export function handover(report: Report): Document {
  const outline = outlineOf(report);
  const blocks: Block[] = [
    ...summary(report, outline),
    ...urgentIssues(report, outline),
    ...laterIssues(outline),
    ...openQuestions(outline),
    ...questionsForPeople(outline),
    ...answersGiven(outline),
    ...acceptedRisks(outline),
    ...checklist(report, outline),
    ...appendix(report),
    ...closing(report, outline),
  ];
  const subject = outline.host === undefined ? text('a web product') : code(outline.host);
  return { title: [text('Launch audit of '), subject], blocks };
}
