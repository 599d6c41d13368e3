import * as z from 'zod';
import type { ValueFacts } from '../../artifacts/env/value.ts';
import { type EnvironmentVariable, vercelEnvironmentVariables } from '../../artifacts/vercel/environment-variables.ts';
import { definedOnly } from '../../core/defined.ts';
import { ProviderFault, UnavailableError } from '../../core/fault.ts';
import { defineGatherer, type GatherContext } from '../../core/gatherer.ts';
import type { VercelProjectRef } from '../../core/target.ts';
import { linkedProject } from './link.ts';
import { gatherValues, type ListedVariable } from './values.ts';
import { readPage, readPages } from './wire.ts';
import { environmentsOf, isIntegration, kindOf, wireSharedList, wireVariableList } from './wire-variable.ts';

/** The project's variables and the team's shared ones, values reduced to facts. */
export const gatherEnvironmentVariables = defineGatherer({
  artifact: vercelEnvironmentVariables,
  needs: {},
  network: true,
  timeoutMs: 20_000,
  gather: async (context) => {
    const ref = linkedProject(context.target);
    const [own, shared] = await Promise.all([listOwn(ref, context), listShared(ref, context)]);
    const rows = [...own.rows, ...shared.rows].filter(({ wire }) => kindOf(wire) !== 'system');
    const values = await gatherValues(rows, context);
    return definedOnly({
      variables: rows.map((row, nth) => variableOf(row, values[nth] ?? { state: 'not-read' })),
      hiddenInProduction: own.hidden,
      sharedUnread: shared.unread,
    });
  },
});

async function listOwn(ref: VercelProjectRef, { io, signal, note }: GatherContext) {
  const answer = await io.vercel.variables(ref, signal);
  for (const sentence of answer.drift) note(sentence);
  const pages = readPages(answer, wireVariableList, 'the environment variables');
  const ask: ListedVariable['ask'] = (id) => io.vercel.variable(ref, id, signal);
  return {
    rows: pages.flatMap(({ envs }) => envs.map((wire): ListedVariable => ({ wire, shared: false, ask }))),
    hidden: Math.max(0, ...pages.map(({ hiddenProductionEnvCount }) => hiddenProductionEnvCount ?? 0)),
  };
}

type Shared = { readonly rows: readonly ListedVariable[]; readonly unread: string | undefined };

// A token may see the project and not the team's shared list: the project's own variables still stand, and whatever
// is absent from them is then unknown instead of missing.
async function listShared(ref: VercelProjectRef, context: GatherContext): Promise<Shared> {
  const { io, signal, note } = context;
  if (ref.teamId === undefined && ref.slug === undefined) return { rows: [], unread: undefined };
  try {
    const answer = await io.vercel.sharedVariables(ref, await projectId(ref, context), signal);
    for (const sentence of answer.drift) note(sentence);
    const ask: ListedVariable['ask'] = (id) => io.vercel.sharedVariable(ref, id, signal);
    const pages = readPages(answer, wireSharedList, 'the shared environment variables');
    return { rows: pages.flatMap(({ data }) => data.map((wire) => ({ wire, shared: true, ask }))), unread: undefined };
  } catch (error) {
    if (signal.aborted) throw error;
    if (!(error instanceof UnavailableError || error instanceof ProviderFault)) throw error;
    return { rows: [], unread: `the team's shared variables could not be read: ${error.hint}` };
  }
}

async function projectId(ref: VercelProjectRef, { io, signal }: GatherContext): Promise<string> {
  if (ref.idOrName.startsWith('prj_')) return ref.idOrName;
  const project = readPage(await io.vercel.project(ref, signal), z.looseObject({ id: z.string() }), 'the project');
  return project.id;
}

function variableOf({ wire, shared }: ListedVariable, value: ValueFacts): EnvironmentVariable {
  return definedOnly({
    id: wire.id ?? `${wire.key}@${environmentsOf(wire).join('+')}`,
    name: wire.key,
    kind: kindOf(wire),
    environments: environmentsOf(wire),
    gitBranch: wire.gitBranch === '' ? undefined : wire.gitBranch,
    shared,
    integration: isIntegration(wire),
    updatedAt: wire.updatedAt ?? wire.createdAt,
    securityIssues: wire.securityIssues ?? [],
    value,
  });
}
