import type { Finding, Severity } from './finding.ts';
import { describeLocation } from './location.ts';
import { type CheckResult, findingsOf } from './report.ts';
import { neutralise } from './text.ts';
import { outcomeWords, reasonWords } from './words.ts';

/** One thing the detail says. Without a label it stands across the pane; an empty label continues the one before. */
export type DetailPart = {
  readonly label?: string;
  readonly text: string;
  /** What the line is, beyond plain text: a statement that stands out, how the check stands, or an address. */
  readonly role?: 'statement' | 'state' | 'source';
};

/** A result to be told; `stale` when it is of an earlier run, `severity` that of its worst open finding or its own. */
export type Told = { readonly result: CheckResult; readonly severity: Severity; readonly stale: boolean };

/** A result in the one order of the product: what is wrong, where, what was seen, why it matters, what to do, source. */
export function detailParts({ result, severity, stale }: Told): readonly DetailPart[] {
  const line = `${outcomeWords[result.outcome]}, ${severity}, ${result.check}`;
  const age: readonly DetailPart[] = stale ? [{ text: 'Of an earlier run; not judged again yet.' }] : [];
  return [
    { text: result.title, role: 'statement' },
    { text: line, role: 'state' },
    ...age,
    blank,
    ...statement(result),
    ...findingsOf(result).flatMap(findingParts),
    ...stillOpen(result),
    ...answer(result),
    blank,
    { label: 'Why', text: result.why },
    ...whatToDo(result),
    ...listed('Source', result.refs, 'source'),
  ];
}

const blank: DetailPart = { text: '' };

function listed(label: string, texts: readonly string[], role?: DetailPart['role']): readonly DetailPart[] {
  return texts.map((text, index) => ({
    label: index === 0 ? label : '',
    text,
    ...(role === undefined ? {} : { role }),
  }));
}

function statement(result: CheckResult): readonly DetailPart[] {
  if (result.outcome === 'pass') return [{ label: 'Seen', text: result.evidence }];
  if (result.outcome === 'not-applicable') return [{ label: 'Seen', text: result.because }];
  if (result.outcome === 'manual') return [{ text: result.ask, role: 'statement' }];
  if (result.outcome === 'unknown') return [{ text: result.because, role: 'statement' }];
  if (result.outcome === 'error') return [{ text: result.fault.message, role: 'statement' }];
  if (result.outcome === 'unavailable')
    return [{ text: `Not verified: ${reasonWords[result.reason]}.`, role: 'statement' }];
  return [];
}

function findingParts(finding: Finding, index: number): readonly DetailPart[] {
  const sure = finding.confidence === 'certain' ? '' : ` (${finding.confidence})`;
  const { waived } = finding;
  return [
    ...(index === 0 ? [] : [blank]),
    { text: `${finding.message}${sure}`, role: 'statement' },
    ...listed('Where', [finding.at, ...(finding.places ?? [])].map(describeLocation)),
    { label: 'Seen', text: finding.evidence },
    ...(waived === null ? [] : [{ label: 'Waived', text: `by ${waived.by} on ${waived.on}: ${waived.reason}` }]),
  ];
}

function stillOpen(result: CheckResult): readonly DetailPart[] {
  if (result.outcome !== 'fail' || result.because === undefined) return [];
  return [blank, { text: `Still open: ${result.because}`, role: 'statement' }];
}

function answer(result: CheckResult): readonly DetailPart[] {
  if (!('attested' in result) || result.attested === undefined) return [];
  const { answer: said, by, on, note } = result.attested;
  return [{ label: 'Said', text: `${said}, by ${by} on ${on}${note === undefined ? '' : `: ${note}`}` }];
}

function whatToDo(result: CheckResult): readonly DetailPart[] {
  if (result.outcome === 'unknown' || result.outcome === 'unavailable') return [{ label: 'Do', text: result.hint }];
  if (result.outcome === 'error') return [{ label: 'Do', text: result.fault.hint ?? 'Run the check again.' }];
  if (result.outcome === 'fail')
    return listed('Do', result.hint === undefined ? [result.fix] : [result.fix, result.hint]);
  if (result.outcome === 'manual' || result.outcome === 'waived') return [{ label: 'Do', text: result.fix }];
  return [];
}

/** The same as plain text, for the clipboard and for terminals that are read line by line. */
export function detailText(told: Told): string {
  const lines = detailParts(told).map(({ label, text }) => {
    const clean = neutralise(text);
    if (label === undefined) return clean;
    return label === '' ? `  ${clean}` : `${label}: ${clean}`;
  });
  return `${lines.join('\n')}\n`;
}
