import type { Environment } from '../config/vercel-link.ts';

/** The process as the commands see it. Only `main` makes one; tests make their own. */
export type World = {
  readonly argv: readonly string[];
  readonly env: Environment;
  readonly cwd: string;
  readonly home: string;
  readonly platform: string;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Credentials that were typed or taken in this process, to be masked in whatever tells of a failure. */
  readonly hidden: Set<string>;
  /** Decides colour for libraries that are loaded from now on and do not know NO_COLOR. */
  readonly fixColor: (on: boolean) => void;
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly interrupted: AbortSignal;
};
