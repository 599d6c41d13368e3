import type { CacheVerdict } from '../../artifacts/cache/verdicts.ts';
import { count, listOf } from '../../core/text.ts';
import { said } from '../site-answers/said.ts';
import { pathsOf } from './findings.ts';
import { standingOf } from './standing.ts';

/** What was looked at where nothing leaks: how many paths, why the first is not stored, and what was not seen but taken for it. */
export function describeOutcome(verdicts: readonly CacheVerdict[]): string {
  const apart = verdicts.filter((verdict) => standingOf(verdict) === 'apart');
  const [first] = verdicts.filter((verdict) => !apart.includes(verdict));
  const steps = first?.result.steps ?? [];
  const reason = (steps.findLast(({ matched }) => matched !== false) ?? steps.at(-1))?.effect;
  const paths = pathsIn(verdicts);
  const taken = pathsIn(verdicts.filter(({ basis }) => basis === 'next')).length;
  const variants = verdicts.filter(({ variant }) => variant !== 'plain').length;
  const decided = variants === 0 ? '' : `${count(variants, 'variant')} of `;
  return [
    `${decided}${count(paths.length, 'private path')} decided: ${listOf(paths)}`,
    ...(first === undefined || reason === undefined ? [] : [`${said(first.path, 80)}: ${said(reason, 200)}`]),
    ...(apart.length === 0 ? [] : [`stored once for each user: ${pathsOf(apart, 5)}`]),
    ...(taken === 0 ? [] : [`the origin’s answer is taken from the repository and Next.js’s defaults at ${taken}`]),
  ].join('; ');
}

function pathsIn(verdicts: readonly CacheVerdict[]): readonly string[] {
  return [...new Set(verdicts.map(({ of }) => said(of, 60)))];
}
