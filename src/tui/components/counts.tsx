import { Text } from 'ink';
import type { ReactNode } from 'react';
import stringWidth from 'string-width';
import type { Outcome } from '../../core/report.ts';
import { countsOf, type Row } from '../state/board.ts';
import { colours, type Symbols, toneOf } from '../theme.ts';

type Props = { readonly rows: readonly Row[]; readonly columns: number; readonly symbols: Symbols };

/** The second line: how many of each outcome, worst first; whatever does not fit into it is left out whole. */
export function Counts({ rows, columns, symbols }: Props): ReactNode {
  let room = columns;
  const fitting = wordsOf(rows, symbols).filter(({ text }) => {
    room -= stringWidth(text);
    return room >= 0;
  });
  return (
    <Text>
      {fitting.map(({ outcome, text }) => (
        <Text key={outcome} color={colours[toneOf(outcome)]}>
          {text}
        </Text>
      ))}
    </Text>
  );
}

// Failed and passed are always there, so that the line is never empty; the others when there are any.
function wordsOf(
  rows: readonly Row[],
  symbols: Symbols,
): readonly { readonly outcome: Outcome; readonly text: string }[] {
  const counts = countsOf(rows);
  const all: readonly (readonly [Outcome, number, string])[] = [
    ['fail', counts.fail, 'failed'],
    ['unknown', counts.unknown + counts.unavailable, 'unknown'],
    ['error', counts.error, 'in error'],
    ['manual', counts.manual, 'to answer'],
    ['pass', counts.pass, 'passed'],
    ['waived', counts.waived, 'waived'],
  ];
  return all
    .filter(([outcome, n]) => n > 0 || outcome === 'fail' || outcome === 'pass')
    .map(([outcome, n, word]) => ({ outcome, text: ` ${symbols.outcome[outcome]} ${n} ${word} ` }));
}
