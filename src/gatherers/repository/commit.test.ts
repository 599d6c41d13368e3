import { expect, it } from 'vitest';
import { gatherRepositoryCommit } from './commit.ts';
import { contextOver, memoryFiles } from './testing.ts';

it('names the commit and branch, and neither outside a repository', async () => {
  const head = async () => ({ commit: 'abc', branch: 'main' });
  const inside = contextOver('/repo', { files: memoryFiles({}), git: { head } });
  const outside = contextOver('/repo', { files: memoryFiles({}) });
  expect(await gatherRepositoryCommit.gather(inside, {})).toEqual({ commit: 'abc', branch: 'main' });
  expect(await gatherRepositoryCommit.gather(outside, {})).toEqual({});
});
