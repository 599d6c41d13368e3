import { cacheVerdicts } from '../../artifacts/cache/verdicts.ts';
import { defineTable } from '../../core/table.ts';
import { said } from '../site-answers/said.ts';
import { kindOfRule } from './show-trace.ts';

/** Traces of further paths would make a report of megabytes; `explain --path` shows any. */
const mostPaths = 50;

/** Why each private path is stored or not: the steps in the order of execution. */
export const cacheTraceTable = defineTable({
  id: 'cache-trace',
  needs: { verdicts: cacheVerdicts },
  build: ({ verdicts: { verdicts } }) => ({
    columns: ['path', 'step', 'rule', 'matched', 'effect'],
    rows: verdicts
      .filter(({ variant }) => variant === 'plain')
      .slice(0, mostPaths)
      .flatMap(({ path, result }) =>
        result.steps.map(({ step, rule, matched, effect }) => [
          path,
          kindOfRule(step),
          rule === undefined ? '' : `“${said(rule.name, 60)}” ${said(rule.expression, 200)}`,
          matched === 'unknown' ? 'perhaps' : matched ? 'yes' : 'no',
          effect,
        ]),
      ),
  }),
});
