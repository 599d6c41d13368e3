import { runMoment } from '../artifacts/run/moment.ts';
import { fingerprintKey } from '../config/fingerprint-key.ts';
import type { Audit } from '../core/audit.ts';
import type { AnyCheck } from '../core/check.ts';
import { definedOnly } from '../core/defined.ts';
import type { Report } from '../core/report.ts';
import type { RunChoice } from '../core/session.ts';
import type { States } from '../engine/bag.ts';
import { startAudit } from '../engine/run.ts';
import { selectChecks } from '../engine/select.ts';
import { loadFacts, saveFacts, stateFolder } from '../engine/store.ts';
import { createIo, type Doors } from '../io/create-io.ts';
import { catalogue } from './catalogue.ts';
import { describeTarget } from './describe-target.ts';
import type { Launch } from './launch.ts';
import { tool } from './tool.ts';

/** A started audit with its doors: the request counts, and the masking of every secret seen. */
export type StartedRun = { readonly audit: Audit; readonly doors: Doors };

/** The checks that the command line selected. */
export function selectedChecks({ selection }: Launch): readonly AnyCheck[] {
  return selectChecks(catalogue.checks, selection);
}

/**
 * Starts one audit of the launch; `finishRun` ends it. `onFacts` sees every fact once, before the report is made.
 * Throws `UserError` for `--from` without usable facts, or when the project's own folder is a link.
 */
export async function runLaunch(
  launch: Launch,
  choice: RunChoice,
  signal: AbortSignal,
  onFacts?: (states: States) => void,
): Promise<StartedRun> {
  const { options, config, decisions, tokens, selection, disk } = launch;
  const { from, save } = options;
  const probe = choice.probe ?? options.probe;
  const target = {
    ...launch.target,
    consents: { ...launch.target.consents, readValues: choice.readValues, probe },
  };
  // Read before anything is kept: a mistyped folder leaves nothing behind.
  const given = from === undefined ? {} : { given: await factsFrom(launch, from) };
  const doors = createIo({
    tokens: definedOnly({ vercel: tokens.get('VERCEL_TOKEN'), cloudflare: tokens.get('CLOUDFLARE_API_TOKEN') }),
    endpoints: definedOnly({ vercel: config.endpoints?.vercel, cloudflare: config.endpoints?.cloudflare }),
    users: launch.users,
    probe,
    network: launch.network,
    fingerprintKey: await fingerprintKey(disk, stateFolder(options.root), (text) => launch.warnings.add(text)),
    offline: target.consents.offline,
  });
  const chosen = { only: choice.only ?? [], skip: [] };
  const audit = startAudit({
    tool,
    target,
    io: doors.io,
    checks: selectChecks(selectedChecks(launch), chosen),
    gatherers: catalogue.gatherers,
    tables: catalogue.tables,
    describe: describeTarget('.'),
    decisions,
    severities: config.severity ?? {},
    selection: choice.only === undefined ? selection : chosen,
    ...given,
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
    signal,
    mask: doors.mask,
    keep: async (states) => {
      onFacts?.(states);
      if (save !== undefined) await saveFacts(disk, save, states);
    },
  });
  return { audit, doors };
}

// The saved facts are as old as they are, but the person may want them judged by another day.
async function factsFrom({ disk, options }: Launch, from: string): Promise<States> {
  const states = new Map(await loadFacts(disk, from, catalogue.gatherers));
  if (options.now !== undefined) states.delete(runMoment.id);
  return states;
}

/** Closes the doors once the audit has ended, however it ended. */
export async function finishRun({ audit, doors }: StartedRun): Promise<Report> {
  try {
    return await audit.report;
  } finally {
    await doors.close();
  }
}

/** Handed on from here, so that whoever resolves names loads the one chunk that a run needs anyway. */
export { catalogue };
