import { severities } from '../core/finding.ts';
import { outcomes, type Report } from '../core/report.ts';
import { neutralise } from '../core/text.ts';
import { savedFault, unavailableReason } from './saved-fact.ts';
import { anyOf, isObject, listOf, maybe, number, objectOf, oneOf, recordOf, type Shape, text } from './shape.ts';

/**
 * A report as it was saved, or `undefined` when it is none. Its text is neutralised once more: a run may lie in a
 * repository that somebody else wrote.
 */
export function readSavedReport(raw: unknown): Report | undefined {
  const plain = harmless(raw, 0);
  return report(plain) ? (plain as Report) : undefined;
}

const scalar = anyOf(text, number, oneOf([true, false]));
const attestation = maybe(objectOf({ answer: oneOf(['yes', 'no']), note: maybe(text), by: text, on: text }));
const waiver = anyOf(oneOf([null]), objectOf({ reason: text, by: text, on: text, expires: maybe(text) }));

const location = anyOf(
  objectOf({ kind: oneOf(['file']), path: text, line: maybe(number), commit: maybe(text) }),
  objectOf({ kind: oneOf(['url']), url: text }),
  objectOf({ kind: oneOf(['dns']), name: text, type: text }),
  objectOf({ kind: oneOf(['provider']), provider: text, resource: text, id: maybe(text), link: maybe(text) }),
  objectOf({ kind: oneOf(['database']), object: text }),
);

const findings = listOf(
  objectOf({
    fingerprint: text,
    key: text,
    data: recordOf(scalar),
    severity: oneOf(severities),
    confidence: oneOf(['certain', 'likely', 'possible']),
    message: text,
    evidence: text,
    at: location,
    places: maybe(listOf(location)),
    waived: waiver,
  }),
);

const common = objectOf({
  check: text,
  area: text,
  title: text,
  severity: oneOf(severities),
  ms: number,
  why: text,
  fix: text,
  refs: listOf(text),
});

const ending = anyOf(
  objectOf({ outcome: oneOf(['pass']), evidence: text }),
  objectOf({ outcome: oneOf(['fail']), findings, because: maybe(text), hint: maybe(text), attested: attestation }),
  objectOf({ outcome: oneOf(['waived']), findings }),
  objectOf({ outcome: oneOf(['manual']), ask: text, attested: attestation }),
  objectOf({
    outcome: oneOf(['unknown']),
    because: text,
    hint: text,
    findings: maybe(findings),
    attested: attestation,
  }),
  objectOf({ outcome: oneOf(['unavailable']), reason: unavailableReason, hint: text }),
  objectOf({ outcome: oneOf(['error']), fault: savedFault }),
  objectOf({ outcome: oneOf(['not-applicable']), because: text }),
);

const table = objectOf({ columns: listOf(text), rows: listOf(listOf(anyOf(scalar, oneOf([null])))) });

const isoTime: Shape = (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value);

const report = objectOf({
  schema: oneOf([1]),
  tool: objectOf({ name: text, version: text }),
  target: objectOf({
    root: text,
    production: maybe(text),
    preview: maybe(text),
    commit: maybe(text),
    deployed: maybe(text),
  }),
  startedAt: isoTime,
  ms: number,
  verdict: oneOf(['ready', 'not-ready', 'undetermined']),
  counts: objectOf(Object.fromEntries(outcomes.map((outcome) => [outcome, number]))),
  results: listOf((value) => common(value) && ending(value)),
  selection: maybe(objectOf({ only: listOf(text), skip: listOf(text) })),
  tables: recordOf(table),
  notes: listOf(text),
});

// A report is seven levels deep; what goes far beyond was built to exhaust the stack and is cut off.
const deepest = 16;

function harmless(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return neutralise(value);
  if (depth === deepest) return undefined;
  if (Array.isArray(value)) return value.map((part) => harmless(part, depth + 1));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [neutralise(key), harmless(part, depth + 1)]));
}
