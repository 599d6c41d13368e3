import { styleText } from 'node:util';
import { evidenceLimit, neutraliseLine } from '../../src/core/text.ts';
import type { ReportOptions } from '../format.ts';
import { columnsOf, wrap } from '../wrap.ts';

/** One or more of Node's style names: the 16 ANSI colours and weights. */
export type Style = Parameters<typeof styleText>[0];
/** What a mark stands for; a word always says it too. */
export type Mark = 'pass' | 'fail' | 'open' | 'error' | 'ask' | 'none';

/** Writes lines for one terminal: its width, its colours, its alphabet. */
export type Pen = {
  readonly mark: (mark: Mark) => string;
  /** A whole line in a style. */
  readonly line: (text: string, style?: Style) => string;
  /** Text that hangs after a lead: further lines begin under the first word. The lead alone takes the style. */
  readonly hang: (lead: string, text: string, style?: Style) => readonly string[];
  /** Text that begins with a few words in a style and is wrapped as a whole. */
  readonly flow: (start: string, text: string, style?: Style) => readonly string[];
  /** As `hang`, in one piece, for an address that somebody may click or copy. */
  readonly unbroken: (lead: string, text: string) => string;
};

const marks: Readonly<Record<Mark, readonly [unicode: string, ascii: string]>> = {
  pass: ['✓', '+'],
  fail: ['✗', 'x'],
  open: ['?', '?'],
  error: ['!', '!'],
  ask: ['○', 'o'],
  none: ['–', '-'],
};

const narrowest = 40;

/** A pen for the given terminal. Text is neutralised as it is written. */
export function penFor({ color, width, ascii }: ReportOptions): Pen {
  const columns = Math.max(narrowest, width);
  const clean = (text: string) => {
    const line = neutraliseLine(text, evidenceLimit);
    return ascii ? toAscii(line) : line;
  };
  const paint = (text: string, style?: Style) =>
    color && style !== undefined ? styleText(style, text, { validateStream: false }) : text;
  return {
    mark: (mark) => marks[mark][ascii ? 1 : 0],
    line: (text, style) => paint(clean(text), style),
    hang: (lead, text, style) => {
      const indent = columnsOf(lead);
      const [first = '', ...others] = wrap(clean(text), Math.max(narrowest / 2, columns - indent));
      return [paint(lead, style) + first, ...others.map((line) => ' '.repeat(indent) + line)];
    },
    flow: (start, text, style) => {
      const [first = '', ...others] = wrap(clean(`${start} ${text}`), columns);
      return [paint(first.slice(0, start.length), style) + first.slice(start.length), ...others];
    },
    unbroken: (lead, text) => lead + clean(text),
  };
}

/** Text for a terminal that knows ASCII alone: accents are dropped, what is left over becomes `?`. */
function toAscii(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u2010-\u2015]/g, '-')
    .replaceAll('•', '*')
    .replaceAll('→', '->')
    .replace(/[^\x20-\x7e]/gu, '?');
}
