import stringWidth from 'string-width';
import type { Symbols } from './theme.ts';
import { clip } from './width.ts';

/** What stands in a rule: words at its ends, and the joint where a divider meets it. */
export type RuleParts = {
  readonly left?: string;
  readonly right?: string;
  readonly joint?: { readonly at: number; readonly sign: string };
};

/** A rule in exactly `columns` cells. Words go before the joint, and what does not fit is cut. */
export function ruleLine(columns: number, symbols: Symbols, parts: RuleParts = {}): string {
  const cells = Array.from({ length: columns }, () => symbols.rule);
  if (parts.joint !== undefined) cells[parts.joint.at] = parts.joint.sign;
  const left = captionOf(parts.left, columns - 2, symbols);
  const right = captionOf(parts.right, columns - 2 - stringWidth(left), symbols);
  const between = cells.slice(1 + stringWidth(left), columns - 1 - stringWidth(right)).join('');
  return `${symbols.rule}${left}${between}${right}${symbols.rule}`;
}

function captionOf(text: string | undefined, columns: number, symbols: Symbols): string {
  return text === undefined || text === '' || columns < 5 ? '' : ` ${clip(text, columns - 2, symbols.more)} `;
}
