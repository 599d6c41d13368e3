import type { Answer, Asked } from '../http/answer.ts';
import { refuseProject, type Scope } from './access.ts';
import { type PageSize, type Pagination, pageOf } from './page.ts';
import { customEnvironmentShape, deploymentShape, domainShape, projectShape, userShape } from './project-shapes.ts';
import { badRequest, notFound } from './refusals.ts';
import type { StoredVariable, VercelState } from './state.ts';
import { listedSharedVariable, listedVariable, openedSharedVariable, openedVariable } from './variable-shapes.ts';

/** The routes that the simulator knows, by the names that faults use. */
export type VercelRoute =
  | 'user'
  | 'project'
  | 'variables'
  | 'variable'
  | 'shared-variables'
  | 'shared-variable'
  | 'custom-environments'
  | 'domains'
  | 'deployments';

type Question = { readonly state: VercelState; readonly scope: Scope; readonly query: URLSearchParams };

type Route = {
  readonly name: VercelRoute;
  /** `*` stands for one segment; the first one under `projects` is a project's id or name. */
  readonly path: string;
  readonly answer: (question: Question, names: readonly string[]) => Answer;
};

const variablePage: PageSize = { standard: 20 };
const listPage: PageSize = { standard: 20, most: 100 };

const routes: readonly Route[] = [
  { name: 'user', path: '/v2/user', answer: ({ state }) => ok(userShape(state)) },
  { name: 'project', path: '/v9/projects/*', answer: ({ state }) => ok(projectShape(state)) },
  { name: 'variables', path: '/v10/projects/*/env', answer: variables },
  { name: 'variable', path: '/v1/projects/*/env/*', answer: variable },
  { name: 'shared-variables', path: '/v1/env', answer: sharedVariables },
  { name: 'shared-variable', path: '/v1/env/*', answer: sharedVariable },
  { name: 'custom-environments', path: '/v9/projects/*/custom-environments', answer: customEnvironments },
  { name: 'domains', path: '/v9/projects/*/domains', answer: domains },
  { name: 'deployments', path: '/v7/deployments', answer: deployments },
];

/** Which route a request means, whatever its method. */
export function routeOf(asked: Asked): VercelRoute | undefined {
  return find(asked)?.route.name;
}

/** Answers a request that has passed the door: its scope is what the token reaches. */
export function answerIn(state: VercelState, scope: Scope, asked: Asked): Answer {
  const found = find(asked);
  if (found === undefined) return notFound(`Could not find the resource: ${asked.url.pathname}`);
  const { route, names } = found;
  const [project] = names;
  const refusal = route.path.includes('/projects/*') ? refuseProject(state, scope, project ?? '') : undefined;
  return refusal ?? route.answer({ state, scope, query: asked.url.searchParams }, names);
}

function find(asked: Asked): { readonly route: Route; readonly names: readonly string[] } | undefined {
  for (const route of routes) {
    const names = namesIn(route.path, asked.url.pathname);
    if (names !== undefined) return { route, names };
  }
  return undefined;
}

function namesIn(pattern: string, path: string): readonly string[] | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const names: string[] = [];
  for (const [index, part] of wanted.entries()) {
    const text = given[index] ?? '';
    const name = part === '*' ? decoded(text) : undefined;
    if (name !== undefined) names.push(name);
    else if (part !== text) return undefined;
  }
  return names;
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment) || undefined;
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function ok(body: unknown): Answer {
  return { status: 200, body };
}

function paged<Row extends { readonly createdAt: number }>(
  rows: readonly Row[],
  query: URLSearchParams,
  size: PageSize,
  body: (rows: readonly Row[], pagination: Pagination) => Record<string, unknown>,
): Answer {
  const page = pageOf(rows, query, size);
  if (page === undefined) return badRequest('Invalid request: `limit`, `since` and `until` should be numbers.');
  return ok(body(page.rows, page.pagination));
}

function variables({ state, query }: Question): Answer {
  const shown = state.hidesProduction === true ? state.variables.filter((one) => !isProduction(one)) : state.variables;
  const hidden = state.variables.length - shown.length;
  return paged(shown, query, variablePage, (rows, pagination) => ({
    envs: rows.map((row) => listedVariable(row, state)),
    pagination,
    ...(hidden === 0 ? {} : { hiddenProductionEnvCount: hidden }),
  }));
}

function isProduction(variable: StoredVariable): boolean {
  return [variable.target].flat().includes('production');
}

function variable({ state }: Question, [, id]: readonly string[]): Answer {
  const found = state.variables.find((one) => one.id === id);
  if (found === undefined) return notFound('Environment Variable not found.');
  if (state.hidesProduction === true && isProduction(found)) return notFound('Environment Variable not found.');
  return ok(openedVariable(found, state));
}

function sharedVariables({ state, scope, query }: Question): Answer {
  const project = query.get('projectId') ?? state.project.id;
  const isOurs = scope.accountId === state.team.id && project === state.project.id;
  return paged(isOurs ? state.sharedVariables : [], query, variablePage, (rows, pagination) => ({
    data: rows.map((row) => listedSharedVariable(row, state)),
    pagination,
  }));
}

function sharedVariable({ state, scope }: Question, [id]: readonly string[]): Answer {
  const found = state.sharedVariables.find((one) => one.id === id);
  if (found === undefined || scope.accountId !== state.team.id)
    return notFound('Shared Environment Variable not found.');
  return ok(openedSharedVariable(found, state));
}

function customEnvironments({ state }: Question): Answer {
  return ok({ accountLimit: { total: 12 }, environments: state.customEnvironments.map(customEnvironmentShape) });
}

function domains({ state, query }: Question): Answer {
  return paged(state.domains, query, listPage, (rows, pagination) => ({
    domains: rows.map((row) => domainShape(row, state)),
    pagination,
  }));
}

function deployments({ state, scope, query }: Question): Answer {
  const project = query.get('projectId');
  const refusal = project === null ? undefined : refuseProject(state, scope, project);
  if (refusal !== undefined) return refusal;
  const target = query.get('target');
  const ours = scope.accountId === state.team.id ? state.deployments : [];
  const wanted = ours.filter((one) => target === null || (one.target ?? 'preview') === target);
  return paged(wanted, query, listPage, (rows, pagination) => ({
    deployments: rows.map((row) => deploymentShape(row, state)),
    pagination,
  }));
}
