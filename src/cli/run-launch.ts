import type { Audit } from '../core/audit.ts';
import type { Report } from '../core/report.ts';
import type { RunChoice } from '../core/session.ts';
import type { States } from '../engine/bag.ts';
import { startAudit } from '../engine/run.ts';
import { selectChecks } from '../engine/select.ts';
import { saveFacts } from '../engine/store.ts';
import { createIo, type Doors } from '../io/create-io.ts';
import { catalogue } from './catalogue.ts';
import { describeTarget } from './describe-target.ts';
import type { Launch } from './launch.ts';
import { tool } from './tool.ts';

/** A started audit with its doors: the request counts, and the masking of every secret it saw. */
export type StartedRun = { readonly audit: Audit; readonly doors: Doors };

/** Starts one audit of the launch; `finishRun` ends it. `onFacts` sees every fact once, before the report is made. */
export function runLaunch(
  launch: Launch,
  choice: RunChoice,
  signal: AbortSignal,
  onFacts?: (states: States) => void,
): StartedRun {
  const { options, config, decisions, key, tokens, selection, disk } = launch;
  const target = { ...launch.target, consents: { ...launch.target.consents, readValues: choice.readValues } };
  const vercelToken = tokens.get('VERCEL_TOKEN');
  const vercelEndpoint = config.endpoints?.vercel;
  const doors = createIo({
    tokens: vercelToken === undefined ? {} : { vercel: vercelToken },
    endpoints: vercelEndpoint === undefined ? {} : { vercel: vercelEndpoint },
    fingerprintKey: key,
    offline: target.consents.offline,
  });
  const { save } = options;
  const chosen = { only: choice.only ?? [], skip: [] };
  const audit = startAudit({
    tool,
    target,
    io: doors.io,
    checks: selectChecks(launch.checks, chosen),
    gatherers: catalogue.gatherers,
    tables: catalogue.tables,
    describe: describeTarget('.'),
    decisions,
    severities: config.severity ?? {},
    selection: choice.only === undefined ? selection : chosen,
    ...(launch.given === undefined ? {} : { given: launch.given }),
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

/** Closes the doors once the audit has ended, however it ended. */
export async function finishRun({ audit, doors }: StartedRun): Promise<Report> {
  try {
    return await audit.report;
  } finally {
    await doors.close();
  }
}
