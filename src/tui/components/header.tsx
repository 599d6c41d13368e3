import { Text } from 'ink';
import type { ReactNode } from 'react';
import stringWidth from 'string-width';
import type { SessionState } from '../state/model.ts';
import { activityOf, productOf, progressOf, restingWords, shownReport } from '../state/summary.ts';
import { colours, type Symbols, toneOf, verdictWords } from '../theme.ts';
import { fit } from '../width.ts';
import { Spinner } from './spinner.tsx';

type Props = { readonly state: SessionState; readonly symbols: Symbols; readonly animate: boolean };

const margin = 1;
const name = 'launch-ready  ';

/** The first line: what is audited; then how far the run has come or, at rest, the verdict and its time. */
export function Header({ state, symbols, animate }: Props): ReactNode {
  const { run, window } = state;
  const room = window.columns - 2 * margin;
  const spinner = run !== undefined && animate ? 2 : 0;
  // While a run goes on, its side has a fixed width: neither the product nor the spinner moves with what it says.
  const right =
    run === undefined
      ? restingWords(state, symbols)
      : fit(runWords(state), Math.floor(room * 0.55) - spinner, symbols.more);
  const left = room - stringWidth(right) - spinner - 2;
  const product = productOf(state);
  // Where both do not fit, the product's name is worth more than our own.
  const named = stringWidth(name + product) <= left;
  return (
    <Text>
      <Text bold>{named ? ` ${name}` : ' '}</Text>
      <Text color={colours.accent}>{fit(product, left - (named ? stringWidth(name) : 0), symbols.more)}</Text>
      {'  '}
      {spinner > 0 && <Spinner symbols={symbols} />}
      {spinner > 0 && ' '}
      <Text {...verdictLook(state)}>{right}</Text>
    </Text>
  );
}

function runWords({ run }: SessionState): string {
  if (run === undefined) return '';
  const activity = activityOf(run);
  return activity === '' ? progressOf(run) : `${progressOf(run)}  ${activity}`;
}

function verdictLook(state: SessionState) {
  const shown = shownReport(state);
  if (state.run !== undefined || shown === undefined) return {};
  return { bold: true, color: colours[toneOf(verdictWords[shown.report.verdict].like)] };
}
