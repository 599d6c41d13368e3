import { areaOf } from '../core/check.ts';
import { UserError } from '../core/fault.ts';
import { suggestion } from './nearest.ts';

/** Splits `--only` and `--skip` values (repeated or comma-separated) and refuses names that are no area and no check. */
export function parseNames(values: readonly string[], flag: string, checkIds: readonly string[]): readonly string[] {
  const areas = [...new Set(checkIds.map(areaOf))];
  const known = [...areas, ...checkIds];
  const names = values
    .flatMap((value) => value.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
  for (const name of names) {
    if (known.includes(name)) continue;
    throw new UserError(
      `${flag} ${name}: there is no such area or check.${suggestion(name, known)}`,
      `Areas: ${areas.join(', ')}. All checks: launch-ready checks.`,
    );
  }
  if (values.length > 0 && names.length === 0) {
    throw new UserError(`${flag} needs an area or a check.`, `Areas: ${areas.join(', ')}.`);
  }
  return [...new Set(names)];
}

/** Refuses severities for checks that do not exist. */
export function refuseUnknownChecks(names: readonly string[], where: string, checkIds: readonly string[]): void {
  const unknown = names.find((name) => !checkIds.includes(name));
  if (unknown === undefined) return;
  throw new UserError(
    `${where} names the check ${unknown}, which does not exist.${suggestion(unknown, checkIds)}`,
    'All checks: launch-ready checks.',
  );
}
