import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { keyLines } from '../key-lines.ts';
import { ruleLine } from '../rule-line.ts';
import type { Layout } from '../state/layout.ts';
import type { SessionState } from '../state/model.ts';
import { placeBelow } from '../state/selection.ts';
import { colours, type Symbols } from '../theme.ts';
import { clip, fit } from '../width.ts';

type Props = { readonly state: SessionState; readonly layout: Layout; readonly symbols: Symbols };

const keysWidth = 18;

/** Every key of the screen below, its own first, with the reason beside those that cannot be had just now. */
export function KeyOverlay({ state, layout, symbols }: Props): ReactNode {
  const scroll = state.overlay?.kind === 'keys' ? state.overlay.scroll : 0;
  const lines = keyLines(placeBelow(state), state);
  return (
    <>
      <Text bold> Keys</Text>
      <Text>{lines.length > layout.body ? ' Move down for the rest.' : ' '}</Text>
      <Text color={colours.muted}>{ruleLine(layout.columns, symbols)}</Text>
      <Box flexDirection="column" height={layout.body} flexShrink={0}>
        {lines.slice(scroll, scroll + layout.body).map((line) => (
          <Text key={line.help}>
            {'  '}
            <Text bold>{fit(line.keys, keysWidth, symbols.more)}</Text>
            {line.refused === undefined ? (
              clip(line.help, layout.columns - keysWidth - 3, symbols.more)
            ) : (
              <Text color={colours.muted}>
                {clip(`${line.help} (not now: ${line.refused})`, layout.columns - keysWidth - 3, symbols.more)}
              </Text>
            )}
          </Text>
        ))}
      </Box>
      <Text color={colours.muted}>{ruleLine(layout.columns, symbols)}</Text>
    </>
  );
}
