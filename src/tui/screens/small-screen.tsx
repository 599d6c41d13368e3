import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import type { SessionState } from '../state/model.ts';
import { clip } from '../width.ts';

/** What a window below 60 by 16 shows: one centred line, and the question when one is asked. */
export function SmallScreen({ state, rows }: { readonly state: SessionState; readonly rows: number }): ReactNode {
  const { columns } = state.window;
  const line = state.overlay?.kind === 'confirm' ? 'Quit? y yes  n no' : 'Needs 60x16 or more. q quits.';
  return (
    <Box height={rows} alignItems="center" justifyContent="center">
      <Text>{clip(line, columns, '')}</Text>
    </Box>
  );
}
