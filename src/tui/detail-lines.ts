import { type DetailPart, detailParts } from '../core/detail.ts';
import { neutralise } from '../core/text.ts';
import type { Row } from './state/board.ts';
import { wrapText } from './width.ts';

/** A line of the detail as it is drawn: a label, if any, stands on the first line of its part only. */
export type DetailLine = DetailPart;

/** The cells that labels take, the gap after them included. */
export const labelWidth = 7;

/** The detail as lines of at most `columns` cells, labels in a column of their own. */
export function detailLines(row: Row, columns: number): readonly DetailLine[] {
  return detailParts(row).flatMap((part) => linesOf(part, columns));
}

function linesOf(part: DetailPart, columns: number): readonly DetailLine[] {
  const { label, text, ...look } = part;
  if (label === undefined) return wrapText(neutralise(text), columns).map((line) => ({ ...look, text: line }));
  const lines = wrapText(neutralise(text), columns - labelWidth);
  return lines.map((line, index) => ({ ...look, label: index === 0 ? label : '', text: line }));
}
