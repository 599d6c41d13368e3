import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { barEntries } from '../key-lines.ts';
import type { SessionState } from '../state/model.ts';
import { placeOf } from '../state/selection.ts';
import { colours } from '../theme.ts';

/** The keys that matter here. A refused one stays where it is, greyed and marked with a dash; pressed, it says why. */
export function KeyBar({ state }: { readonly state: SessionState }): ReactNode {
  const entries = barEntries(placeOf(state), state, state.window.columns);
  return (
    <Box height={1} flexShrink={0}>
      <Text wrap="truncate-end">
        {entries.map((entry) =>
          entry.refused ? (
            <Text key={entry.key} color={colours.muted}>
              {`-${entry.key} ${entry.short} `}
            </Text>
          ) : (
            <Text key={entry.key}>
              {' '}
              <Text bold>{entry.key}</Text>
              {` ${entry.short} `}
            </Text>
          ),
        )}
      </Text>
    </Box>
  );
}
