import { Box, type DOMElement } from 'ink';
import { type ReactNode, useRef } from 'react';
import { KeyBar } from './components/key-bar.tsx';
import { KeyOverlay } from './components/key-overlay.tsx';
import { Status } from './components/status.tsx';
import { useFrameGuard } from './hooks/use-frame-guard.ts';
import { useKeys } from './hooks/use-keys.ts';
import { useSession } from './hooks/use-session.ts';
import { AuditScreen } from './screens/audit-screen.tsx';
import { SmallScreen } from './screens/small-screen.tsx';
import { StartScreen } from './screens/start-screen.tsx';
import { TableScreen } from './screens/table-screen.tsx';
import type { Session } from './session.ts';
import { type Layout, layoutOf, tooSmall } from './state/layout.ts';
import type { SessionState } from './state/model.ts';
import { type Symbols, symbolsFor } from './theme.ts';

/** The whole session on the screen, one row short of the window. `animate` allows the spinner. */
export function App({ session, animate }: { readonly session: Session; readonly animate: boolean }): ReactNode {
  const state = useSession(session);
  const frame = useRef<DOMElement>(null);
  const layout = layoutOf(state);
  const symbols = symbolsFor(state.ascii);
  const { columns, rows } = layout;
  useKeys(session);
  useFrameGuard(frame, rows);
  if (tooSmall(state.window)) return <SmallScreen state={state} rows={rows} />;
  return (
    <Box width={columns} height={rows} overflow="hidden">
      <Box ref={frame} flexDirection="column" width={columns} alignSelf="flex-start" flexShrink={0}>
        <Screen state={state} layout={layout} symbols={symbols} animate={animate} />
        <Status state={state} layout={layout} symbols={symbols} />
        <KeyBar state={state} />
      </Box>
    </Box>
  );
}

type ScreenProps = {
  readonly state: SessionState;
  readonly layout: Layout;
  readonly symbols: Symbols;
  readonly animate: boolean;
};

function Screen(props: ScreenProps): ReactNode {
  if (props.state.overlay?.kind === 'keys') return <KeyOverlay {...props} />;
  if (props.state.overlay?.kind === 'table') return <TableScreen {...props} />;
  return props.state.screen === 'start' ? <StartScreen {...props} /> : <AuditScreen {...props} />;
}
