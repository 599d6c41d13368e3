import { afterEach, describe, expect, it } from 'vitest';
import { harborAccount } from '../account/harbor.ts';
import { authChallenge, redirectTo, tooManyRequests, vercelError } from './faults.ts';
import { startVercelSimulator, type VercelSimulator, type VercelSimulatorOptions } from './simulator.ts';
import type { VercelState } from './state.ts';

const state = harborAccount({ repaired: false });
const project = state.project.id;
const team = `teamId=${state.team.id}`;
const bearer = `Bearer ${state.tokens[0]?.value}`;
const open: VercelSimulator[] = [];

afterEach(async () => {
  for (const simulator of open.splice(0)) await simulator.close();
});

async function start(options: Partial<VercelSimulatorOptions> = {}): Promise<VercelSimulator> {
  const simulator = await startVercelSimulator({ state, ...options });
  open.push(simulator);
  return simulator;
}

async function get(simulator: VercelSimulator, path: string, authorization = bearer, method = 'GET') {
  const response = await fetch(`${simulator.url}${path}`, { method, headers: { authorization }, redirect: 'manual' });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: text === '' ? undefined : JSON.parse(text) };
}

async function allVariables(simulator: VercelSimulator): Promise<readonly Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  for (let until = ''; ; ) {
    const { body } = await get(simulator, `/v10/projects/${project}/env?${team}${until}`);
    rows.push(...body.envs);
    if (body.pagination.next === null) return rows;
    until = `&until=${body.pagination.next}`;
  }
}

describe('who may ask', () => {
  const path = `/v9/projects/${project}`;

  it('knows the project by id and by name, the team by id and by slug', async () => {
    const simulator = await start();
    for (const asked of [`${path}?${team}`, `/v9/projects/shop?slug=harbor`]) {
      expect((await get(simulator, asked)).body.id).toBe(project);
    }
  });

  it('refuses a request without a token with 401', async () => {
    const simulator = await start();
    const response = await fetch(`${simulator.url}/v2/user`);
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ error: { code: 'forbidden', message: 'Not authorized' } });
  });

  it.each(['Bearer nobody', 'Bearer ', 'Basic bWFyYQ=='])('refuses %j and shows nothing', async (authorization) => {
    const { status, text } = await get(await start(), `${path}?${team}`, authorization);
    expect([401, 403]).toContain(status);
    expect(text).not.toContain(project);
  });

  it('refuses an expired token like an unknown one', async () => {
    const expired: VercelState = { ...state, tokens: state.tokens.map((token) => ({ ...token, expired: true })) };
    const { status, body } = await get(await start({ state: expired }), '/v2/user');
    expect(status).toBe(403);
    expect(body.error).toEqual({ code: 'forbidden', message: 'Not authorized', invalidToken: true });
  });

  it('hides a team project from a request without the team, and refuses another team', async () => {
    const simulator = await start();
    expect((await get(simulator, path)).status).toBe(404);
    expect((await get(simulator, `${path}?teamId=team_other`)).status).toBe(403);
    expect((await get(simulator, `${path}?slug=other`)).status).toBe(403);
    expect((await get(simulator, `/v9/projects/other?${team}`)).status).toBe(404);
  });

  it('refuses the team to a token of another team', async () => {
    const stranger: VercelState = { ...state, tokens: [{ value: 'stranger', teams: ['team_other'] }] };
    const simulator = await start({ state: stranger });
    expect((await get(simulator, `${path}?${team}`, 'Bearer stranger')).status).toBe(403);
    expect((await get(simulator, '/v2/user', 'Bearer stranger')).status).toBe(200);
  });
});

