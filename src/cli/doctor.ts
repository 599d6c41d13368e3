import { credentialKinds } from '../config/credentials.ts';
import type { Gathered } from '../core/gathered.ts';
import type { Report } from '../core/report.ts';
import { listOf } from '../core/text.ts';
import type { States } from '../engine/bag.ts';
import { auditOptionsOf } from './audit-options.ts';
import { catalogue } from './catalogue.ts';
import { lookFlags, parseFlags, parseWord, plainFlags } from './flags.ts';
import { type Launch, openLaunch } from './launch.ts';
import { finishRun, runLaunch } from './run-launch.ts';
import type { World } from './world.ts';

type Source = { readonly source: string; readonly state: string; readonly hint?: string };
type Diagnosis = {
  readonly credentials: readonly {
    readonly variable: string;
    readonly found: boolean;
    readonly permissions: readonly string[];
    readonly page: string;
  }[];
  readonly sources: readonly Source[];
  readonly waiting: readonly { readonly hint: string; readonly checks: readonly string[] }[];
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
  const diagnosis = diagnose(launch, await finishRun(run), states);
  world.stdout.write(format === 'json' ? `${JSON.stringify(diagnosis, null, 2)}\n` : describe(diagnosis));
  return diagnosis.waiting.length === 0 ? 0 : 3;
}

function diagnose({ tokens }: Launch, report: Report, states: States): Diagnosis {
  const waiting = Map.groupBy(
    report.results.filter(({ outcome }) => outcome === 'unavailable' || outcome === 'error'),
    (result) =>
      'hint' in result
        ? (result.hint ?? '')
        : 'fault' in result
          ? `${result.fault.message} ${result.fault.hint ?? ''}`
          : '',
  );
  return {
    credentials: credentialKinds.map(({ variable, permissions, page }) => ({
      variable,
      found: tokens.has(variable),
      permissions,
      page,
    })),
    sources: catalogue.gatherers
      .filter(({ network }) => network === true)
      .map(({ artifact }) => sourceOf(artifact.id, states.get(artifact.id))),
    waiting: [...waiting].map(([hint, results]) => ({ hint, checks: results.map(({ check }) => check) })),
  };
}

function sourceOf(source: string, state: Gathered<unknown> | undefined): Source {
  if (state === undefined) return { source, state: 'not needed by the selected checks' };
  if (state.state === 'ok') return { source, state: 'read' };
  if (state.state === 'unavailable') return { source, state: state.reason, hint: state.hint };
  return { source, state: 'failed', hint: `${state.fault.message} ${state.fault.hint ?? ''}`.trim() };
}

function describe({ credentials, sources, waiting }: Diagnosis): string {
  return [
    'Credentials',
    ...credentials.flatMap(({ variable, found, permissions, page }) => [
      `  ${variable}  ${found ? 'found' : `missing; make one at ${page}`}`,
      ...permissions.map((permission) => `    must be allowed to ${permission}`),
    ]),
    '',
    'Sources',
    ...sources.flatMap(({ source, state, hint }) => [
      `  ${source}  ${state}`,
      ...(hint === undefined ? [] : [`    ${hint}`]),
    ]),
    '',
    ...(waiting.length === 0 ? ['No check waits for anything.'] : ['Waiting']),
    ...waiting.flatMap(({ hint, checks }) => [`  ${listOf(checks, 20)}`, `    ${hint}`]),
    '',
  ].join('\n');
}
