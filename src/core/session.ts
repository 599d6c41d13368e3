import type { Audit } from './audit.ts';
import type { Location } from './location.ts';
import type { Report } from './report.ts';

/** A credential as the session shows it: never its value. */
export type CredentialLine = {
  /** The environment variable it is known by, `VERCEL_TOKEN`. */
  readonly variable: string;
  readonly provider: string;
  /** `offered`: a provider's own CLI login lies on this machine and is used only after consent (`acceptLogin`). */
  readonly state: 'found' | 'missing' | 'typed' | 'offered';
  /** Where it was found: `environment`, `Vercel CLI login`. */
  readonly from?: string;
  /** What it would unlock, one sentence. */
  readonly unlocks: string;
};

/** What the first screen says before anything runs. */
export type SessionIntro = {
  readonly root: string;
  readonly version: string;
  /** What was found: `Repository  ~/shop (Next.js)`, `Vercel project  shop`, … label and value. */
  readonly found: readonly (readonly [label: string, value: string])[];
  /** What will be read and asked, one sentence each. */
  readonly will: readonly string[];
  /** What never happens, one sentence each. */
  readonly never: readonly string[];
};

/** What a person chose on the first screen, or by asking again later. */
export type RunChoice = {
  readonly readValues: boolean;
  /** Whether probes may be sent in this run; absent: as the command line said. */
  readonly probe?: boolean;
  /** Check ids or areas to run alone; absent means everything selected on the command line. */
  readonly only?: readonly string[];
};

/** A run under way in the session. */
export type RunHandle = { readonly audit: Audit; cancel(): void };

/** Everything the session may ask of the rest of the program. It knows nothing else. */
export type SessionPorts = {
  readonly intro: SessionIntro;
  readonly animate: boolean;
  /** Whether reading values was asked for on the command line already. */
  readonly readValues: boolean;
  /** Whether probes were allowed on the command line already. */
  readonly probe: boolean;
  /** ASCII instead of Unicode symbols. */
  readonly ascii: boolean;
  /** The last saved run, when there is one. */
  readonly previous?: Report;
  credentials(): readonly CredentialLine[];
  /** Keeps a typed credential in memory for this process. Throws `UserError` when it cannot be one. */
  useCredential(variable: string, value: string): void;
  /** Takes the CLI login that a line offers. Throws `UserError` when it has expired or cannot be read. */
  acceptLogin(variable: string): void;
  run(choice: RunChoice): RunHandle;
  /** Writes the handover and says where: a path to show. */
  writeHandover(report: Report): Promise<string>;
  /** The command and arguments that open a place in the person's editor, or `undefined` without `$VISUAL` and `$EDITOR`. */
  editorCommand(at: Location): readonly [string, ...string[]] | undefined;
  /** Keeps a crash for the log file; returns its path to show. */
  recordCrash(error: unknown): string;
};

/** How a session ended: what the command line prints and exits with. */
export type SessionEnd = {
  readonly report?: Report;
  /** Where the handover was written, when it was. */
  readonly handover?: string;
  /** Whether values were being read when it ended. */
  readonly readValues?: boolean;
  /** `interrupted` is Ctrl-C twice (exit 130); `crashed` carries the log's path (exit 2). */
  readonly how: 'quit' | 'interrupted' | { readonly crashed: string };
};
