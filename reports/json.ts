import { outcomes, type Report } from '../src/core/report.ts';
import { compareText } from '../src/core/text.ts';
import { escapeInvisible } from './invisible.ts';

/** The report as it is (schema 1), with keys in the contract's order, two spaces of indent and a newline at the end. */
export function json(report: Report): string {
  return `${escapeInvisible(JSON.stringify(inOrder(report, 'report'), undefined, 2))}\n`;
}

const places = [
  'kind',
  'path',
  'line',
  'commit',
  'url',
  'name',
  'type',
  'provider',
  'resource',
  'id',
  'link',
  'object',
];

// An object's keys in order, by the key that holds the object. Names that are not listed follow, sorted.
const shapes: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'report',
    ['schema', 'tool', 'target', 'selection', 'startedAt', 'ms', 'verdict', 'counts', 'results', 'tables', 'notes'],
  ],
  ['tool', ['name', 'version']],
  ['target', ['root', 'production', 'preview', 'commit', 'deployed']],
  ['selection', ['only', 'skip']],
  ['counts', [...outcomes]],
  [
    'results',
    [
      ...['check', 'area', 'title', 'severity', 'outcome', 'ms', 'findings', 'evidence', 'reason', 'because', 'ask'],
      ...['hint', 'fault', 'attested', 'why', 'fix', 'refs'],
    ],
  ],
  [
    'findings',
    [...['fingerprint', 'key', 'data', 'severity', 'confidence', 'message', 'evidence', 'at', 'places', 'waived']],
  ],
  ['at', places],
  ['places', places],
  ['waived', ['reason', 'by', 'on', 'expires']],
  ['attested', ['answer', 'note', 'by', 'on']],
  ['fault', ['message', 'hint']],
]);

function inOrder(value: unknown, holder: string): unknown {
  if (Array.isArray(value)) return value.map((inner) => inOrder(inner, holder));
  if (typeof value !== 'object' || value === null) return value;
  const names = shapes.get(holder) ?? [];
  const entries = Object.entries(value).sort(([a], [b]) => rank(names, a) - rank(names, b) || compareText(a, b));
  return Object.fromEntries(entries.map(([name, inner]) => [name, inOrder(inner, name)]));
}

function rank(names: readonly string[], name: string): number {
  const index = names.indexOf(name);
  return index === -1 ? names.length : index;
}
