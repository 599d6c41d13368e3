import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** The text in at most `columns` cells; what is cut off is replaced by `mark` (`…` or its ASCII twin). */
export function clip(text: string, columns: number, mark: string): string {
  if (stringWidth(text) <= columns) return text;
  const room = columns - stringWidth(mark);
  if (room < 0) return '';
  let kept = '';
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += stringWidth(segment);
    if (used > room) break;
    kept += segment;
  }
  return `${kept}${mark}`;
}

/** The text in exactly `columns` cells: clipped, or filled with spaces. */
export function fit(text: string, columns: number, mark: string): string {
  const clipped = clip(text, columns, mark);
  return clipped + ' '.repeat(Math.max(0, columns - stringWidth(clipped)));
}

/** The text as lines of at most `columns` cells. Words longer than a line are broken; newlines are kept. */
export function wrapText(text: string, columns: number): readonly string[] {
  if (columns < 1) return [];
  return wrapAnsi(text, columns, { hard: true, trim: true }).split('\n');
}

/** `left` at the left edge and `right` at the right one, in exactly `columns` cells; `left` gives way first. */
export function spread(left: string, right: string, columns: number, mark: string): string {
  const end = clip(right, columns, mark);
  return fit(left, columns - stringWidth(end), mark) + end;
}
