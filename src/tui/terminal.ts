/** The part of `process` that stopping a job needs. */
export type JobControl = Pick<NodeJS.Process, 'kill' | 'once' | 'off'>;

/** What the session may ask of the terminal and the process beyond drawing; all of it is handed in. */
export type TerminalDoors = {
  /** Absent where jobs cannot be stopped. */
  readonly jobs?: JobControl;
  /** Fires when the process is asked to end: the session then leaves the screen. */
  readonly interrupted?: AbortSignal;
  /** Runs a command with the terminal to itself and settles when it has ended. Absent where none may be started. */
  readonly runCommand?: (command: readonly [string, ...string[]]) => Promise<void>;
};

/** What the session needs of whoever draws it. */
export type Stage = TerminalDoors & {
  /** Writes a sequence that moves nothing on the screen. */
  readonly send: (sequence: string) => void;
  /** Takes the session off the screen. */
  readonly close: () => void;
};

/** Gives the terminal away while `work` runs and takes it back after. */
export type LendTerminal = (work: () => Promise<void>) => Promise<void>;

/** The longest text that goes to the clipboard, in bytes of base64: terminals drop longer ones without a word. */
export const clipboardLimit = 74_000;

/** The OSC 52 sequence that puts `text` on the terminal's clipboard; absent when it is too long to arrive. */
export function clipboardSequence(text: string): string | undefined {
  const encoded = Buffer.from(text, 'utf8').toString('base64');
  return encoded.length > clipboardLimit ? undefined : `\x1b]52;c;${encoded}\x07`;
}

/** How long to wait for a stop that may never come, in milliseconds of running time. */
const stopPatienceMs = 250;

/**
 * Stops the whole job, as the terminal's own Ctrl-Z would, and settles once it runs again. Where the system ignores
 * the stop (no shell to come back to), it settles shortly after. Throws where there is no such signal.
 */
export async function stopUntilContinued(jobs: JobControl): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  // The timer also keeps the process alive: with stdin let go there may be nothing else to wait for.
  const timer = setTimeout(resolve, stopPatienceMs);
  jobs.once('SIGCONT', resolve);
  try {
    // Zero is the process group: a package manager that started the session has to stop with it.
    jobs.kill(0, 'SIGTSTP');
    await promise;
  } finally {
    clearTimeout(timer);
    jobs.off('SIGCONT', resolve);
  }
}
