import { areaOf, type CheckMeta } from '../core/check.ts';
import { compareSeverity } from '../core/finding.ts';
import { compareText } from '../core/text.ts';

/** The catalogue as a page: one table an area, worst checks first. */
export function checksReadme(checks: readonly CheckMeta[]): string {
  const areas = Map.groupBy(checks, ({ id }) => areaOf(id));
  const sections = [...areas].toSorted(([a], [b]) => compareText(a, b)).map(([area, list]) => section(area, list));
  return [
    '# Checks',
    '',
    '<!-- Generated from the files beside it by `npm run generate`. Do not edit. -->',
    '',
    `${checks.length} checks. \`launch-ready explain <check>\` tells what one looks at, why, and how to fix it.`,
    '',
    ...sections,
  ].join('\n');
}

function section(area: string, checks: readonly CheckMeta[]): string {
  const sorted = checks.toSorted((a, b) => compareSeverity(a.severity, b.severity) || compareText(a.id, b.id));
  const rows = sorted.map(({ id, severity, title, refs }) => {
    const name = id.slice(area.length + 1);
    return `| [\`${id}\`](${area}/${name}.ts) | ${severity} | ${title} | [source](${refs[0]}) |`;
  });
  return [`## ${area}`, '', '| check | severity | passes when | rule |', '| --- | --- | --- | --- |', ...rows, ''].join(
    '\n',
  );
}
