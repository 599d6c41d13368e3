import { credentialIn, credentialKinds } from '../config/credentials.ts';
import { loadDecisions } from '../config/decisions.ts';
import { loadConfigs } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { buildTarget } from '../config/target.ts';
import { testUsers, unconfirmedHost } from '../config/test-users.ts';
import { unusedKeys } from '../config/unused-keys.ts';
import { findVercelProject } from '../config/vercel-link.ts';
import type { Decisions } from '../core/decisions.ts';
import { definedOnly } from '../core/defined.ts';
import type { Disk } from '../core/disk.ts';
import type { NetworkOptions } from '../core/network.ts';
import type { Target } from '../core/target.ts';
import type { TestUsers } from '../core/test-users.ts';
import { baselineWaivers } from '../engine/decisions.ts';
import type { Selection } from '../engine/select.ts';
import { loadRun } from '../engine/store.ts';
import { createDisk } from '../io/disk/disk.ts';
import { createFiles } from '../io/files/files.ts';
import type { AuditOptions } from './audit-options.ts';
import { resolveNames } from './named-checks.ts';
import { readNetwork } from './network.ts';
import type { World } from './world.ts';

/** Everything known before the first request: what a run, the session and `doctor` all start from. */
export type Launch = {
  readonly options: AuditOptions;
  readonly disk: Disk;
  readonly config: Config;
  /** How the network is reached: the person's own resolver, diversions and certificate authorities. */
  readonly network: NetworkOptions;
  readonly target: Target;
  readonly selection: Selection;
  readonly decisions: Decisions;
  /** Tokens by variable name; the session adds what is typed. Never written anywhere. */
  readonly tokens: Map<string, string>;
  /** The test identities of the configuration, with what stands in the environment. Never written anywhere. */
  readonly users: TestUsers;
  /** What the person should be told beside the answer; a run adds what it could not keep. */
  readonly warnings: Set<string>;
};

/** Reads configuration, decisions and discovery. Throws `UserError`; asks the network for nothing. */
export async function openLaunch(options: AuditOptions, world: World): Promise<Launch> {
  const { root } = options;
  const disk = createDisk();
  const files = createFiles();
  const { config, own } = await loadConfigs(files, disk, root, options.config);
  const decisions = await loadDecisions(files, root);
  const { selection, mistyped } = await resolveNames(options, config, decisions);
  const warnings = new Set(mistyped);
  for (const key of unusedKeys(config)) warnings.add(`"${key}" is set and this version does not read it yet`);
  const users = testUsers(config, world.env);
  if (options.probe) warnings.add(probeNotice(config.production, users));
  const baseline = options.baseline === undefined ? [] : baselineWaivers(await loadRun(disk, options.baseline));
  const vercel = await findVercelProject(files, root, config, world.env);
  const target = buildTarget(root, config, vercel, consentsOf(options), options.now ?? world.now());
  return {
    options,
    disk,
    config,
    network: await readNetwork(disk, config, options.config),
    target: definedOnly({ ...target, unconfirmedHost: unconfirmedHost(config, own) }),
    selection,
    decisions: { ...decisions, waivers: [...decisions.waivers, ...baseline] },
    tokens: tokensIn(world.env),
    users,
    warnings,
  };
}

// Said before the first request: a probe is named before it is sent.
function probeNotice(production: string | undefined, { a, b }: TestUsers): string {
  const named = [a === undefined ? [] : ['A'], b === undefined ? [] : ['B']].flat();
  if (named.length === 0)
    return 'probes are allowed, and no test users are configured ("users"): none is sent as a user';
  const host = production ?? 'the production host';
  return `probes are allowed: private pages of ${host} are read by GET as test user ${named.join(' and ')} and as nobody`;
}

function tokensIn(env: World['env']): Map<string, string> {
  const found = credentialKinds.flatMap(({ variable }) => {
    const token = credentialIn(env, variable);
    return token === undefined ? [] : [[variable, token] as const];
  });
  return new Map(found);
}

// Facts from an earlier run are judged as they stand: nothing new is asked beside them.
function consentsOf(options: AuditOptions): Target['consents'] {
  const { readValues, probe, probeProduction, offline, from } = options;
  return { readValues, probe, probeProduction, offline: offline || from !== undefined };
}
