import type { MatrixCell, MatrixRow } from '../../artifacts/env/matrix.ts';
import type { ValueFacts, ValueTrait } from '../../artifacts/env/value.ts';
import { unknown, type Verdict } from '../../core/check.ts';
import type { Location } from '../../core/location.ts';
import { count, listOf } from '../../core/text.ts';

/** The environments in which a launch can go wrong. */
export type LaunchEnvironment = 'production' | 'preview';

/** A question about one value that may not have been read. */
export type ValueQuestion = { readonly name: string; readonly cell: MatrixCell };

/** A variable in Vercel's settings as a place. */
export function variableAt(name: string): Location {
  return { kind: 'provider', provider: 'vercel', resource: 'environment variable', id: name };
}

/** What a cell's value gives away; nothing when it was not read. */
export function traitsOf(cell: MatrixCell): readonly ValueTrait[] {
  return cell.value?.state === 'read' ? cell.value.traits : [];
}

/** Whether any record has the name; a row may also stand for a name that only code knows. */
export function isSet({ production, preview, development, overrides }: MatrixRow): boolean {
  return overrides.length > 0 || [production, preview, development].some(({ state }) => state === 'set');
}

/** The rows as questions about one environment. */
export function questionsOf(rows: readonly MatrixRow[], environment: LaunchEnvironment): readonly ValueQuestion[] {
  return rows.map((row) => ({ name: row.name, cell: row[environment] }));
}

/**
 * `settled` when every value could be seen, else `unknown` with the names and what would settle them: reading was not
 * asked for, the value is write-only, or the token may not see it. Absent values leave no question.
 */
export function unlessUnseen(questions: readonly ValueQuestion[], settled: Verdict<never>): Verdict<never> {
  const groups = notSeen.map((state) => ({
    way: ways[state],
    names: [...new Set(questions.filter(({ cell }) => seenState(cell) === state).map(({ name }) => name))],
  }));
  const open = groups.filter(({ names }) => names.length > 0);
  if (open.length === 0) return settled;
  const because = open.map(({ names, way }) => `${listOf(names)} ${way.because}`).join('; ');
  const hints = [...open.map(({ way }) => way.hint), ...refusals(questions)];
  const names = new Set(open.flatMap((group) => group.names));
  return unknown(`${count(names.size, 'variable')} not seen: ${because}`, [...new Set(hints)].join('; '));
}

/** Facts of which a part may be out of this token's sight. */
export type PartlyHidden = { readonly hiddenInProduction: number; readonly sharedUnread?: string | undefined };

/** `settled` when the token could see every variable; a pass about a list with hidden parts becomes unknown. */
export function unlessHidden(list: PartlyHidden, settled: Verdict<never>): Verdict<never> {
  if (settled.outcome !== 'pass') return settled;
  if (list.hiddenInProduction > 0) {
    const hidden = count(list.hiddenInProduction, 'production variable');
    return unknown(`${hidden} hidden from this token`, 'use a token of a member who may see production variables');
  }
  if (list.sharedUnread === undefined) return settled;
  return unknown('some variables are kept by the team and could not be seen', list.sharedUnread);
}

type Way = { readonly because: string; readonly hint: string };

type NotSeen = 'hidden' | Exclude<ValueFacts['state'], 'read'>;

const ways: Readonly<Record<NotSeen, Way>> = {
  'not-read': {
    because: '(not read)',
    hint: 'run again with --read-values: values are compared in memory and never shown',
  },
  'write-only': {
    because: '(write-only: Vercel never shows it again)',
    hint: 'compare it with where the value came from and attest the answer, or set it anew',
  },
  unreadable: { because: '(could not be read)', hint: 'use a token that may read environment variables' },
  hidden: {
    because: '(hidden from this token)',
    hint: 'use a token of a member who may see production variables and the team’s shared ones',
  },
};
const notSeen = Object.keys(ways) as NotSeen[];

function seenState(cell: MatrixCell): NotSeen | 'absent' | 'read' {
  if (cell.state !== 'set') return cell.state;
  return cell.value?.state ?? 'unreadable';
}

function refusals(questions: readonly ValueQuestion[]): readonly string[] {
  return questions.flatMap(({ cell }) => {
    if (cell.state === 'hidden') return cell.hint ?? [];
    return cell.value?.state === 'unreadable' ? [cell.value.hint] : [];
  });
}
