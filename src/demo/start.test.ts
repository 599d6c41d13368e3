import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ask as askDns } from './dns/testing.ts';
import { plantedSecrets } from './planted.ts';
import { type PracticeLaunch, type PracticeOptions, startPracticeLaunch } from './start.ts';

const open: PracticeLaunch[] = [];
const folders: string[] = [];

afterEach(async () => {
  vi.unstubAllEnvs();
  for (const launch of open.splice(0)) await launch.close();
  for (const path of folders.splice(0)) await rm(path, { recursive: true });
});

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'practice-test-'));
  folders.push(path);
  return path;
}

async function start(options: Partial<PracticeOptions> = {}): Promise<PracticeLaunch> {
  const launch = await startPracticeLaunch({ repaired: false, directory: await folder(), ...options });
  open.push(launch);
  return launch;
}

async function settings(launch: PracticeLaunch) {
  const text = await readFile(launch.configFile, 'utf8');
  return JSON.parse(text.replace(/^\/\/.*$/m, ''));
}

async function endpoint(launch: PracticeLaunch): Promise<string> {
  return (await settings(launch)).endpoints.vercel;
}

async function ask(launch: PracticeLaunch, path: string) {
  const headers = { authorization: `Bearer ${launch.environment.VERCEL_TOKEN}` };
  const response = await fetch(`${await endpoint(launch)}${path}`, { headers });
  return JSON.parse(await response.text());
}

async function link(launch: PracticeLaunch): Promise<{ projectId: string; orgId: string }> {
  return JSON.parse(await readFile(join(launch.directory, '.vercel/project.json'), 'utf8'));
}

function git(directory: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: directory, encoding: 'utf8' }).trim();
}

describe.each([false, true])('the practice launch (repaired: %s)', (repaired) => {
  it('links its repository to a project that its token and address reach', async () => {
    const launch = await start({ repaired });
    const { projectId, orgId } = await link(launch);
    const project = await ask(launch, `/v9/projects/${projectId}?teamId=${orgId}`);
    expect(project.name).toBe('shop');
    expect(launch.requests()).toEqual([{ method: 'GET', path: `/v9/projects/${projectId}?teamId=${orgId}` }]);
  });

  it('knows a second provider, and two customers to sign in as', async () => {
    const launch = await start({ repaired });
    const { endpoints, users } = await settings(launch);
    const authorization = `Bearer ${launch.environment.CLOUDFLARE_API_TOKEN}`;
    const zones = await fetch(`${endpoints.cloudflare}/zones?name=example.com`, { headers: { authorization } });
    expect(JSON.parse(await zones.text()).result).toMatchObject([{ name: 'example.com' }]);
    expect(launch.requests().at(-1)?.path).toContain('/zones?name=example.com');
    for (const user of [users.a, users.b]) {
      const variable = user.headers.cookie.replace('env:', '');
      expect([variable, launch.environment[variable]]).toEqual([
        expect.stringMatching(/^LAUNCH_READY_USER_[AB]_COOKIE$/),
        expect.stringMatching(/^harbor_session=\w{43}$/),
      ]);
    }
    expect(users.a.markers.length).toBeGreaterThan(0);
  });

  it('has the live commit checked out, on main, with nothing left over', async () => {
    const launch = await start({ repaired });
    const { projectId, orgId } = await link(launch);
    const project = await ask(launch, `/v9/projects/${projectId}?teamId=${orgId}`);
    expect(git(launch.directory, 'rev-parse', 'HEAD')).toBe(project.targets.production.meta.githubCommitSha);
    expect(git(launch.directory, 'branch', '--show-current')).toBe('main');
    expect(git(launch.directory, 'status', '--porcelain')).toBe('');
  });

  it('diverts every domain of the project, its preview and its name servers to this machine', async () => {
    const launch = await start({ repaired });
    const { network } = await settings(launch);
    const { projectId, orgId } = await link(launch);
    const { domains } = await ask(launch, `/v9/projects/${projectId}/domains?teamId=${orgId}`);
    const hosts = [...domains.map(({ name }: { name: string }) => name), 'shop-git-main-harbor.vercel.app'];
    const wanted = hosts.flatMap((host) => [`${host}:80`, `${host}:443`]);
    expect(Object.keys(network.connect)).toEqual(expect.arrayContaining([...wanted, 'ns1.harbor-dns.example:53']));
    for (const address of [network.resolver, ...Object.values(network.connect)]) {
      expect(address).toMatch(/^127\.0\.0\.1:\d+$/);
    }
  });

  it('answers over DNS and TLS at the addresses of its configuration', async () => {
    const launch = await start({ repaired });
    const { network } = await settings(launch);
    const found = await askDns(network.resolver, 'shop.example.com', 'A', { recurse: true });
    expect(found.answers).not.toEqual([]);
    expect(launch.queries()).toEqual([{ server: 'resolver', name: 'shop.example.com', type: 'A', transport: 'udp' }]);
    const [host, port] = network.connect['shop.example.com:443'].split(':');
    const ca = await readFile(join(dirname(launch.configFile), network.ca), 'utf8');
    const status = await new Promise((resolve, reject) => {
      const options = {
        host,
        port,
        ca,
        servername: 'shop.example.com',
        headers: { host: 'shop.example.com' },
        agent: false,
      };
      get(options, ({ statusCode }) => resolve(statusCode)).once('error', reject);
    });
    expect(status).toBe(200);
    expect(launch.visits()).toMatchObject([{ scheme: 'https', host: 'shop.example.com', path: '/' }]);
  });

  it('commits no planted secret', async () => {
    const { directory } = await start({ repaired });
    const committed = git(directory, 'log', '--patch', '--all');
    expect(plantedSecrets({ repaired }).filter((secret) => committed.includes(secret))).toEqual([]);
  });
});

