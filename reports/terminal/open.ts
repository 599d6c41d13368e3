import { type OpenGroup, sharedReason } from '../outline/open.ts';
import { sentence, stopped } from '../words.ts';
import type { Pen } from './pen.ts';

/** What has no answer yet, by the step that would settle it. */
export function openLines(heading: string, groups: readonly OpenGroup[], pen: Pen): readonly string[] {
  if (groups.length === 0) return [];
  return [pen.line(heading, 'bold'), ...groups.flatMap((group) => groupLines(group, pen))];
}

function groupLines(group: OpenGroup, pen: Pen): readonly string[] {
  const reason = sharedReason(group);
  const because = reason === undefined ? '' : ` So far: ${stopped(reason)}`;
  const lead = `${pen.mark(group.kind === 'broken' ? 'error' : 'open')} `;
  return [
    ...pen.hang(lead, sentence(group.wayOut) + because, 'yellow'),
    ...group.checks.flatMap((check) => {
      const own = reason === undefined ? `: ${check.because}` : '';
      return pen.hang(`    ${check.severity.padEnd(8)} `, `${check.title} (${check.check})${own}`);
    }),
  ];
}
