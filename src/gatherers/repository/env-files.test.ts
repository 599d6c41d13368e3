import { expect, it } from 'vitest';
import { gatherEnvFiles } from './env-files.ts';
import { contextOver, memoryFiles } from './testing.ts';

const canary = 'sk_live_canary';
const tree = {
  '/repo/.env': `A=${canary}\n`,
  '/repo/.env.example': 'A=\n# B=\nC=your-key',
  '/repo/apps/web/.env.production.local': `D="${canary}\nE=${canary}"`,
  '/repo/.env.local': { state: 'skipped', why: 'too-large' },
  '/repo/src/env.ts': 'A=1',
} as const;

it('lists files with their names, roles and what git knows of them, and no value', async () => {
  const tracked = async (_dir: string, paths: readonly string[]) => new Set(paths.filter((path) => path === '.env'));
  const context = contextOver('/repo', { files: memoryFiles(tree), git: { tracked } });
  const { files, unread } = await gatherEnvFiles.gather(context, {});
  expect(
    files.map(({ path, role, tracked, variables }) => [path, role, tracked, variables.map(({ name }) => name)]),
  ).toEqual([
    ['.env', 'all', true, ['A']],
    ['.env.example', 'example', false, ['A', 'C']],
    ['apps/web/.env.production.local', 'production', false, ['D']],
  ]);
  expect(unread).toEqual([{ path: '.env.local', why: 'it is too large' }]);
  expect(JSON.stringify([files, unread])).not.toContain(canary);
});

it('does not say what git tracks where there is no repository', async () => {
  const { files } = await gatherEnvFiles.gather(contextOver('/repo', { files: memoryFiles(tree) }), {});
  expect(files.some((file) => 'tracked' in file)).toBe(false);
});
