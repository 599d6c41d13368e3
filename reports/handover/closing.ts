import type { Report } from '../../src/core/report.ts';
import { type Block, code, paragraph, section, text } from '../document.ts';
import type { Outline } from '../outline.ts';
import { moment } from '../words.ts';

/** What the document claims and what it does not. */
export function closing(report: Report, outline: Outline): readonly Block[] {
  const verified = outline.open.length + outline.questions.length === 0 ? '' : ' Not verified does not mean fine.';
  return [
    section(
      [text('What this document says, and what it does not')],
      [
        paragraph([
          text('It describes '),
          outline.host === undefined ? text('the product') : code(outline.host),
          text(` as ${report.tool.name} saw it on ${moment(report.startedAt)}. `),
          text('What was changed since then is not in it: run the audit again after every fix and before the launch.'),
        ]),
        paragraph([
          text(
            'The audit reads and changes nothing; tests that go beyond reading run only where somebody allowed them. ',
          ),
          text(
            'Secret values are never written down: where one matters, its name, its place and its length stand for it.',
          ),
        ]),
        paragraph([
          text(`A ticked line is evidence for that line alone.${verified} `),
          text(
            'No list of checks is complete, and this document does not replace a review by people who know the product.',
          ),
        ]),
      ],
    ),
  ];
}
