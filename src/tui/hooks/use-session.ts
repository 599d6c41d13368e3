import { useEffect, useSyncExternalStore } from 'react';
import type { Session } from '../session.ts';
import type { SessionState } from '../state/model.ts';

const toastMs = 8000;

/** The session's state, drawn anew when it changes. A message goes by itself after some seconds. */
export function useSession(session: Session): SessionState {
  const state = useSyncExternalStore(session.subscribe, session.get);
  const { toast } = state;
  useEffect(() => {
    if (toast === undefined) return;
    const timer = setTimeout(() => session.dispatch({ type: 'toast-expired', toast }), toastMs);
    return () => clearTimeout(timer);
  }, [session, toast]);
  return state;
}
