import { type Block, code, type Fact, type Item, paragraph, section, strong, text } from '../document.ts';
import { signed } from '../outline/checklist.ts';
import type { Acceptance, Answer, Question } from '../outline/people.ts';
import type { Outline } from '../outline.ts';
import { prose } from '../prose.ts';
import { sentence, severityWords } from '../words.ts';
import { sourceLine, whereLine } from './issues.ts';

/** What only a person can say, still unanswered. */
export function questionsForPeople(outline: Outline): readonly Block[] {
  if (outline.questions.length === 0) return [];
  const intro = paragraph([
    text('No tool can see the answer. Whoever knows it says yes or no by name; a no counts as a finding.'),
  ]);
  const items = outline.questions.map(questionItem);
  return [section([text('Questions only a person can answer')], [intro, { kind: 'list', ordered: false, items }])];
}

/** What a person has said, with name, date and note. */
export function answersGiven(outline: Outline): readonly Block[] {
  if (outline.answers.length === 0) return [];
  const intro = paragraph([text('These rest on the word of the person named, not on anything the audit saw.')]);
  const items = outline.answers.map((answer) => ({
    content: [
      strong(`${answer.attested.answer === 'yes' ? 'Yes' : 'No'}:`),
      text(' '),
      ...prose(answer.title),
      text(' ('),
      code(answer.check),
      text(')'),
    ],
    blocks: [facts(answerFacts(answer))],
  }));
  return [section([text('Answered by a person')], [intro, { kind: 'list', ordered: false, items }])];
}

/** Every waived finding with who accepted it, why, and until when. */
export function acceptedRisks(outline: Outline): readonly Block[] {
  if (outline.accepted.length === 0) return [];
  const intro = paragraph([
    text(
      'These findings are real, and somebody decided to launch with them. After the date given, a finding counts again.',
    ),
  ]);
  const items = outline.accepted.map(acceptanceItem);
  return [section([text('Accepted risks')], [intro, { kind: 'list', ordered: false, items }])];
}

function questionItem(question: Question): Item {
  return {
    content: [strong(`${severityWords[question.severity]}:`), text(' '), ...prose(question.ask)],
    blocks: [
      facts([
        { label: 'Why it matters', content: prose(sentence(question.why)) },
        { label: 'What to do', content: prose(sentence(question.fix)) },
        { label: 'Source', content: sourceLine(question.refs) },
        { label: 'Check', content: [code(question.check)] },
      ]),
    ],
  };
}

function answerFacts({ ask, attested }: Answer): readonly Fact[] {
  const asked = ask === undefined ? [] : [{ label: 'Asked', content: prose(ask) }];
  const note = attested.note === undefined ? [] : [{ label: 'Note', content: prose(attested.note) }];
  return [...asked, { label: 'Answered by', content: prose(signed(attested)) }, ...note];
}

function acceptanceItem({ check, finding, reason, by, on, expires }: Acceptance): Item {
  return {
    content: [strong(`${severityWords[finding.severity]}:`), text(' '), ...prose(finding.message)],
    blocks: [
      facts([
        { label: 'Where', content: whereLine(finding) },
        { label: 'Reason', content: prose(sentence(reason)) },
        { label: 'Accepted by', content: prose(`${by} on ${on}`) },
        { label: 'Until', content: prose(expires ?? 'no end date') },
        { label: 'Check', content: [code(check)] },
      ]),
    ],
  };
}

function facts(list: readonly Fact[]): Block {
  return { kind: 'facts', facts: list };
}
