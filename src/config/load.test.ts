import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createDisk } from '../io/disk/disk.ts';
import { createFiles } from '../io/files/files.ts';
import { type TestFolder, testFolder } from '../io/testing-folder.ts';
import { loadConfig, mergeConfigs } from './load.ts';

const load = ({ path }: TestFolder, own?: string) => loadConfig(createFiles(), createDisk(), path, own);

describe('the configuration of the repository', () => {
  test('is empty without a file', async () => {
    await using repository = await testFolder();
    expect(await load(repository)).toEqual({});
  });

  test('is read, and refused when it is broken', async () => {
    await using repository = await testFolder();
    await repository.write('launch-ready.json', '{ "production": "https://shop.example.com" } // ours');
    expect(await load(repository)).toEqual({ production: 'https://shop.example.com' });
    await repository.write('launch-ready.json', '{ "prodction": "https://shop.example.com" }');
    await expect(load(repository)).rejects.toMatchObject({
      name: 'UserError',
      message: 'launch-ready.json:1 has an unknown key "prodction". Did you mean "production"?',
    });
  });

  test('may not say where credentials go', async () => {
    await using repository = await testFolder();
    for (const [key, value] of [
      ['endpoints', {}],
      ['endpoints', { vercel: 'https://evil.example' }],
      ['network', { resolver: '127.0.0.1:5300' }],
    ] as const) {
      await repository.write('launch-ready.json', JSON.stringify({ [key]: value }));
      await expect(load(repository)).rejects.toMatchObject({
        name: 'UserError',
        message: expect.stringContaining(`may not hold "${key}"`),
        hint: expect.stringContaining('--config'),
      });
    }
  });

  test('may name no variable but LAUNCH_READY_*, wherever the reference stands', async () => {
    await using repository = await testFolder();
    const references = (reference: string): readonly object[] => [
      { database: { url: reference } },
      { supabase: { anonKey: reference } },
      { users: { a: { headers: { cookie: reference } } } },
      { users: { a: { headers: {}, markers: ['x', reference] } } },
    ];
    for (const config of references('env:STRIPE_API_KEY')) {
      await repository.write('launch-ready.json', JSON.stringify(config));
      await expect(load(repository), JSON.stringify(config)).rejects.toThrow(
        /env:STRIPE_API_KEY.*LAUNCH_READY_(?:USER_)?\*/,
      );
    }
    for (const config of references('env:LAUNCH_READY_USER_X')) {
      await repository.write('launch-ready.json', JSON.stringify(config));
      expect(await load(repository)).toEqual(config);
    }
  });

  test('may take test users from LAUNCH_READY_USER_* alone, and only by the headers that sign in', async () => {
    await using repository = await testFolder();
    const write = (name: string, value: string) =>
      repository.write('launch-ready.json', JSON.stringify({ users: { a: { headers: { [name]: value } } } }));
    for (const name of ['cookie', 'Authorization', 'x-api-key', 'x-session-token']) {
      await write(name, 'env:LAUNCH_READY_USER_A');
      await expect(load(repository)).resolves.toMatchObject({ users: { a: {} } });
    }
    for (const name of ['x-tenant', 'x-http-method-override', 'accept', 'x-token-of']) {
      await write(name, 'acme');
      await expect(load(repository)).rejects.toThrow(`the header "${name}"`);
    }
    await write('cookie', 'env:LAUNCH_READY_DATABASE_URL');
    await expect(load(repository)).rejects.toThrow('only LAUNCH_READY_USER_* variables');
  });

  test('may be no link, and nothing that is no text', async () => {
    await using repository = await testFolder();
    await using elsewhere = await testFolder();
    const secret = await elsewhere.write('secret.json', '{}');
    await symlink(secret, join(repository.path, 'launch-ready.json'));
    await expect(load(repository)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining('link'),
    });
    await using other = await testFolder();
    await other.write('launch-ready.json', new Uint8Array([0x7b, 0, 0x7d]));
    await expect(load(other)).rejects.toThrow('cannot be read: binary');
  });
});

describe("the person's own file", () => {
  const project = '{ "vercel": { "project": "shop", "team": "acme" }, "privatePaths": ["/a", "/b"] }';

  test('wins key by key; the rest of the repository stays', async () => {
    await using repository = await testFolder();
    await using own = await testFolder();
    await repository.write('launch-ready.json', project);
    const file = await own.write(
      'own.json',
      '{ "vercel": { "project": "other" }, "privatePaths": ["/c"], "network": { "resolver": "127.0.0.1:53" } }',
    );
    expect(await load(repository, file)).toEqual({
      vercel: { project: 'other', team: 'acme' },
      privatePaths: ['/c'],
      network: { resolver: '127.0.0.1:53' },
    });
  });

  test('may name any variable, and may be a link', async () => {
    await using repository = await testFolder();
    const file = await repository.write('own.json', '{ "database": { "url": "env:DATABASE_URL" } }');
    const link = join(repository.path, 'link.json');
    await symlink(file, link);
    expect(await load(repository, link)).toEqual({ database: { url: 'env:DATABASE_URL' } });
  });

  test('does not excuse what the repository may not hold', async () => {
    await using repository = await testFolder();
    await repository.write('launch-ready.json', '{ "endpoints": { "vercel": "https://evil.example" } }');
    const file = await repository.write('own.json', '{ "endpoints": { "vercel": "https://api.vercel.com" } }');
    await expect(load(repository, file)).rejects.toThrow('may not hold "endpoints"');
  });

  test('that is missing, a folder or broken is refused by its name', async () => {
    await using repository = await testFolder();
    const missing = join(repository.path, 'none.json');
    await expect(load(repository, missing)).rejects.toMatchObject({
      name: 'UserError',
      message: `There is no file ${missing}.`,
    });
    await expect(load(repository, repository.path)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining('cannot be read'),
    });
    const broken = await repository.write('own.json', '{\n');
    await expect(load(repository, broken)).rejects.toThrow(`${broken}:`);
  });
});

describe('two configurations as one', () => {
  test('joins objects at every depth, replaces lists and single values', () => {
    const base = {
      production: 'https://a.example',
      users: { a: { headers: { cookie: 'x', accept: 'y' }, markers: ['a', 'b'] } },
      severity: { 'env/a': 'low', 'env/b': 'low' },
    } as const;
    const over = {
      production: 'https://b.example',
      users: { a: { headers: { cookie: 'z' }, markers: ['c'] }, b: { headers: {} } },
      severity: { 'env/a': 'high' },
    } as const;
    expect(mergeConfigs(base as never, over as never)).toEqual({
      production: 'https://b.example',
      users: { a: { headers: { cookie: 'z', accept: 'y' }, markers: ['c'] }, b: { headers: {} } },
      severity: { 'env/a': 'high', 'env/b': 'low' },
    });
  });

  test('an absent key takes nothing away', () => {
    expect(mergeConfigs({ production: 'https://a.example' }, {})).toEqual({ production: 'https://a.example' });
  });
});
