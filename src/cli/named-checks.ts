import { decisionsFile } from '../config/decisions.ts';
import type { Config } from '../config/schema.ts';
import { parseNames, refuseUnknownChecks } from '../config/selection.ts';
import type { Decisions } from '../core/decisions.ts';
import { neutraliseLine } from '../core/text.ts';
import type { Selection } from '../engine/select.ts';
import type { AuditOptions } from './audit-options.ts';

/** The selection, and a sentence for each decision about a check that does not exist. */
export type ResolvedNames = { readonly selection: Selection; readonly mistyped: readonly string[] };

/** Holds every check that flags, configuration and decisions name against the catalogue. Throws `UserError`. */
export async function resolveNames(
  options: AuditOptions,
  config: Config,
  decisions: Decisions,
): Promise<ResolvedNames> {
  const decided = [...decisions.waivers, ...decisions.attestations].flatMap(({ check }) => check ?? []);
  const overridden = Object.keys(config.severity ?? {});
  const named = [...options.only, ...options.skip, ...overridden, ...decided];
  // The catalogue is the bulk of the program: the session's first frame does not wait for it when nobody names a check.
  if (named.length === 0) return { selection: { only: [], skip: [] }, mistyped: [] };
  const { catalogue } = await import('./run-launch.ts');
  const ids = catalogue.checks.map(({ meta }) => meta.id);
  refuseUnknownChecks(overridden, '"severity"', ids);
  const selection = { only: parseNames(options.only, '--only', ids), skip: parseNames(options.skip, '--skip', ids) };
  return {
    selection,
    // A mistyped decision settles nothing; whoever wrote it should know.
    mistyped: decided
      .filter((check) => !ids.includes(check))
      .map((check) => `${decisionsFile} names the check ${neutraliseLine(check)}, which does not exist`),
  };
}
