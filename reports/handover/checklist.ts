import type { Report } from '../../src/core/report.ts';
import { type Block, code, type Line, paragraph, section, text } from '../document.ts';
import type { ChecklistArea, ChecklistEntry } from '../outline/checklist.ts';
import type { Outline } from '../outline.ts';
import { prose } from '../prose.ts';
import { areaTitle, moment, shortCommit } from '../words.ts';

/** Every check by area; a tick is the audit's own evidence, dated by time and commit. */
export function checklist(report: Report, outline: Outline): readonly Block[] {
  if (outline.checklist.length === 0) return [];
  const intro = paragraph([
    text(
      'A ticked box means that the audit saw the evidence beside it. Every other box stays empty, also where a person ',
    ),
    text('answered: the word after the box says how it stands.'),
  ]);
  const areas = outline.checklist.map((area) => areaSection(area, report));
  return [section([text('Checklist')], [intro, ...areas])];
}

function areaSection(area: ChecklistArea, report: Report): Block {
  const blocks: Block[] = [];
  if (area.entries.length > 0) {
    blocks.push(paragraph(stamp(area, report)));
    blocks.push({ kind: 'ticks', ticks: area.entries.map(tickOf) });
  }
  if (area.notApplicable.length > 0) blocks.push(paragraph(notApplicable(area)));
  return section([text(areaTitle(area.area))], blocks);
}

function stamp(area: ChecklistArea, report: Report): Line {
  const done = area.entries.filter((entry) => entry.done).length;
  const counted = text(`${done} of ${area.entries.length} seen to be in order, ${moment(report.startedAt)}`);
  const { commit } = report.target;
  return commit === undefined
    ? [counted, text('.')]
    : [counted, text(', commit '), code(shortCommit(commit)), text('.')];
}

function tickOf(entry: ChecklistEntry) {
  const content = [...prose(entry.title), ...(entry.detail === '' ? [] : [text(': '), ...prose(entry.detail)])];
  return { done: entry.done, word: entry.word, content };
}

function notApplicable(area: ChecklistArea): Line {
  const parts = area.notApplicable.flatMap(({ title, because }, index) => [
    ...(index === 0 ? [] : [text('; ')]),
    ...prose(`${title} (${because})`),
  ]);
  return [text('Not applicable here: '), ...parts, text('.')];
}
