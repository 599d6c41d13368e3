import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { Counts } from '../components/counts.tsx';
import { Detail } from '../components/detail.tsx';
import { Header } from '../components/header.tsx';
import { ResultList } from '../components/result-list.tsx';
import { ruleLine } from '../rule-line.ts';
import type { Layout } from '../state/layout.ts';
import type { SessionState } from '../state/model.ts';
import { detailCovers, selectedRow, visibleRows } from '../state/selection.ts';
import { filterLine } from '../state/summary.ts';
import { colours, type Symbols } from '../theme.ts';

type Props = {
  readonly state: SessionState;
  readonly layout: Layout;
  readonly symbols: Symbols;
  readonly animate: boolean;
};

/** The results: header, counts, and list with detail, side by side where there is room. */
export function AuditScreen({ state, layout, symbols, animate }: Props): ReactNode {
  const covered = detailCovers(state);
  const joint = (sign: string) => (layout.wide ? { joint: { at: layout.list, sign } } : {});
  return (
    <>
      <Header state={state} symbols={symbols} animate={animate} />
      <Counts rows={state.rows} columns={layout.columns} symbols={symbols} />
      <Text color={colours.muted}>
        {ruleLine(layout.columns, symbols, { left: filterLine(state.filter), ...joint(symbols.joinAbove) })}
      </Text>
      <Box height={layout.body} flexShrink={0}>
        {!covered && <ResultList state={state} layout={layout} symbols={symbols} />}
        {layout.wide && <Text color={colours.muted}>{Array(layout.body).fill(symbols.divider).join('\n')}</Text>}
        {(covered || layout.wide) && (
          <Detail
            row={selectedRow(state)}
            columns={layout.detail}
            lines={layout.body}
            scroll={state.scroll}
            focused={state.focus === 'detail'}
            symbols={symbols}
          />
        )}
      </Box>
      <Text color={colours.muted}>
        {ruleLine(layout.columns, symbols, { left: position(state), ...joint(symbols.joinBelow) })}
      </Text>
    </>
  );
}

function position(state: SessionState): string {
  const rows = visibleRows(state);
  const selected = selectedRow(state);
  return selected === undefined ? '' : `${rows.indexOf(selected) + 1} of ${rows.length}`;
}
