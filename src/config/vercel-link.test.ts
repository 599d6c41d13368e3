import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createFiles } from '../io/files/files.ts';
import { type TestFolder, testFolder } from '../io/testing-folder.ts';
import type { Config } from './schema.ts';
import { type Environment, findVercelProject } from './vercel-link.ts';

type Given = { readonly inside?: string; readonly config?: Config; readonly env?: Environment };

const find = ({ path }: TestFolder, { inside = '.', config = {}, env = {} }: Given = {}) =>
  findVercelProject(createFiles(), join(path, inside), config, env);

async function linkedFolder(): Promise<TestFolder> {
  const folder = await testFolder();
  await folder.write('.vercel/project.json', '{"projectId": "prj_file", "orgId": "team_file", "settings": {}}');
  return folder;
}

describe('the project', () => {
  test('is none where nothing names one', async () => {
    await using folder = await testFolder();
    expect(await find(folder)).toBeUndefined();
  });

  test('comes from the link of the Vercel CLI', async () => {
    await using folder = await linkedFolder();
    expect(await find(folder)).toEqual({ idOrName: 'prj_file', teamId: 'team_file', from: '.vercel/project.json' });
  });

  test("comes from the CLI's variables before the link", async () => {
    await using folder = await linkedFolder();
    const env = { VERCEL_PROJECT_ID: 'prj_env', VERCEL_ORG_ID: 'team_env' };
    expect(await find(folder, { env })).toEqual({ idOrName: 'prj_env', teamId: 'team_env', from: 'VERCEL_PROJECT_ID' });
  });

  test('comes from the configuration before everything', async () => {
    await using folder = await linkedFolder();
    const env = { VERCEL_PROJECT_ID: 'prj_env', VERCEL_ORG_ID: 'team_env' };
    expect(await find(folder, { env, config: { vercel: { project: 'shop', team: 'acme' } } })).toEqual({
      idOrName: 'shop',
      slug: 'acme',
      from: 'configuration',
    });
    expect(await find(folder, { config: { vercel: { project: 'shop' } } })).toEqual({
      idOrName: 'shop',
      from: 'configuration',
    });
  });

  test('an empty variable is an absent one', async () => {
    await using folder = await linkedFolder();
    const from = async (env: Environment) => (await find(folder, { env }))?.from;
    expect(await from({ VERCEL_PROJECT_ID: '', VERCEL_ORG_ID: 'team_env' })).toBe('.vercel/project.json');
    expect(await find(folder, { env: { VERCEL_PROJECT_ID: 'prj_env', VERCEL_ORG_ID: '' } })).toEqual({
      idOrName: 'prj_env',
      from: 'VERCEL_PROJECT_ID',
    });
  });
});

describe('its owner', () => {
  const owned = async (team: string) => {
    await using folder = await testFolder();
    return find(folder, { config: { vercel: { project: 'shop', team } } });
  };

  test('narrows the request when it is a team, by id or by address', async () => {
    expect(await owned('team_abc')).toMatchObject({ teamId: 'team_abc' });
    expect(await owned('acme')).toMatchObject({ slug: 'acme' });
  });

  test('is no team when it is a personal account', async () => {
    for (const personal of ['user_abc', 'abcdefghijklmnopqrstuvwx']) {
      expect(await owned(personal)).toEqual({ idOrName: 'shop', from: 'configuration' });
    }
  });
});

