import { useApp, useInput, usePaste } from 'ink';
import { useEffect } from 'react';
import { pressesOf } from '../presses.ts';
import type { Session } from '../session.ts';

/** Connects keyboard, paste and the terminal's own handing over to the session: the one reader of the input. */
export function useKeys(session: Session): void {
  const { suspendTerminal } = useApp();
  useEffect(() => session.lendBy((work) => suspendTerminal(work)), [session, suspendTerminal]);
  useInput((input, key) => {
    for (const press of pressesOf(input, key)) session.dispatch({ type: 'press', press, at: performance.now() });
  });
  usePaste((text) => session.dispatch({ type: 'paste', text }));
}
