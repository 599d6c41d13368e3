import { credentialKinds } from '../config/credentials.ts';
import type { Gathered, Missing } from '../core/gathered.ts';
import { wayOut } from '../core/gathered.ts';
import type { Report } from '../core/report.ts';
import { listOf } from '../core/text.ts';
import type { States } from '../engine/bag.ts';
import { auditOptionsOf } from './audit-options.ts';
import { catalogue } from './catalogue.ts';
import { lookFlags, parseFlags, parseWord, plainFlags } from './flags.ts';
import { openLaunch } from './launch.ts';
import { finishRun, runLaunch } from './run-launch.ts';
import type { World } from './world.ts';

type Part = { readonly part: string; readonly state: string; readonly hint: string };
type Source = {
  readonly source: string;
  readonly state: string;
  readonly hint?: string;
  /** What is missing of a source that is made of many answers. */
  readonly parts?: readonly Part[];
};

/** What `doctor` says; the shape of its JSON. */
export type Diagnosis = {
  readonly credentials: readonly {
    readonly variable: string;
    readonly found: boolean;
    readonly permissions: readonly string[];
    /** Permissions that were tried and found missing, by their names. */
    readonly missing: readonly string[];
    readonly page: string;
  }[];
  readonly sources: readonly Source[];
  readonly waiting: readonly { readonly hint: string; readonly checks: readonly string[] }[];
  /** Probes that would be sent if they were allowed: nothing is missing for them. */
  readonly probes: readonly { readonly check: string; readonly hint: string }[];
};

/** `launch-ready doctor [dir]`: what each credential may read, tried by reading it, and which checks wait for what. */
export async function doctorCommand(args: readonly string[], world: World): Promise<number> {
  const { values, positionals } = parseFlags(args, { ...lookFlags, format: plainFlags.format }, 'doctor', 1);
  const format = parseWord(values.format, ['text', 'json'], '--format') ?? 'text';
  const launch = await openLaunch(await auditOptionsOf(values, positionals[0], 'doctor', world), world);
  let states: States = new Map();
  const run = await runLaunch(launch, { readValues: false }, world.interrupted, (facts) => {
    states = facts;
  });
  const sources = catalogue.gatherers.filter(({ network }) => network === true).map(({ artifact }) => artifact.id);
  const diagnosis = diagnose([...launch.tokens.keys()], sources, await finishRun(run), states);
  world.stdout.write(format === 'json' ? `${JSON.stringify(diagnosis, null, 2)}\n` : describe(diagnosis));
  return diagnosis.waiting.length === 0 ? 0 : 3;
}

/** Puts it together: `found` are the variables of credentials that are there, `sources` the artifacts that the network gives. */
export function diagnose(
  found: readonly string[],
  sources: readonly string[],
  report: Pick<Report, 'results'>,
  states: States,
): Diagnosis {
  const probes = report.results.flatMap((result) =>
    result.outcome === 'unavailable' && result.reason === 'not-allowed'
      ? [{ check: result.check, hint: result.hint }]
      : [],
  );
  const ofProbes = new Set(probes.map(({ check }) => check));
  const waiting = Map.groupBy(
    report.results.filter(
      ({ check, outcome }) => (outcome === 'unavailable' || outcome === 'error') && !ofProbes.has(check),
    ),
    (result) =>
      'hint' in result
        ? (result.hint ?? '')
        : 'fault' in result
          ? `${result.fault.message} ${result.fault.hint ?? ''}`
          : '',
  );
  const read = sources.map((source) => sourceOf(source, states.get(source)));
  const hints = read.flatMap(({ hint = '', parts = [] }) => [hint, ...parts.map((part) => part.hint)]);
  return {
    credentials: credentialKinds.map(({ variable, permissions, page }) => ({
      variable,
      found: found.includes(variable),
      permissions,
      missing: permissions.map(nameOf).filter((name) => hints.some((hint) => hint.includes(`"${name}"`))),
      page,
    })),
    sources: read,
    waiting: [...waiting].map(([hint, results]) => ({ hint, checks: results.map(({ check }) => check) })),
    probes,
  };
}

// What follows in brackets says when it is needed, and is no part of the name that hints give.
function nameOf(permission: string): string {
  return permission.replace(/ \(.*/, '');
}

function sourceOf(source: string, state: Gathered<unknown> | undefined): Source {
  if (state === undefined) return { source, state: 'not needed by the selected checks' };
  if (state.state !== 'ok') return { source, ...saidOf(state) };
  const parts = missingIn(state.value);
  return parts.length === 0 ? { source, state: 'read' } : { source, state: 'read in part', parts };
}

// An answer that did not come looks the same wherever it lies: not deeper than a list of the rules by phase.
function missingIn(value: unknown, name = '', depth = 0): readonly Part[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isMissing(value)) return [{ part: name, ...saidOf(value) }];
  if (depth === 3) return [];
  return Object.entries(value).flatMap(([key, below]) =>
    missingIn(below, name === '' ? key : `${name} ${key}`, depth + 1),
  );
}

function isMissing(value: object): value is Missing {
  if (!('state' in value)) return false;
  if (value.state === 'unavailable') return 'hint' in value && typeof value.hint === 'string' && 'reason' in value;
  return value.state === 'failed' && 'fault' in value && typeof value.fault === 'object';
}

function saidOf(missing: Missing): { readonly state: string; readonly hint: string } {
  return { state: missing.state === 'unavailable' ? missing.reason : 'failed', hint: wayOut(missing) };
}

/** A diagnosis for people. */
export function describe({ credentials, sources, waiting, probes }: Diagnosis): string {
  return [
    'Credentials',
    ...credentials.flatMap(({ variable, found, permissions, missing, page }) => [
      `  ${variable}  ${found ? 'found' : `missing; make one at ${page}`}`,
      ...permissions.map((name) => `    ${missing.includes(nameOf(name)) ? 'MISSING' : 'needs'}  ${name}`),
    ]),
    '',
    'Sources',
    ...sources.flatMap(({ source, state, hint, parts = [] }) => [
      `  ${source}  ${state}`,
      ...(hint === undefined ? [] : [`    ${hint}`]),
      ...parts.map((part) => `    ${part.part}  ${part.state}: ${part.hint}`),
    ]),
    '',
    ...(waiting.length === 0 ? ['No check waits for anything.'] : ['Waiting']),
    ...waiting.flatMap(({ hint, checks }) => [`  ${listOf(checks, 20)}`, `    ${hint}`]),
    ...(probes.length === 0 ? [] : ['', 'Probes']),
    ...probes.flatMap(({ check, hint }) => [`  ${check}`, `    ${hint}`]),
    '',
  ].join('\n');
}
