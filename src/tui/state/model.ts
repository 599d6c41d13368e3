import type { AuditEvent } from '../../core/audit.ts';
import type { Progress } from '../../core/gatherer.ts';
import type { Location } from '../../core/location.ts';
import type { Report } from '../../core/report.ts';
import type { CredentialLine, RunChoice, SessionEnd, SessionIntro } from '../../core/session.ts';
import type { Filter, Row } from './board.ts';

/** The terminal's size in cells. */
export type WindowSize = { readonly columns: number; readonly rows: number };

/** A line that tells what just happened. Each has its own identity, so that an old timer cannot clear a newer one. */
export type Toast = { readonly tone: 'done' | 'note' | 'problem'; readonly text: string };

/** The text field that has the keyboard. A credential's text lives here only until it is handed over or dropped. */
export type Field =
  | { readonly kind: 'credential'; readonly variable: string; readonly text: string }
  | { readonly kind: 'filter' };

/** What a `yes` does: leave, take a provider's login, or run a check's area with its probes: what it learns, the others there judge by. */
export type Agreed = 'quit' | { readonly login: string } | { readonly probe: string };

/** What lies over the screen. */
export type Overlay =
  | { readonly kind: 'keys'; readonly scroll: number }
  | { readonly kind: 'table'; readonly id: string; readonly row: number }
  | { readonly kind: 'confirm'; readonly ask: string; readonly yes: Agreed };

/** The run under way. `id` tells its events from those of a run before it. */
export type Running = {
  readonly id: number;
  readonly planned: number;
  readonly judged: number;
  /** Artifacts being gathered, oldest first, with their progress where they tell any. */
  readonly gathering: readonly { readonly artifact: string; readonly progress: Progress | undefined }[];
  readonly only: readonly string[] | undefined;
  readonly cancelling: boolean;
};

/** Everything the session shows. Plain data: no port, no stream, no clock. */
export type SessionState = {
  readonly intro: SessionIntro;
  readonly ascii: boolean;
  readonly previous: Report | undefined;
  /** Why a file cannot be opened in an editor; absent when it can. */
  readonly editorRefusal: string | undefined;
  readonly window: WindowSize;
  readonly screen: 'start' | 'audit';
  readonly credentials: readonly CredentialLine[];
  /** The selected line of the first screen. */
  readonly startLine: string;
  readonly readValues: boolean;
  /** Judged checks in the order they are listed. */
  readonly rows: readonly Row[];
  /** Every area in play, in the order of the number keys. */
  readonly areas: readonly string[];
  /** The check under the cursor; it may be filtered away for now. */
  readonly cursor: string | undefined;
  readonly filter: Filter;
  readonly focus: 'list' | 'detail';
  /** First visible line of the detail. */
  readonly scroll: number;
  readonly run: Running | undefined;
  /** How many runs were started; the newest has this id. */
  readonly runs: number;
  /** Of the last run that finished in this session. */
  readonly report: Report | undefined;
  /** Where the handover of `report` was written. */
  readonly handover: string | undefined;
  readonly field: Field | undefined;
  readonly overlay: Overlay | undefined;
  readonly toast: Toast | undefined;
  /** When Ctrl-C was last pressed, in the clock of `press` actions. */
  readonly armedAt: number | undefined;
  /** Set once: afterwards nothing is handled but the end of what was begun. */
  readonly ended: Exclude<SessionEnd['how'], object> | undefined;
};

/** What can happen to the session. `at` is milliseconds of any monotonic clock. */
export type Action =
  | { readonly type: 'press'; readonly press: string; readonly at: number }
  | { readonly type: 'paste'; readonly text: string }
  | { readonly type: 'resized'; readonly window: WindowSize }
  | { readonly type: 'events'; readonly run: number; readonly events: readonly AuditEvent[] }
  | { readonly type: 'finished'; readonly run: number; readonly report: Report }
  | { readonly type: 'stopped'; readonly run: number; readonly problem: string | undefined }
  | { readonly type: 'credentials'; readonly lines: readonly CredentialLine[] }
  | { readonly type: 'written'; readonly report: Report; readonly path: string }
  | { readonly type: 'said'; readonly toast: Toast }
  | { readonly type: 'toast-expired'; readonly toast: Toast };

/** What the session asks of the outside. Effects are data: whoever holds the ports performs them. */
export type Effect =
  | { readonly do: 'run'; readonly id: number; readonly choice: RunChoice }
  | { readonly do: 'cancel' }
  | { readonly do: 'write'; readonly report: Report }
  | { readonly do: 'use-credential'; readonly variable: string; readonly value: string }
  | { readonly do: 'accept-login'; readonly variable: string }
  | { readonly do: 'copy'; readonly text: string; readonly said: string }
  | { readonly do: 'edit'; readonly at: Location }
  | { readonly do: 'suspend' }
  | { readonly do: 'end' };

/** The state after an action, and what is to be done about it. */
export type Step = { readonly state: SessionState; readonly effects: readonly Effect[] };

/** A step that only changes what is shown. */
export function show(state: SessionState): Step {
  return { state, effects: [] };
}

/** A step that says something and changes nothing else. */
export function say(state: SessionState, tone: Toast['tone'], text: string): Step {
  return show({ ...state, toast: { tone, text } });
}
