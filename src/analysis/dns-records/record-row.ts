/** One record of a zone as people read it: what is published, how it stands, and what to publish where that is known. */
export type RecordRow = {
  readonly name: string;
  readonly type: string;
  /** What the record is for, or the service it belongs to: `SPF`, `Resend`, `production`. */
  readonly purpose: string;
  readonly published: string | undefined;
  readonly state: 'right' | 'to change' | 'missing' | 'unknown';
  /** The record's data, ready to paste. */
  readonly paste?: string | undefined;
};

/** Shortens a record in the middle, where keys are long and say nothing. */
export function shortened(text: string, limit = 400): string {
  if (text.length <= limit) return text;
  const half = Math.floor((limit - 3) / 2);
  return `${text.slice(0, half)} … ${text.slice(-half)}`;
}
