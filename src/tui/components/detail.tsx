import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { type DetailLine, detailLines, labelWidth } from '../detail-lines.ts';
import type { Row } from '../state/board.ts';
import { colours, type Symbols } from '../theme.ts';
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
          {focused && index === 0 ? symbols.selected : ' '} <Line line={line} symbols={symbols} />
        </Text>
      ))}
    </Box>
  );
}

function Line({ line, symbols }: { readonly line: DetailLine; readonly symbols: Symbols }): ReactNode {
  const look = {
    ...(line.tone === undefined ? {} : { color: colours[line.tone] }),
    ...(line.strong ? { bold: true } : {}),
  };
  if (line.label === undefined) return <Text {...look}>{line.text}</Text>;
  return (
    <>
      <Text bold>{fit(line.label, labelWidth, symbols.more)}</Text>
      <Text {...look}>{line.text}</Text>
    </>
  );
}
