import { outcomeWords } from '../../src/core/words.ts';
import type { ChecklistArea } from '../outline/checklist.ts';
import { areaTitle } from '../words.ts';
import type { Pen } from './pen.ts';

/** One line an area: how its checks ended, by count. */
export function areaLines(areas: readonly ChecklistArea[], pen: Pen): readonly string[] {
  if (areas.length === 0) return [];
  return [pen.line('By area', 'bold'), ...areas.flatMap((area) => areaLine(area, pen))];
}

function areaLine(area: ChecklistArea, pen: Pen): readonly string[] {
  const counts = new Map<string, number>();
  for (const { word } of area.entries) counts.set(word, (counts.get(word) ?? 0) + 1);
  if (area.notApplicable.length > 0) counts.set(outcomeWords['not-applicable'], area.notApplicable.length);
  const words = [...counts].map(([word, n]) => `${n} ${word}`).join(', ');
  return pen.hang(`${markOf(area, pen)} `, `${areaTitle(area.area)}: ${words}`);
}

function markOf(area: ChecklistArea, pen: Pen): string {
  if (area.entries.length === 0) return pen.mark('none');
  if (area.entries.every((entry) => entry.done)) return pen.mark('pass');
  return area.entries.some((entry) => entry.word === outcomeWords.fail) ? pen.mark('fail') : pen.mark('open');
}