describe('startPracticeLaunch', () => {
  it('writes its configuration beside the repository, not into it', async () => {
    const launch = await start();
    expect(relative(launch.directory, launch.configFile)).toMatch(/^\.\./);
    expect(await endpoint(launch)).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('makes the same commits in every run', async () => {
    const [one, other] = [await start(), await start()];
    expect(git(one.directory, 'log', '--format=%H')).toBe(git(other.directory, 'log', '--format=%H'));
  });

  it('adds as many variables as it is asked to', async () => {
    const [plain, grown] = [await start(), await start({ variables: 40 })];
    const { projectId, orgId } = await link(plain);
    const count = async (launch: PracticeLaunch) => {
      let found = 0;
      for (let until = ''; ; ) {
        const { envs, pagination } = await ask(launch, `/v10/projects/${projectId}/env?teamId=${orgId}${until}`);
        found += envs.length;
        if (pagination.next === null) return found;
        until = `&until=${pagination.next}`;
      }
    };
    expect((await count(grown)) - (await count(plain))).toBe(40);
  });

  it('stops answering when closed, and leaves the folder', async () => {
    const launch = await start();
    const { endpoints, network } = await settings(launch);
    await launch.close();
    const sites: readonly string[] = Object.values(network.connect);
    const addresses = [
      endpoints.vercel,
      endpoints.cloudflare,
      ...[network.resolver, ...sites].map((address) => `http://${address}`),
    ];
    for (const address of addresses) await expect(fetch(address)).rejects.toThrow('fetch failed');
    expect(await readdir(launch.directory)).toContain('package.json');
  });

  it('refuses a folder that holds another shop', async () => {
    const directory = await folder();
    await start({ directory });
    await expect(start({ directory })).rejects.toThrow('is not empty');
  });

  it("keeps the person's git settings and repository out of it", async () => {
    const mine = await folder();
    git(mine, 'init', '--quiet');
    const hooks = join(mine, 'hooks');
    await mkdir(hooks);
    await writeFile(join(hooks, 'pre-commit'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    await writeFile(join(mine, 'config'), `[core]\n  hooksPath = ${hooks}\n[commit]\n  gpgSign = true\n`);
    vi.stubEnv('GIT_DIR', join(mine, '.git'));
    vi.stubEnv('GIT_CONFIG_GLOBAL', join(mine, 'config'));
    vi.stubEnv('HOME', mine);
    const launch = await start();
    vi.unstubAllEnvs();
    expect(git(launch.directory, 'log', '--format=%an', '-1')).toBe('Mara Lindqvist');
    expect(git(mine, 'for-each-ref')).toBe('');
  });

  it('does without git: the same files, and no repository', async () => {
    vi.stubEnv('PATH', await folder());
    const launch = await start();
    vi.unstubAllEnvs();
    const names = await readdir(launch.directory);
    expect(names).toContain('env.ts');
    expect(names).not.toContain('.git');
    const { projectId, orgId } = await link(launch);
    const project = await ask(launch, `/v9/projects/${projectId}?teamId=${orgId}`);
    expect(project.targets.production.meta.githubCommitSha).toMatch(/^[0-9a-f]{40}$/);
  });
});
