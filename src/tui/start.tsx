import { type Instance, render } from 'ink';
import type { SessionEnd, SessionPorts } from '../core/session.ts';
import { App } from './app.tsx';
import { createSession } from './session.ts';
import type { WindowSize } from './state/model.ts';
import type { TerminalDoors } from './terminal.ts';

/** The terminal that the session has to itself: both ends must be TTYs. */
export type SessionStreams = { readonly stdin: NodeJS.ReadStream; readonly stdout: NodeJS.WriteStream };

/**
 * Shows the session on the alternate screen until the person leaves it; settles after that screen was left.
 * What breaks inside is kept by `ports.recordCrash` and told in `how`; it is never thrown.
 */
export async function startSession(
  ports: SessionPorts,
  streams: SessionStreams,
  doors: TerminalDoors = { jobs: process },
): Promise<SessionEnd> {
  try {
    return await present(ports, streams, doors);
  } catch (error) {
    return { how: { crashed: ports.recordCrash(error) } };
  }
}

async function present(
  ports: SessionPorts,
  { stdin, stdout }: SessionStreams,
  doors: TerminalDoors,
): Promise<SessionEnd> {
  let instance: Instance | undefined;
  const leave = () => instance?.unmount();
  const send = (sequence: string) => stdout.write(sequence);
  const session = createSession(ports, sizeOf(stdout), { ...doors, send, close: leave });
  const app = <App session={session} animate={ports.animate} />;
  // Registered before Ink's own listener and drawn at once: Ink then never paints a frame that is too tall.
  const resized = () => {
    session.dispatch({ type: 'resized', window: sizeOf(stdout) });
    instance?.rerender(app);
  };
  stdout.on('resize', resized);
  doors.interrupted?.addEventListener('abort', leave, { once: true });
  try {
    instance = render(app, {
      alternateScreen: true,
      incrementalRendering: true,
      exitOnCtrlC: false,
      patchConsole: false,
      maxFps: 30,
      stdin,
      stdout,
    });
    await instance.waitUntilExit();
    return await session.outcome();
  } finally {
    stdout.off('resize', resized);
    doors.interrupted?.removeEventListener('abort', leave);
  }
}

function sizeOf(stdout: NodeJS.WriteStream): WindowSize {
  return { columns: stdout.columns || 80, rows: stdout.rows || 24 };
}
