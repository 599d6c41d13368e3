import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { neutraliseLine } from '../../core/text.ts';
import { type Entry, entriesOf } from '../state/entries.ts';
import { type Layout, offsetFor } from '../state/layout.ts';
import type { SessionState } from '../state/model.ts';
import { selectedRow, visibleRows } from '../state/selection.ts';
import type { Symbols } from '../theme.ts';
import { clip } from '../width.ts';
import { ListRow } from './list-row.tsx';

type Props = { readonly state: SessionState; readonly layout: Layout; readonly symbols: Symbols };

/** The checks by area: only the slice that fits is drawn, the selected one about its middle. */
export function ResultList({ state, layout, symbols }: Props): ReactNode {
  const rows = visibleRows(state);
  const selected = selectedRow(state);
  const entries = entriesOf(rows, state.areas);
  const at = entries.findIndex((entry) => entry.kind === 'row' && entry.row === selected);
  const offset = offsetFor(at, entries.length, layout.body);
  const columns = layout.wide ? layout.list - 1 : layout.list;
  const marker = state.focus === 'list' ? symbols.selected : symbols.bullet;
  return (
    <Box flexDirection="column" width={layout.list} height={layout.body} flexShrink={0}>
      {entries.length === 0 && <Text> {emptyLine(state)}</Text>}
      {entries.slice(offset, offset + layout.body).map((entry) =>
        entry.kind === 'area' ? (
          <Text key={`area ${entry.area}`} bold>
            {clip(headLine(entry, symbols), columns, symbols.more)}
          </Text>
        ) : (
          <ListRow
            key={entry.row.check}
            row={entry.row}
            columns={columns}
            marker={entry.row === selected ? marker : undefined}
            symbols={symbols}
          />
        ),
      )}
    </Box>
  );
}

function headLine(entry: Extract<Entry, { kind: 'area' }>, { outcome }: Symbols): string {
  const key = entry.number === 0 ? '' : `${entry.number} `;
  const failed = entry.failed === 0 ? '' : `  ${outcome.fail} ${entry.failed}`;
  const open = entry.open === 0 ? '' : `  ${outcome.unknown} ${entry.open}`;
  return ` ${key}${neutraliseLine(entry.area)}${failed}${open}`;
}

function emptyLine(state: SessionState): string {
  if (state.rows.length > 0) return 'Nothing passes the filter; Esc clears it.';
  return state.run === undefined ? 'No results; R runs the audit.' : 'Results appear here as they come.';
}
