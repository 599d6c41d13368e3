import { Text } from 'ink';
import { memo, type ReactNode } from 'react';
import { neutraliseLine } from '../../core/text.ts';
import type { Row } from '../state/board.ts';
import { colours, type Symbols, toneOf, wordOf } from '../theme.ts';
import { clip, fit } from '../width.ts';

type Props = {
  readonly row: Row;
  readonly columns: number;
  /** The sign in front of the selected row; absent for the others. */
  readonly marker: string | undefined;
  readonly symbols: Symbols;
};

const severityWidth = 9;

/** One check in one line: marker, sign, severity or outcome, title. A result of an earlier run carries a mark. */
export const ListRow = memo(function ListRow({ row, columns, marker, symbols }: Props): ReactNode {
  const { result } = row;
  const sign = symbols.outcome[result.outcome];
  const word = fit(row.open ? row.severity : wordOf(result), severityWidth, symbols.more);
  const title = neutraliseLine(result.title);
  const front = `${marker ?? ' '}${row.stale ? symbols.earlier : ' '}`;
  if (marker !== undefined) return <Text inverse>{fit(`${front}${sign} ${word}${title}`, columns, symbols.more)}</Text>;
  return (
    <Text>
      {front}
      <Text color={colours[toneOf(result.outcome)]}>
        {sign} {word}
      </Text>
      {clip(title, columns - severityWidth - 4, symbols.more)}
    </Text>
  );
});