describe('what it answers', () => {
  it('answers 404 for what it does not know, malformed escapes too', async () => {
    const simulator = await start();
    for (const path of ['/', '/v99/user', '/v1/env/', `/v1/projects/${project}/env/none?${team}`, '/v1/env/%zz']) {
      const { status, body } = await get(simulator, path);
      expect([path, status, body.error.code]).toEqual([path, 404, 'not_found']);
    }
  });

  it('refuses to write, and remembers that it was asked to', async () => {
    const simulator = await start();
    for (const method of ['POST', 'PATCH', 'DELETE']) {
      const { status, headers } = await get(simulator, `/v10/projects/${project}/env?${team}`, bearer, method);
      expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    }
    expect(simulator.requests().map((request) => request.method)).toEqual(['POST', 'PATCH', 'DELETE']);
  });

  it('pages variables by twenty and shows each once', async () => {
    const simulator = await start({ state: harborAccount({ repaired: false, variables: 300 }) });
    const rows = await allVariables(simulator);
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    expect(rows.length).toBe(state.variables.length + 300);
    expect(simulator.requests().length).toBe(Math.ceil(rows.length / 20));
  });

  it('refuses a page that is no time', async () => {
    const { status, body } = await get(await start(), `/v10/projects/${project}/env?${team}&until=soon`);
    expect([status, body.error.code]).toEqual([400, 'bad_request']);
  });

  it('counts production variables instead of listing them for a token that may not see them', async () => {
    const simulator = await start({ state: { ...state, hidesProduction: true } });
    const { body } = await get(simulator, `/v10/projects/${project}/env?${team}`);
    const hidden = state.variables.filter((one) => [one.target].flat().includes('production'));
    expect(body.hiddenProductionEnvCount).toBe(hidden.length);
    for (const one of hidden) {
      expect((await get(simulator, `/v1/projects/${project}/env/${one.id}?${team}`)).status).toBe(404);
    }
  });

  it('filters deployments by target, newest first', async () => {
    const simulator = await start();
    const live = await get(simulator, `/v7/deployments?projectId=${project}&target=production&limit=1&${team}`);
    expect(live.body.deployments).toHaveLength(1);
    const { body } = await get(simulator, `/v9/projects/${project}?${team}`);
    expect(live.body.deployments[0].uid).toBe(body.targets.production.id);
    const previews = await get(simulator, `/v7/deployments?projectId=${project}&target=preview&${team}`);
    expect(previews.body.deployments.map((one: { target: unknown }) => one.target)).toEqual([null, null]);
  });

  it('lists shared variables of this project alone, and only in the team', async () => {
    const simulator = await start();
    expect((await get(simulator, `/v1/env?projectId=${project}&${team}`)).body.data).toHaveLength(2);
    expect((await get(simulator, `/v1/env?projectId=prj_other&${team}`)).body.data).toEqual([]);
    expect((await get(simulator, `/v1/env?projectId=${project}`)).body.data).toEqual([]);
  });
});

describe('values', () => {
  it('shows plain values in lists, ciphertext of encrypted ones, nothing of sensitive ones', async () => {
    for (const row of await allVariables(await start())) {
      const stored = state.variables.find((one) => one.id === row.id);
      if (row.type === 'plain') expect([row.value, row.decrypted]).toEqual([stored?.value, true]);
      if (row.type === 'sensitive') expect([row.value, row.decrypted]).toEqual(['', false]);
      if (row.type === 'encrypted') expect([row.value === stored?.value, row.decrypted]).toEqual([false, false]);
    }
  });

  it('does not decrypt a list that asks for it', async () => {
    const { text } = await get(await start(), `/v10/projects/${project}/env?decrypt=true&${team}`);
    for (const one of state.variables.filter(({ type }) => type === 'encrypted')) expect(text).not.toContain(one.value);
  });

  it('hides in ciphertext that two records hold equal values', async () => {
    const rows = await allVariables(await start());
    const [first, second] = rows.filter((row) => row.key === 'NEXTAUTH_SECRET');
    expect(first?.type).toBe('encrypted');
    expect(first?.value).not.toBe(second?.value);
  });

  it('decrypts one by one, and never a sensitive one', async () => {
    const simulator = await start();
    for (const one of state.variables) {
      const { body, text } = await get(simulator, `/v1/projects/${project}/env/${one.id}?${team}`);
      if (one.type === 'sensitive') expect('value' in body || text.includes(one.value)).toBe(false);
      else expect([body.value, body.decrypted]).toEqual([one.value, true]);
    }
  });
});

describe('limits, changes and faults', () => {
  it('counts down and answers 429 past the limit, with the wait', async () => {
    const simulator = await start({ rateLimit: { total: 1, windowMs: 60_000 } });
    const first = await get(simulator, '/v2/user');
    expect([first.status, first.headers.get('x-ratelimit-remaining')]).toEqual([200, '0']);
    const second = await get(simulator, '/v2/user');
    expect(second.status).toBe(429);
    expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(second.body.error.code).toBe('rate_limited');
  });

  it('answers from the new state after a change', async () => {
    const simulator = await start();
    simulator.change({ ...state, variables: [] });
    expect(await allVariables(simulator)).toEqual([]);
  });

  it("fails in Vercel's own words", async () => {
    const simulator = await start({ faults: [{ route: 'user', fault: tooManyRequests('3') }] });
    expect((await get(simulator, '/v2/user')).headers.get('retry-after')).toBe('3');
    simulator.fail([{ route: 'user', fault: tooManyRequests() }]);
    expect((await get(simulator, '/v2/user')).headers.has('retry-after')).toBe(false);
    simulator.fail([{ route: '*', fault: authChallenge() }]);
    expect((await get(simulator, '/v2/user')).body.error.code).toBe('challenge_required');
    simulator.fail([{ route: '*', fault: vercelError(500, 'internal_server_error', 'An unexpected error') }]);
    expect((await get(simulator, '/v2/user')).status).toBe(500);
    simulator.fail([{ route: '*', fault: redirectTo('http://127.0.0.1:9/') }]);
    expect((await get(simulator, '/v2/user')).headers.get('location')).toBe('http://127.0.0.1:9/');
    simulator.fail([]);
    expect((await get(simulator, '/v2/user')).status).toBe(200);
  });
});
