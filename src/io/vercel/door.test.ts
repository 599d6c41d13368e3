import { describe, expect, test } from 'vitest';
import { ProviderFault } from '../../core/fault.ts';
import type { ProviderAnswer, VercelDoor } from '../../core/io.ts';
import { sendJson } from '../http/testing-server.ts';
import { canary, never, openDoor, ref, thrownBy } from './testing-door.ts';

const row = (n: number) => ({
  id: `env_${n}`,
  key: `NAME_${n}`,
  value: 'v',
  type: 'encrypted',
  target: ['production'],
});

describe('asking', () => {
  const asked: readonly [string, (door: VercelDoor) => Promise<ProviderAnswer>, string][] = [
    ['project', (door) => door.project(ref, never()), '/v9/projects/shop?teamId=team_1'],
    ['variables', (door) => door.variables(ref, never()), '/v10/projects/shop/env?teamId=team_1'],
    ['variable', (door) => door.variable(ref, 'env_1', never()), '/v1/projects/shop/env/env_1?teamId=team_1'],
    ['shared', (door) => door.sharedVariables(ref, 'prj_1', never()), '/v1/env?projectId=prj_1&teamId=team_1'],
    ['shared one', (door) => door.sharedVariable(ref, 'env_1', never()), '/v1/env/env_1?teamId=team_1'],
    [
      'domains',
      (door) => door.domains(ref, never()),
      // All but the limit and the team are the SDK's own defaults.
      '/v9/projects/shop/domains?limit=100&order=DESC&production=false&redirects=true&teamId=team_1',
    ],
  ];

  test.each(asked)('%s is one GET with the token, and its JSON comes back untouched', async (_name, call, url) => {
    const body = { anything: { unknown: ['key', null] }, pagination: { next: null } };
    await using vercel = await openDoor((_request, response) => sendJson(response, 200, body));
    const answer = await call(vercel.door);
    expect(answer.pages).toEqual([body]);
    expect(vercel.server.seen.map((seen) => `${seen.method} ${seen.url}`)).toEqual([`GET ${url}`]);
    expect(vercel.server.seen[0]?.headers).toMatchObject({
      authorization: `Bearer ${canary}`,
      'user-agent': 'launch-ready/test',
    });
  });

  test('without a token nothing is sent, and the hint names the variable and the page', async () => {
    await using vercel = await openDoor((_request, response) => sendJson(response, 200, {}), '');
    const error = await thrownBy(vercel.door.variables(ref, never()));
    expect(error).toMatchObject({ reason: 'no-credential' });
    expect(error.message).toContain('VERCEL_TOKEN');
    expect(error.message).toContain('https://vercel.com/account/settings/tokens');
    expect(vercel.server.seen).toEqual([]);
  });

  test.each([`${canary}\n`, `${canary}\r\nx-evil: 1`, `${canary} `, `${canary}é`])(
    'a token that no header can hold is told without being quoted: %j',
    async (token) => {
      await using vercel = await openDoor((_request, response) => sendJson(response, 200, {}), token);
      const error = await thrownBy(vercel.door.project(ref, never()));
      expect(error).toMatchObject({ reason: 'no-credential' });
      expect(error.message).not.toContain('canary');
      expect(vercel.server.seen).toEqual([]);
    },
  );

  test.each(['..', '.', '', 'shop/../../v2/user', 'shop?x=1', 'a\nb'])(
    'the project name %j is refused',
    async (name) => {
      await using vercel = await openDoor((_request, response) => sendJson(response, 200, {}));
      const error = await thrownBy(vercel.door.project({ ...ref, idOrName: name }, never()));
      expect(error).toMatchObject({ reason: 'not-configured', hint: expect.stringContaining('.vercel/project.json') });
      expect(vercel.server.seen).toEqual([]);
    },
  );
});

describe('pages', () => {
  test('300 variables come over many pages, in order', async () => {
    await using vercel = await openDoor((request, response) => {
      const until = new URL(request.url ?? '', 'http://x').searchParams.get('until');
      const from = until === null ? 0 : Number(until);
      const envs = Array.from({ length: 20 }, (_none, at) => row(from + at));
      sendJson(response, 200, {
        envs,
        pagination: { count: 20, next: from + 20 < 300 ? from + 20 : null, prev: null },
      });
    });
    const answer = await vercel.door.variables(ref, never());
    const names = answer.pages.flatMap((page) => (page as { envs: { key: string }[] }).envs.map((env) => env.key));
    expect(names).toEqual(Array.from({ length: 300 }, (_none, at) => `NAME_${at}`));
    expect(vercel.server.seen).toHaveLength(15);
    expect(vercel.server.seen[1]?.url).toBe('/v10/projects/shop/env?teamId=team_1&until=20');
    expect(vercel.server.seen[1]?.headers.authorization).toBe(`Bearer ${canary}`);
  });

  test('pages that go in circles are no list', async () => {
    await using vercel = await openDoor((request, response) => {
      const second = request.url?.includes('until=1') === true;
      sendJson(response, 200, { envs: [], pagination: { next: second ? 2 : 1 } });
    });
    const error = await thrownBy(vercel.door.variables(ref, never()));
    expect(error).toBeInstanceOf(ProviderFault);
    expect(error.message).toContain('go in circles');
    expect(vercel.server.seen.length).toBeLessThan(5);
  });

  test('pages without an end are no list', async () => {
    await using vercel = await openDoor((_request, response) => {
      sendJson(response, 200, { envs: [], pagination: { next: vercel.server.seen.length } });
    });
    const error = await thrownBy(vercel.door.variables(ref, never()));
    expect(error.message).toContain('more than 200 pages');
  });

  test('a failure on a later page leaves no half list', async () => {
    await using vercel = await openDoor((request, response) => {
      if (request.url?.includes('until') === true) return sendJson(response, 403, { error: { code: 'forbidden' } });
      sendJson(response, 200, { envs: [row(1)], pagination: { next: 1 } });
    });
    expect(await thrownBy(vercel.door.variables(ref, never()))).toMatchObject({ reason: 'denied' });
  });
});

describe('drift', () => {
  test.each([
    ['an unknown kind', [{ ...row(1), type: 'quantum', securityIssues: [] }]],
    ['no securityIssues', [row(1)]],
  ])('%s: the answer is used and the drift is said, without a value', async (_name, envs) => {
    const body = {
      envs: envs.map((env) => ({ ...env, value: canary })),
      pagination: { count: 1, next: null, prev: null },
    };
    await using vercel = await openDoor((_request, response) => sendJson(response, 200, body));
    const answer = await vercel.door.variables(ref, never());
    expect(answer.pages).toEqual([body]);
    expect(answer.drift).toEqual([expect.stringContaining('the environment variables of project shop')]);
    expect(answer.drift[0]).toContain('at envs[]');
    expect(answer.drift.join()).not.toMatch(/canary|quantum/);
  });

  test('an answer as the SDK knows it has no drift', async () => {
    const body = { verified: true, domains: [], pagination: { count: 0, next: null, prev: null } };
    await using vercel = await openDoor((_request, response) => sendJson(response, 200, body));
    expect((await vercel.door.domains(ref, never())).drift).toEqual([]);
  });
});
