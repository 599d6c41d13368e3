import { Text, useAnimation } from 'ink';
import type { ReactNode } from 'react';
import type { Symbols } from '../theme.ts';

/** The one moving thing. It exists only while something runs, so that nothing ticks at rest. */
export function Spinner({ symbols }: { readonly symbols: Symbols }): ReactNode {
  const { frame } = useAnimation({ interval: 120 });
  return <Text>{symbols.spinner[frame % symbols.spinner.length]}</Text>;
}
