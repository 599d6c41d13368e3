import type { SessionEnd, SessionPorts } from '../core/session.ts';
import { perform } from './perform.ts';
import type { Action, SessionState, WindowSize } from './state/model.ts';
import { initialState, update } from './state.ts';
import type { LendTerminal, Stage } from './terminal.ts';

/** The session behind the screen: state, and the effects of what is pressed. It knows neither Ink nor streams. */
export type Session = {
  readonly get: () => SessionState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Never throws: what breaks inside closes the session and is found in `outcome`. */
  readonly dispatch: (action: Action) => void;
  readonly lendBy: (lend: LendTerminal) => void;
  /** Waits for what is being written, then says how the session ended. Rejects with what broke it. */
  readonly outcome: () => Promise<SessionEnd>;
};

/** Starts a session over its ports, on a window of the given size. */
export function createSession(ports: SessionPorts, window: WindowSize, stage: Stage): Session {
  const listeners = new Set<() => void>();
  const pending = new Set<Promise<void>>();
  let state = initialState(ports, window, editorRefusal(ports, stage));
  let broken: { readonly error: unknown } | undefined;
  let lend: LendTerminal = (work) => work();

  const runEffect = perform({ ports, stage, lend: (work) => lend(work), dispatch });

  function dispatch(action: Action): void {
    try {
      const step = update(state, action);
      if (step.state !== state) {
        state = step.state;
        for (const listener of listeners) listener();
      }
      for (const effect of step.effects) keep(runEffect(effect));
    } catch (error) {
      breakOff(error);
    }
  }

  function keep(work: Promise<void> | undefined): void {
    if (work === undefined) return;
    const kept: Promise<void> = work.catch(breakOff).finally(() => pending.delete(kept));
    pending.add(kept);
  }

  function breakOff(error: unknown): void {
    broken ??= { error };
    stage.close();
  }

  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispatch,
    lendBy: (given) => {
      lend = given;
    },
    outcome: async () => {
      await Promise.all(pending);
      if (broken !== undefined) throw broken.error;
      const { report, handover, ended } = state;
      return {
        ...(report === undefined ? {} : { report }),
        ...(handover === undefined ? {} : { handover }),
        readValues: state.readValues,
        how: ended ?? 'quit',
      };
    },
  };
}

function editorRefusal(ports: SessionPorts, stage: Stage): string | undefined {
  if (ports.editorCommand({ kind: 'file', path: '.' }) === undefined) return 'set $VISUAL or $EDITOR to open files';
  return stage.runCommand === undefined ? 'no editor can be started from here; y copies the place' : undefined;
}
