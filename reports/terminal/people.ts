import { describeLocation } from '../../src/core/location.ts';
import { signed } from '../outline/checklist.ts';
import type { Acceptance, Answer, Question } from '../outline/people.ts';
import { sentence, stopped } from '../words.ts';
import type { Pen } from './pen.ts';

/** The questions that wait for a person. */
export function questionLines(questions: readonly Question[], pen: Pen): readonly string[] {
  if (questions.length === 0) return [];
  const lines = questions.flatMap(({ severity, ask, check }) =>
    pen.hang(`${pen.mark('ask')} ${severity.padEnd(8)} `, `${ask} (${check})`, 'yellow'),
  );
  return [pen.line('To answer', 'bold'), ...lines];
}

/** What people have answered. */
export function answerLines(answers: readonly Answer[], pen: Pen): readonly string[] {
  if (answers.length === 0) return [];
  const lines = answers.flatMap(({ title, attested }) => {
    const note = attested.note === undefined ? '' : ` Note: ${stopped(attested.note)}`;
    const lead = `${pen.mark('ask')} ${attested.answer.padEnd(3)} `;
    return pen.hang(lead, `${title}: ${stopped(signed(attested))}${note}`);
  });
  return [pen.line('Answered', 'bold'), ...lines];
}

/** The findings that somebody accepted. */
export function acceptedLines(accepted: readonly Acceptance[], pen: Pen): readonly string[] {
  if (accepted.length === 0) return [];
  const lines = accepted.flatMap(({ finding, reason, by, on, expires }) => {
    const until = expires === undefined ? 'no end date' : `until ${expires}`;
    const words = `${stopped(finding.message)} Where: ${describeLocation(finding.at)}. ${sentence(reason)} Accepted by ${by} on ${on}, ${until}.`;
    return pen.hang(`${pen.mark('none')} ${finding.severity.padEnd(8)} `, words);
  });
  return [pen.line('Accepted', 'bold'), ...lines];
}
