import { isText } from '../presses.ts';
import type { Field, SessionState, Step } from './model.ts';
import { say, show } from './model.ts';

/** The longest credential that the field takes, in UTF-16 units: no provider's is near it, a pasted file is over it. */
export const credentialLimit = 4096;
const filterLimit = 100;

/** Types one character into the open field. */
export function typeInto(state: SessionState, press: string): Step {
  if (state.field === undefined || !isText(press)) return show(state);
  return insert(state, state.field, press);
}

/** Pastes into the open field. Without one the text goes nowhere: it is never taken for keys. */
export function paste(state: SessionState, text: string): Step {
  if (state.field === undefined) return say(state, 'note', 'nothing here takes pasted text');
  if (text.length > credentialLimit) return say(state, 'problem', tooLong(text.length));
  return insert(state, state.field, text.replace(/\p{Cc}+/gu, ' ').trim());
}

function insert(state: SessionState, field: Field, text: string): Step {
  if (field.kind === 'filter') return show(withFilterText(state, (state.filter.text + text).slice(0, filterLimit)));
  const length = field.text.length + text.length;
  if (length > credentialLimit) return say(state, 'problem', tooLong(length));
  return show({ ...state, field: { ...field, text: field.text + text }, toast: undefined });
}

function tooLong(length: number): string {
  return `${length} characters are no credential; nothing was taken`;
}

/** Takes the last character back. */
export function erase(state: SessionState): Step {
  const { field } = state;
  if (field?.kind === 'filter') return show(withFilterText(state, withoutLast(state.filter.text)));
  if (field?.kind === 'credential') return show({ ...state, field: { ...field, text: withoutLast(field.text) } });
  return show(state);
}

/** Empties the field and leaves it open. */
export function clear(state: SessionState): Step {
  const { field } = state;
  if (field?.kind === 'filter') return show(withFilterText(state, ''));
  if (field?.kind === 'credential') return show({ ...state, field: { ...field, text: '' } });
  return show(state);
}

/** Closes the field and drops what was typed. */
export function drop(state: SessionState): Step {
  const closed = { ...state, field: undefined };
  return show(state.field?.kind === 'filter' ? withFilterText(closed, '') : closed);
}

/** Closes the field and keeps what was typed: a filter stays, a credential is handed over and forgotten here. */
export function accept(state: SessionState): Step {
  const { field } = state;
  const closed = { ...state, field: undefined };
  if (field?.kind !== 'credential') return show(closed);
  const value = field.text.trim();
  if (value === '') return say(closed, 'note', `${field.variable} was left as it is`);
  return { state: closed, effects: [{ do: 'use-credential', variable: field.variable, value }] };
}

function withFilterText(state: SessionState, text: string): SessionState {
  return { ...state, filter: { ...state.filter, text }, scroll: 0 };
}

function withoutLast(text: string): string {
  return [...text].slice(0, -1).join('');
}
