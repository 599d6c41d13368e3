import { VercelCore } from '@vercel/sdk/core.js';
import { deploymentsGetDeployments } from '@vercel/sdk/funcs/deploymentsGetDeployments.js';
import { environmentGetProjectsByIdOrNameCustomEnvironments } from '@vercel/sdk/funcs/environmentGetProjectsByIdOrNameCustomEnvironments.js';
import { environmentGetSharedEnvVar } from '@vercel/sdk/funcs/environmentGetSharedEnvVar.js';
import { environmentListSharedEnvVariable } from '@vercel/sdk/funcs/environmentListSharedEnvVariable.js';
import { projectsFilterProjectEnvs } from '@vercel/sdk/funcs/projectsFilterProjectEnvs.js';
import { projectsGetProject } from '@vercel/sdk/funcs/projectsGetProject.js';
import { projectsGetProjectDomains } from '@vercel/sdk/funcs/projectsGetProjectDomains.js';
import { projectsGetProjectEnv } from '@vercel/sdk/funcs/projectsGetProjectEnv.js';
import { userGetAuthUser } from '@vercel/sdk/funcs/userGetAuthUser.js';
import { HTTPClient } from '@vercel/sdk/lib/http.js';
import { afterEach, describe, expect, it } from 'vitest';
import { harborAccount } from '../account/harbor.ts';
import type { Drift } from './drift.ts';
import { startVercelSimulator, type VercelSimulator } from './simulator.ts';
import type { VercelState } from './state.ts';

const open: VercelSimulator[] = [];

afterEach(async () => {
  for (const simulator of open.splice(0)) await simulator.close();
});

async function clientFor(state: VercelState, drift: readonly Drift[] = [], until?: number): Promise<VercelCore> {
  const simulator = await startVercelSimulator({ state, drift });
  open.push(simulator);
  // The SDK's own list of variables has no way to ask for a further page.
  const fetcher = (input: string | URL | Request) => {
    const request = new Request(input);
    const url = new URL(request.url);
    if (until !== undefined) url.searchParams.set('until', String(until));
    return fetch(url, { headers: request.headers });
  };
  const bearerToken = state.tokens[0]?.value ?? '';
  return new VercelCore({ bearerToken, serverURL: simulator.url, httpClient: new HTTPClient({ fetcher }) });
}

describe.each([false, true])('the real SDK against the account (repaired: %s)', (repaired) => {
  const state = harborAccount({ repaired });
  const at = { idOrName: state.project.id, teamId: state.team.id };

  it('accepts the shape of every answer', async () => {
    const client = await clientFor(state);
    const teamId = state.team.id;
    const projectId = state.project.id;
    const answers = [
      await userGetAuthUser(client),
      await projectsGetProject(client, at),
      await projectsFilterProjectEnvs(client, at),
      await projectsGetProjectDomains(client, at),
      await deploymentsGetDeployments(client, { projectId, teamId, target: 'production', limit: 20 }),
      await environmentListSharedEnvVariable(client, { projectId, teamId }),
      await environmentGetProjectsByIdOrNameCustomEnvironments(client, at),
    ];
    expect(answers.map((answer) => answer.error)).toEqual(answers.map(() => undefined));
  });

  it('accepts every single variable, shared ones too', async () => {
    const client = await clientFor(state);
    for (const { id } of state.variables) {
      expect((await projectsGetProjectEnv(client, { ...at, id })).error).toBeUndefined();
    }
    for (const { id } of state.sharedVariables) {
      expect((await environmentGetSharedEnvVar(client, { id, teamId: state.team.id })).error).toBeUndefined();
    }
  });

  it('accepts the last page of variables, and a list with production hidden', async () => {
    const oldest = Math.min(...state.variables.map((one) => one.createdAt));
    const last = await projectsFilterProjectEnvs(await clientFor(state, [], oldest + 1), at);
    expect(last.value).toMatchObject({ envs: [{}], pagination: { count: 1, next: null } });
    const hidden = await projectsFilterProjectEnvs(await clientFor({ ...state, hidesProduction: true }), at);
    expect(hidden.error).toBeUndefined();
  });
});

describe('drift', () => {
  const state = harborAccount({ repaired: true });
  const at = { idOrName: state.project.id, teamId: state.team.id };
  const refused: readonly Drift[] = ['unknown-type', 'unknown-target', 'missing-security-issues'];

  it.each(refused)('of kind %s is refused by the SDK, which keeps the raw answer', async (kind) => {
    const { error } = await projectsFilterProjectEnvs(await clientFor(state, [kind]), at);
    expect(error).toMatchObject({ name: 'ResponseValidationError', rawValue: { envs: expect.any(Array) } });
  });

  it('of a list without its pagination goes unnoticed by the SDK: it looks like the only page', async () => {
    const { value } = await projectsFilterProjectEnvs(await clientFor(state, ['missing-pagination']), at);
    expect(value).toMatchObject({ envs: expect.any(Array), hiddenProductionEnvCount: 0 });
    expect(value).not.toHaveProperty('pagination');
  });

  it('leaves other answers alone', async () => {
    expect((await projectsGetProject(await clientFor(state, refused), at)).error).toBeUndefined();
  });
});
