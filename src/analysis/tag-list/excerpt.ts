import { withoutMiddle } from '../../core/text.ts';

/** A record as evidence: on one line, without its middle when that is longer than `limit` UTF-16 units, and then with its whole length. */
export function excerptOf(text: string, limit = 240): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= limit) return line;
  return `${withoutMiddle(line, limit)} (${text.length} characters)`;
}
