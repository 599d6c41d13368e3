import type { CredentialLine } from '../core/session.ts';
import { neutraliseLine } from '../core/text.ts';
import type { SessionState } from './state/model.ts';
import { openablePrevious } from './state/selection.ts';
import { timeOf } from './state/summary.ts';
import { symbolsFor, type Tone, toneOf, verdictWords } from './theme.ts';
import { wrapText } from './width.ts';

/** A line of the first screen. `selects` names what the cursor acts on there. */
export type StartLine = {
  readonly label: string;
  readonly text: string;
  readonly tone?: Tone;
  readonly selects?: string;
};

/** The cells before the text of a line: a margin, the label, a gap. */
export const startLabelWidth = 14;

/** What the first screen says below its title, as lines that fit `columns`. */
export function startLinesOf(state: SessionState, columns: number): readonly StartLine[] {
  const room = columns - startLabelWidth - 1;
  const { intro } = state;
  return [
    ...section(
      'Found',
      intro.found.map(([label, value]) => `${label}: ${value}`),
      room,
    ),
    ...section('Will happen', intro.will, room),
    ...section('Never', intro.never, room),
    ...state.credentials.flatMap((line, index) => credentialLines(state, line, index, room)),
    ...valuesLines(state, room),
    ...previousLines(state, room),
  ];
}

function section(label: string, sentences: readonly string[], room: number): readonly StartLine[] {
  const lines = sentences.flatMap((sentence) => wrapText(neutraliseLine(sentence, 500), room));
  return lines.map((text, index) => ({ label: index === 0 ? label : '', text }));
}

function credentialLines(state: SessionState, line: CredentialLine, index: number, room: number): readonly StartLine[] {
  const { sign, tone, words } = credentialState(state, line);
  return [
    {
      label: index === 0 ? 'Credentials' : '',
      text: `${sign} ${line.variable}  ${words}`,
      tone,
      selects: line.variable,
    },
    ...wrapText(neutraliseLine(line.unlocks), room - 2).map((text) => ({ label: '', text: `  ${text}` })),
  ];
}

function credentialState(state: SessionState, line: CredentialLine): { sign: string; tone: Tone; words: string } {
  const { outcome } = symbolsFor(state.ascii);
  const from = line.from === undefined ? '' : ` (${neutraliseLine(line.from)})`;
  if (line.state === 'found') return { sign: outcome.pass, tone: 'pass', words: `found${from}` };
  if (line.state === 'typed') return { sign: outcome.pass, tone: 'pass', words: 'typed, in memory only' };
  if (line.state === 'offered') return { sign: outcome.manual, tone: 'accent', words: `login found${from}, l uses it` };
  return { sign: outcome.unknown, tone: 'warn', words: 'missing, t types it' };
}

function valuesLines(state: SessionState, room: number): readonly StartLine[] {
  const text = state.readValues
    ? '[x] Variables are compared by value, in memory; no value is shown or saved. v turns it off.'
    : '[ ] Variables are compared by name. v reads their values too: compared in memory, never shown, never saved.';
  return selectable('Values', text, 'values', room);
}

function previousLines(state: SessionState, room: number): readonly StartLine[] {
  const previous = openablePrevious(state);
  if (previous === undefined) return [];
  const { word, like } = verdictWords[previous.verdict];
  const lines = selectable('Last run', `${word}, ${timeOf(previous)}. p opens it.`, 'previous', room);
  return lines.map((line) => ({ ...line, tone: toneOf(like) }));
}

function selectable(label: string, text: string, selects: string, room: number): readonly StartLine[] {
  const [first = '', ...rest] = wrapText(text, room);
  return [{ label, text: first, selects }, ...rest.map((line) => ({ label: '', text: line }))];
}
