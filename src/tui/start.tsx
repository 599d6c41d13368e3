import { type Instance, render, Text } from 'ink';
import type { SessionEnd, SessionPorts } from '../core/session.ts';
import { App } from './app.tsx';
import { createSession } from './session.ts';
import type { WindowSize } from './state/model.ts';
import type { TerminalDoors } from './terminal.ts';

/** The terminal that the session has to itself: both ends must be TTYs. */
export type SessionStreams = { readonly stdin: NodeJS.ReadStream; readonly stdout: NodeJS.WriteStream };

/**
 * Shows the session on the alternate screen until the person leaves it; settles after that screen was left.
 * The screen is taken at once, while `opening` still finds out what there is; rejects with what `opening` rejects with.
 * What breaks later is kept by `ports.recordCrash` and told in `how`; it is never thrown.
 */
export async function startSession(
  opening: SessionPorts | Promise<SessionPorts>,
  streams: SessionStreams,
  doors: TerminalDoors = { jobs: process },
): Promise<SessionEnd> {
  const instance = takeScreen(streams);
  let ports: SessionPorts;
  try {
    ports = await opening;
  } catch (error) {
    instance.unmount();
    await instance.waitUntilExit();
    throw error;
  }
  try {
    return await present(ports, instance, streams, doors);
  } catch (error) {
    return { how: { crashed: ports.recordCrash(error) } };
  }
}

function takeScreen({ stdin, stdout }: SessionStreams): Instance {
  return render(<Text>{' launch-ready'}</Text>, {
    alternateScreen: true,
    incrementalRendering: true,
    exitOnCtrlC: false,
    patchConsole: false,
    maxFps: 30,
    stdin,
    stdout,
  });
}

async function present(
  ports: SessionPorts,
  instance: Instance,
  { stdout }: SessionStreams,
  doors: TerminalDoors,
): Promise<SessionEnd> {
  const leave = () => instance.unmount();
  const send = (sequence: string) => stdout.write(sequence);
  const session = createSession(ports, sizeOf(stdout), { ...doors, send, close: leave });
  const app = <App session={session} animate={ports.animate} />;
  // Registered before Ink's own listener and drawn at once: Ink then never paints a frame that is too tall.
  const resized = () => {
    session.dispatch({ type: 'resized', window: sizeOf(stdout) });
    instance.rerender(app);
  };
  stdout.prependListener('resize', resized);
  doors.interrupted?.addEventListener('abort', leave, { once: true });
  try {
    instance.rerender(app);
    if (doors.interrupted?.aborted === true) leave();
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
