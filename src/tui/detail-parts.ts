import type { UnavailableReason } from '../core/fault.ts';
import type { Finding } from '../core/finding.ts';
import { describeLocation } from '../core/location.ts';
import { type CheckResult, findingsOf } from '../core/report.ts';
import type { Row } from './state/board.ts';
import { type Tone, toneOf, wordOf } from './theme.ts';

/** One thing the detail says. Without a label it stands across the pane; an empty label continues the one before. */
export type DetailPart = {
  readonly label?: string;
  readonly text: string;
  readonly tone?: Tone;
  readonly strong?: boolean;
};

/** A result in the one order of the product: what is wrong, where, what was seen, why it matters, what to do, source. */
export function detailParts({ result, severity, stale }: Row): readonly DetailPart[] {
  const line = `${wordOf(result)}, ${severity}, ${result.check}`;
  const age: readonly DetailPart[] = stale ? [{ text: 'Of an earlier run; not judged again yet.' }] : [];
  return [
    { text: result.title, strong: true },
    { text: line, tone: toneOf(result.outcome) },
    ...age,
    blank,
    ...statement(result),
    ...findingsOf(result).flatMap(findingParts),
    ...stillOpen(result),
    ...answer(result),
    blank,
    { label: 'Why', text: result.why },
    ...whatToDo(result),
    ...listed('Source', result.refs, 'accent'),
  ];
}

const blank: DetailPart = { text: '' };

function listed(label: string, texts: readonly string[], tone?: Tone): readonly DetailPart[] {
  return texts.map((text, index) => ({
    label: index === 0 ? label : '',
    text,
    ...(tone === undefined ? {} : { tone }),
  }));
}

function statement(result: CheckResult): readonly DetailPart[] {
  if (result.outcome === 'pass') return [{ label: 'Seen', text: result.evidence }];
  if (result.outcome === 'not-applicable') return [{ label: 'Seen', text: result.because }];
  if (result.outcome === 'manual') return [{ text: result.ask, strong: true }];
  if (result.outcome === 'unknown') return [{ text: result.because, strong: true }];
  if (result.outcome === 'error') return [{ text: result.fault.message, strong: true }];
  if (result.outcome === 'unavailable') return [{ text: reasonWords[result.reason], strong: true }];
  return [];
}

function findingParts(finding: Finding, index: number): readonly DetailPart[] {
  const sure = finding.confidence === 'certain' ? '' : ` (${finding.confidence})`;
  const { waived } = finding;
  return [
    ...(index === 0 ? [] : [blank]),
    { text: `${finding.message}${sure}`, strong: true },
    ...listed('Where', [finding.at, ...(finding.places ?? [])].map(describeLocation)),
    { label: 'Seen', text: finding.evidence },
    ...(waived === null ? [] : [{ label: 'Waived', text: `by ${waived.by} on ${waived.on}: ${waived.reason}` }]),
  ];
}

function stillOpen(result: CheckResult): readonly DetailPart[] {
  if (result.outcome !== 'fail' || result.because === undefined) return [];
  return [blank, { text: `Still open: ${result.because}`, strong: true }];
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

const reasonWords = {
  'no-credential': 'Not read: no credential.',
  denied: 'Not read: access was denied.',
  expired: 'Not read: the credential has expired.',
  challenge: 'Not read: a challenge stood in the way.',
  'not-allowed': 'Not run: this proof was not allowed.',
  offline: 'Not read: offline.',
  timeout: 'Not read: no answer in time.',
  'rate-limited': 'Not read: the provider asked to come back later.',
  'not-found': 'Not read: it was not found.',
  'not-configured': 'Not read: it is not configured.',
} as const satisfies Record<UnavailableReason, string>;
