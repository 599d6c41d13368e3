import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import type { Outcome } from '../../core/report.ts';
import { type DetailLine, detailLines, labelWidth } from '../detail-lines.ts';
import type { Row } from '../state/board.ts';
import { colours, type Symbols, toneOf } from '../theme.ts';
import { fit } from '../width.ts';

type Props = {
  readonly row: Row | undefined;
  readonly columns: number;
  readonly lines: number;
  /** First line to show. It is brought back to where the text ends when the text has become shorter. */
  readonly scroll: number;
  readonly focused: boolean;
  readonly symbols: Symbols;
};

/** The selected check in full; `lines` of it from `scroll` on. */
export function Detail({ row, columns, lines, scroll, focused, symbols }: Props): ReactNode {
  const all = row === undefined ? [] : detailLines(row, columns);
  const from = Math.max(0, Math.min(scroll, all.length - lines));
  return (
    <Box flexDirection="column" height={lines} flexGrow={1}>
      {all.slice(from, from + lines).map((line, index) => (
        <Text key={from + index}>
          {focused && index === 0 ? symbols.selected : ' '}{' '}
          <Line line={line} state={row?.result.outcome} symbols={symbols} />
        </Text>
      ))}
    </Box>
  );
}

type LineProps = { readonly line: DetailLine; readonly state: Outcome | undefined; readonly symbols: Symbols };

function Line({ line, state, symbols }: LineProps): ReactNode {
  const tone =
    line.role === 'source' ? 'accent' : line.role === 'state' && state !== undefined ? toneOf(state) : undefined;
  const look = {
    ...(tone === undefined ? {} : { color: colours[tone] }),
    ...(line.role === 'statement' ? { bold: true } : {}),
  };
  if (line.label === undefined) return <Text {...look}>{line.text}</Text>;
  return (
    <>
      <Text bold>{fit(line.label, labelWidth, symbols.more)}</Text>
      <Text {...look}>{line.text}</Text>
    </>
  );
}
