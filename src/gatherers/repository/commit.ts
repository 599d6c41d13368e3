import { repositoryCommit } from '../../artifacts/repository/commit.ts';
import { defineGatherer } from '../../core/gatherer.ts';

/** The checked-out commit, or nothing outside a git repository. */
export const gatherRepositoryCommit = defineGatherer({
  artifact: repositoryCommit,
  needs: {},
  gather: async ({ io, target }) => (await io.git.head(target.root)) ?? {},
});
