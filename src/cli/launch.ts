import { credentialIn } from '../config/credentials.ts';
import { decisionsFile, loadDecisions } from '../config/decisions.ts';
import { fingerprintKey } from '../config/fingerprint-key.ts';
import { loadConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { parseNames, refuseUnknownChecks } from '../config/selection.ts';
import { buildTarget } from '../config/target.ts';
import { findVercelProject } from '../config/vercel-link.ts';
import type { AnyCheck } from '../core/check.ts';
import type { Decisions } from '../core/decisions.ts';
import type { Disk } from '../core/disk.ts';
import type { Target } from '../core/target.ts';
import { neutraliseLine } from '../core/text.ts';
import type { States } from '../engine/bag.ts';
import { baselineWaivers } from '../engine/decisions.ts';
import { type Selection, selectChecks } from '../engine/select.ts';
import { loadFacts, loadRun, stateFolder } from '../engine/store.ts';
import { createIo } from '../io/create-io.ts';
import { createDisk } from '../io/disk/disk.ts';
import type { AuditOptions } from './audit-options.ts';
import { catalogue } from './catalogue.ts';
import type { World } from './world.ts';

/** Everything known before the first request: what a run, the session and `doctor` all start from. */
export type Launch = {
  readonly options: AuditOptions;
  readonly disk: Disk;
  readonly config: Config;
  readonly target: Target;
  readonly checks: readonly AnyCheck[];
  readonly selection: Selection;
  readonly decisions: Decisions;
  readonly given?: States;
  readonly key: Uint8Array;
  /** Tokens by variable name; the session adds what is typed. Never written anywhere. */
  readonly tokens: Map<string, string>;
  readonly warnings: readonly string[];
};

/** Reads configuration, decisions and discovery. Throws `UserError`; asks the network for nothing. */
export async function openLaunch(options: AuditOptions, world: World): Promise<Launch> {
  const { root } = options;
  const disk = createDisk();
  const ids = catalogue.checks.map(({ meta }) => meta.id);
  const only = parseNames(options.only, '--only', ids);
  const skip = parseNames(options.skip, '--skip', ids);
  const files = createIo({ tokens: {}, endpoints: {}, fingerprintKey: new Uint8Array(32), offline: true }).io.files;
  const config = await loadConfig(files, disk, root, options.config);
  refuseUnknownChecks(Object.keys(config.severity ?? {}), '"severity"', ids);
  const decisions = await loadDecisions(files, root);
  const decided = [...decisions.waivers, ...decisions.attestations].flatMap(({ check }) => check ?? []);
  const baseline = options.baseline === undefined ? [] : baselineWaivers(await loadRun(disk, options.baseline));
  const given = options.from === undefined ? {} : { given: await loadFacts(disk, options.from, catalogue.gatherers) };
  const vercel = await findVercelProject(files, root, config, world.env);
  // A mistyped decision settles nothing; whoever wrote it should know.
  const warnings = decided
    .filter((check) => !ids.includes(check))
    .map((check) => `${decisionsFile} names the check ${neutraliseLine(check)}, which does not exist`);
  const key = await fingerprintKey(disk, stateFolder(root), (text) => warnings.push(text));
  const token = credentialIn(world.env, 'VERCEL_TOKEN');
  const selection = { only, skip };
  return {
    options,
    disk,
    config,
    target: buildTarget(root, config, vercel, consentsOf(options), options.now ?? world.now()),
    checks: selectChecks(catalogue.checks, selection),
    selection,
    decisions: { ...decisions, waivers: [...decisions.waivers, ...baseline] },
    ...given,
    key,
    tokens: new Map(token === undefined ? [] : [['VERCEL_TOKEN', token]]),
    warnings,
  };
}

// Facts from an earlier run are judged as they stand: nothing new is asked beside them.
function consentsOf(options: AuditOptions): Target['consents'] {
  const { readValues, probe, probeProduction, offline, from } = options;
  return { readValues, probe, probeProduction, offline: offline || from !== undefined };
}
