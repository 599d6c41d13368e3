import type { Finding } from '../../src/core/finding.ts';
import { describeLocation } from '../../src/core/location.ts';
import { signed } from '../outline/checklist.ts';
import type { Issue } from '../outline/issues.ts';
import { sentence } from '../words.ts';
import type { Pen } from './pen.ts';

/** Each issue in full: what is wrong, where, what was seen, why it matters, what to do, the source. */
export function issueLines(issues: readonly Issue[], pen: Pen): readonly string[] {
  return issues.flatMap((issue, index) => [...(index === 0 ? [] : ['']), ...oneIssue(issue, pen)]);
}

function oneIssue(issue: Issue, pen: Pen): readonly string[] {
  const lead = `${pen.mark('fail')} ${issue.severity.padEnd(8)} `;
  const several = issue.findings.length > 1;
  const findings = issue.findings.flatMap((finding) => [
    ...(several ? pen.hang('  - ', finding.message) : []),
    ...findingLines(finding, pen, several ? 6 : 4),
  ]);
  return [
    ...pen.hang(lead, issue.heading, issue.urgent ? ['bold', 'red'] : 'yellow'),
    ...findings,
    ...(issue.attested === undefined
      ? []
      : fact(pen, 'Said', [`${issue.attested.answer}, by ${signed(issue.attested)}`])),
    ...fact(pen, 'Why', [sentence(issue.why)]),
    ...fact(pen, 'Do', [sentence(issue.fix)]),
    ...issue.refs.map((ref) => pen.unbroken(label('Source'), ref)),
    ...fact(pen, 'Check', [issue.check]),
  ];
}

function findingLines(finding: Finding, pen: Pen, indent: number): readonly string[] {
  const places = new Set([finding.at, ...(finding.places ?? [])].map(describeLocation));
  const seen = finding.evidence.split('\n').filter((line) => line.trim() !== '');
  const sure = finding.confidence === 'certain' ? [] : [`${finding.confidence}: look before you act`];
  return [
    ...fact(pen, 'Where', [...places], indent),
    ...fact(pen, 'Seen', seen, indent),
    ...fact(pen, 'Sure', sure, indent),
  ];
}

// The name stands before the first text alone; without a text there is no fact.
function fact(pen: Pen, name: string, texts: readonly string[], indent = 4): readonly string[] {
  return texts.flatMap((text, index) => pen.hang(label(index === 0 ? name : '', indent), text));
}

function label(name: string, indent = 4): string {
  return ' '.repeat(indent) + name.padEnd(7);
}
