import type { Report } from '../../core/report.ts';
import { neutraliseLine } from '../../core/text.ts';
import { type Symbols, verdictWords } from '../theme.ts';
import type { Filter } from './board.ts';
import type { Running, SessionState } from './model.ts';
import { showsPrevious } from './selection.ts';

/** What is audited, in one name: the production host when a report knows it, else the directory. */
export function productOf(state: SessionState): string {
  const origin = (state.report ?? state.previous)?.target.production;
  if (origin !== undefined && URL.canParse(origin)) return new URL(origin).host;
  return neutraliseLine(state.intro.root);
}

/** When a run was started: `2026-11-20 12:00 UTC`. */
export function timeOf(report: Report): string {
  return `${report.startedAt.slice(0, 16).replace('T', ' ')} UTC`;
}

/** How far a run has come, as a count: `31 of 64`. */
export function progressOf(run: Running): string {
  if (run.cancelling) return 'cancelling';
  return run.planned === 0 ? 'starting' : `${run.judged} of ${run.planned}`;
}

/** What a run is busy with: the artifact begun last, with its own progress. Empty when nothing is being gathered. */
export function activityOf(run: Running): string {
  const latest = run.gathering.at(-1);
  if (latest === undefined) return '';
  const name = latest.artifact.replace(/[/-]/g, ' ');
  const { progress } = latest;
  if (progress === undefined) return name;
  const total = progress.total === undefined ? '' : ` of ${progress.total}`;
  return neutraliseLine(`${name}: ${progress.done}${total} ${progress.unit}`);
}

/** The report behind the results shown, and whether it is of an earlier session; absent when no run has finished. */
export function shownReport(state: SessionState): { readonly report: Report; readonly old: boolean } | undefined {
  const old = showsPrevious(state);
  const report = old ? state.previous : state.report;
  return report === undefined ? undefined : { report, old };
}

/** What the header says while nothing runs. A verdict speaks of the results shown, so there is none while they change. */
export function restingWords(state: SessionState, { outcome }: Symbols): string {
  const shown = shownReport(state);
  if (shown === undefined) return state.rows.length === 0 ? '' : 'cancelled';
  const { word, like } = verdictWords[shown.report.verdict];
  return `${shown.old ? 'last run: ' : ''}${outcome[like]} ${word}, ${timeOf(shown.report)}`;
}

/** The filter in words; empty when everything is shown. */
export function filterLine(filter: Filter): string {
  const parts = [
    ...(filter.area === undefined ? [] : [filter.area]),
    ...(filter.show === 'all' ? [] : [filter.show]),
    ...(filter.text === '' ? [] : [`"${filter.text}"`]),
  ];
  return parts.length === 0 ? '' : `only ${parts.join(', ')}`;
}
