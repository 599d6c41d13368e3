import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { tableCaption, tableTitle } from '../../core/table-words.ts';
import { ruleLine } from '../rule-line.ts';
import { type Layout, offsetFor } from '../state/layout.ts';
import type { SessionState } from '../state/model.ts';
import { openTable } from '../state/tables.ts';
import { labelWidthOf, listedRows, rowLines, tableLines } from '../table-lines.ts';
import { colours, type Symbols } from '../theme.ts';
import { clip, fit, spread } from '../width.ts';

type Props = { readonly state: SessionState; readonly layout: Layout; readonly symbols: Symbols };

/** A table of the report: its rows above, the selected row in full below. */
export function TableScreen({ state, layout, symbols }: Props): ReactNode {
  const open = openTable(state);
  if (open === undefined) return <Text> No table.</Text>;
  const { columns, body } = layout;
  const { id, table, row } = open;
  const lines = tableLines(table, columns - 3, symbols.more);
  const listed = listedRows(table, columns - 3, body);
  const shownInFull = Math.max(0, body - listed - 2);
  const offset = offsetFor(row, lines.rows.length, listed);
  const label = labelWidthOf(table);
  const place = `view ${open.position + 1} of ${open.total}`;
  return (
    <>
      <Text bold>{spread(` ${tableTitle(id)}`, `${place} `, columns, symbols.more)}</Text>
      <Text color={colours.muted}>{clip(` ${tableCaption(id) ?? ''}`, columns, symbols.more) || ' '}</Text>
      <Text color={colours.muted}>{ruleLine(columns, symbols)}</Text>
      <Box flexDirection="column" height={body} flexShrink={0}>
        <Text bold>{`   ${lines.head}`}</Text>
        <Box flexDirection="column" height={listed} flexShrink={0}>
          {lines.rows.length === 0 && <Text> Nothing of the kind was found.</Text>}
          {lines.rows.slice(offset, offset + listed).map((text, index) => {
            const selected = offset + index === row;
            return (
              <Text key={offset + index} inverse={selected}>
                {` ${selected ? symbols.selected : ' '} ${text}`}
              </Text>
            );
          })}
        </Box>
        <Text color={colours.muted}>{ruleLine(columns, symbols, { left: rowPosition(row, lines.rows.length) })}</Text>
        {rowLines(table, row, columns - 3)
          .slice(0, shownInFull)
          .map(([name, text], index) => (
            <Text key={index}>
              {'  '}
              <Text bold>{fit(name, label, symbols.more)}</Text>
              {text}
            </Text>
          ))}
      </Box>
      <Text color={colours.muted}>{ruleLine(columns, symbols)}</Text>
    </>
  );
}

function rowPosition(row: number, total: number): string {
  return total === 0 ? '' : `${row + 1} of ${total}`;
}
