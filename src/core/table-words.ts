import { compareText, neutraliseLine } from './text.ts';

/** What a view shows, for people; a table that is not listed is titled by its id. */
const tables: readonly (readonly [id: string, title: string, caption?: string])[] = [
  [
    'env-matrix',
    'Environment variables: preview against production',
    'Names only, never values. One-sided: set in one of the two alone. Unknown: could not be seen, which is neither same nor different.',
  ],
  [
    'cache-paths',
    'Private paths at the edge',
    'Stored: given to the next visitor. Correct the list with privatePaths.',
  ],
  ['cache-trace', 'Why a path is stored or not', 'What decides at the edge, in the order in which it does.'],
  [
    'dns-records',
    'DNS records: published, and as they should be',
    'The last column is the data to paste where the zone is kept. Empty: nothing to paste; the state says whether it may stay.',
  ],
  ['certificates', 'Certificates', 'Days are counted from the time that this audit judged by.'],
  ['redirects', 'Redirects', 'One line an address that people type, hop by hop.'],
  ['isolation', 'Isolation between two users'],
  ['webhooks', 'Payment webhooks'],
  ['monitors', 'Uptime monitors'],
];

/** The name of a table of the report, for people. */
export function tableTitle(id: string): string {
  return listed(id)?.[1] ?? capitalised(neutraliseLine(id.replaceAll('-', ' ')));
}

/** What a reader must know to read a table of the report, when there is something. */
export function tableCaption(id: string): string | undefined {
  return listed(id)?.[2];
}

/** Whether a column quotes to the letter what people copy, so that no markup may stand in it. */
export function isQuoted(id: string, column: string): boolean {
  if (id === 'cache-trace') return column === 'rule';
  return id === 'dns-records' && (column === 'published' || column === 'to paste');
}

/** Orders tables by what a launch hangs on most; those that nobody listed come last, by name. */
export function compareTables(a: string, b: string): number {
  return rankOf(a) - rankOf(b) || compareText(a, b);
}

function listed(id: string): (typeof tables)[number] | undefined {
  return tables.find(([known]) => known === id);
}

function rankOf(id: string): number {
  const index = tables.findIndex(([known]) => known === id);
  return index === -1 ? tables.length : index;
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
