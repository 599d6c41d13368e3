/** One record of a zone as people read it: what is published, how it stands, and what to publish where that is known. */
export type RecordRow = {
  readonly name: string;
  /** Of the record to publish where there is one, else of the published one. */
  readonly type: string;
  /** What the record is for, or the service it belongs to: `SPF`, `Resend`, `production`. */
  readonly purpose: string;
  readonly published: string | undefined;
  readonly state: 'right' | 'to change' | 'missing' | 'unknown';
  /** The record's data alone, ready to paste; name and type stand beside it. */
  readonly paste?: string | undefined;
};

/** How much of a published record is shown, in characters; keys are long and say nothing. */
export const longestShown = 400;

const worstFirst: readonly RecordRow['state'][] = ['to change', 'missing', 'unknown', 'right'];

/** One row a name, for records that several domains or hosts share: whoever finds most wrong with it speaks. */
export function worstByName(rows: readonly RecordRow[]): readonly RecordRow[] {
  const worst = new Map<string, RecordRow>();
  for (const row of rows) {
    const other = worst.get(row.name);
    const isWorse = other === undefined || worstFirst.indexOf(row.state) < worstFirst.indexOf(other.state);
    if (isWorse) worst.set(row.name, row);
  }
  return [...worst.values()];
}