describe('a link of a whole repository', () => {
  const projects = [
    { id: 'prj_web', name: 'web', directory: 'apps/web' },
    { id: 'prj_docs', name: 'docs', directory: 'apps/docs', orgId: 'team_docs' },
  ];
  const linked = async (list: readonly object[]): Promise<TestFolder> => {
    const folder = await testFolder();
    await folder.write(
      '.vercel/repo.json',
      JSON.stringify({ orgId: 'team_repo', remoteName: 'origin', projects: list }),
    );
    await folder.write('.git/HEAD', 'ref: refs/heads/main');
    await folder.write('apps/web/src/index.ts');
    await folder.write('apps/docs/index.ts');
    return folder;
  };

  test('names the project of the audited directory, with its own owner first', async () => {
    await using folder = await linked(projects);
    expect(await find(folder, { inside: 'apps/web' })).toEqual({
      idOrName: 'prj_web',
      teamId: 'team_repo',
      from: '.vercel/repo.json',
    });
    expect(await find(folder, { inside: 'apps/docs' })).toMatchObject({ idOrName: 'prj_docs', teamId: 'team_docs' });
    expect(await find(folder, { inside: 'apps/web/src' })).toMatchObject({ idOrName: 'prj_web' });
  });

  test('names none where several could be meant', async () => {
    await using folder = await linked(projects);
    expect(await find(folder)).toBeUndefined();
    expect(await find(folder, { inside: 'apps' })).toBeUndefined();
    await using twins = await linked([projects[0] ?? {}, { id: 'prj_twin', name: 'twin', directory: 'apps/web' }]);
    expect(await find(twins, { inside: 'apps/web' })).toBeUndefined();
  });

  test('names the only one from anywhere', async () => {
    await using folder = await linked(projects.slice(0, 1));
    for (const inside of ['.', 'apps/web', 'apps/docs']) {
      expect(await find(folder, { inside })).toMatchObject({ idOrName: 'prj_web' });
    }
  });

  test('prefers the closest directory; the whole repository is the widest', async () => {
    await using folder = await linked([{ id: 'prj_root', name: 'root', directory: '.' }, ...projects]);
    expect(await find(folder, { inside: 'apps/web' })).toMatchObject({ idOrName: 'prj_web' });
    expect(await find(folder, { inside: 'apps' })).toMatchObject({ idOrName: 'prj_root' });
    expect(await find(folder)).toMatchObject({ idOrName: 'prj_root' });
  });

  test('reads a directory however it is spelled, and no other that begins alike', async () => {
    await using folder = await linked([{ ...projects[0], directory: './apps/web/' }, { ...projects[1] }]);
    await folder.write('apps/website/index.ts');
    expect(await find(folder, { inside: 'apps/web' })).toMatchObject({ idOrName: 'prj_web' });
    expect(await find(folder, { inside: 'apps/website' })).toBeUndefined();
  });

  test('gives way to the link of the directory itself', async () => {
    await using folder = await linked(projects);
    await folder.write('apps/web/.vercel/project.json', '{"projectId": "prj_own", "orgId": "team_own"}');
    expect(await find(folder, { inside: 'apps/web' })).toMatchObject({ idOrName: 'prj_own' });
  });

  test('outside the repository is not its own', async () => {
    await using folder = await linked(projects.slice(0, 1));
    await folder.write('vendor/shop/.git/HEAD', 'ref: refs/heads/main');
    expect(await find(folder, { inside: 'vendor/shop' })).toBeUndefined();
    await folder.write('vendor/worktree/.git', 'gitdir: ../elsewhere');
    expect(await find(folder, { inside: 'vendor/worktree' })).toBeUndefined();
  });
});

describe('a link that cannot be used', () => {
  test('is refused by its name instead of being passed over', async () => {
    await using folder = await testFolder();
    for (const text of ['', '{', '[]', '{"orgId": "team_x"}', '{"projectId": 7}', '{"projectId": ""}']) {
      await folder.write('.vercel/project.json', text);
      await expect(find(folder), text).rejects.toMatchObject({
        name: 'UserError',
        message: expect.stringContaining('.vercel/project.json'),
      });
    }
    await using other = await testFolder();
    for (const text of ['{"projects": {}}', '{"projects": [{"id": "prj_x"}]}', '{"projects": [{"directory": "."}]}']) {
      await other.write('.vercel/repo.json', text);
      await expect(find(other), text).rejects.toThrow('.vercel/repo.json');
    }
  });

  test('is refused when it points elsewhere', async () => {
    await using folder = await testFolder();
    await using elsewhere = await linkedFolder();
    await folder.write('.vercel/README.txt');
    await symlink(join(elsewhere.path, '.vercel/project.json'), join(folder.path, '.vercel/project.json'));
    await expect(find(folder)).rejects.toMatchObject({
      message: expect.stringContaining('link'),
      hint: expect.stringContaining('vercel link'),
    });
  });

  test('does not matter when something better names the project', async () => {
    await using folder = await testFolder();
    await folder.write('.vercel/project.json', '{');
    expect(await find(folder, { env: { VERCEL_PROJECT_ID: 'prj_env' } })).toMatchObject({ idOrName: 'prj_env' });
  });
});
