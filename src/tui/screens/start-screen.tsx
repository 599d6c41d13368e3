import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { neutraliseLine } from '../../core/text.ts';
import { ruleLine } from '../rule-line.ts';
import { type StartLine, startLabelWidth, startLinesOf } from '../start-lines.ts';
import { type Layout, offsetFor } from '../state/layout.ts';
import type { SessionState } from '../state/model.ts';
import { colours, type Symbols } from '../theme.ts';
import { clip, fit } from '../width.ts';

type Props = { readonly state: SessionState; readonly layout: Layout; readonly symbols: Symbols };

/** The first screen: what was found, what will happen, what never does, and what is there to do it with. */
export function StartScreen({ state, layout, symbols }: Props): ReactNode {
  const { intro } = state;
  const lines = startLinesOf(state, layout.columns);
  const at = lines.findIndex((line) => line.selects === state.startLine);
  const offset = offsetFor(at, lines.length, layout.body);
  const end = Math.min(offset + layout.body, lines.length);
  const hidden = lines.length > layout.body ? `${offset + 1}-${end} of ${lines.length} lines` : '';
  return (
    <>
      <Text>
        {' '}
        <Text bold>launch-ready</Text> {intro.version}
        {'  '}
        <Text color={colours.accent}>{clip(neutraliseLine(intro.root), layout.columns - 30, symbols.more)}</Text>
      </Text>
      <Selectable selected={state.startLine === 'start'} columns={layout.columns} symbols={symbols}>
        Start the audit (Enter)
      </Selectable>
      <Text color={colours.muted}>{ruleLine(layout.columns, symbols)}</Text>
      <Box flexDirection="column" height={layout.body} flexShrink={0}>
        {lines.slice(offset, end).map((line, index) => (
          <Line key={offset + index} line={line} selected={offset + index === at} layout={layout} symbols={symbols} />
        ))}
      </Box>
      <Text color={colours.muted}>{ruleLine(layout.columns, symbols, { right: hidden })}</Text>
    </>
  );
}

type LineProps = Omit<Props, 'state'> & { readonly line: StartLine; readonly selected: boolean };

function Line({ line, selected, layout, symbols }: LineProps): ReactNode {
  const label = fit(line.label, startLabelWidth - 2, symbols.more);
  if (selected) {
    return (
      <Selectable selected columns={layout.columns} symbols={symbols}>
        {`${label}${line.text}`}
      </Selectable>
    );
  }
  return (
    <Text>
      {'  '}
      <Text bold>{label}</Text>
      <Text {...(line.tone === undefined ? {} : { color: colours[line.tone] })}>
        {clip(line.text, layout.columns - startLabelWidth, symbols.more)}
      </Text>
    </Text>
  );
}

type SelectableProps = {
  readonly selected: boolean;
  readonly columns: number;
  readonly symbols: Symbols;
  readonly children: string;
};

function Selectable({ selected, columns, symbols, children }: SelectableProps): ReactNode {
  const front = selected ? symbols.selected : ' ';
  return <Text inverse={selected}>{fit(`${front} ${children}`, columns, symbols.more)}</Text>;
}
