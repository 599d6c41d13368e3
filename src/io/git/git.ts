import { posix } from 'node:path';
import type { Git } from '../../core/io.ts';
import { neutraliseLine } from '../../core/text.ts';
import { type GitLimits, runGit } from './run-git.ts';

const usualLimits: GitLimits = { timeoutMs: 5_000, maxBytes: 16 * 1024 * 1024 };
const commitShape = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

// Command lines are bounded (32 KiB on Windows).
const namesARun = 200;

/** Git facts through the installed `git`. Throws `ProviderFault` when it hangs or floods; see `Git` for the rest. */
export function createGit(limits: GitLimits = usualLimits): Git {
  return {
    async head(dir) {
      const [commit, branch] = await Promise.all([
        runGit(dir, 'rev-parse', ['--verify', '--quiet', 'HEAD'], limits),
        runGit(dir, 'symbolic-ref', ['--quiet', '--short', 'HEAD'], limits),
      ]);
      const id = commit?.trim() ?? '';
      if (!commitShape.test(id)) return undefined;
      const name = neutraliseLine(branch ?? '');
      return name === '' ? { commit: id } : { commit: id, branch: name };
    },

    async tracked(dir, paths) {
      const inside = await runGit(dir, 'rev-parse', ['--is-inside-work-tree'], limits);
      if (inside?.trim() !== 'true') return undefined;
      const known = new Set<string>();
      for (let at = 0; at < paths.length; at += namesARun) {
        const some = paths.slice(at, at + namesARun);
        const listed = await runGit(dir, 'ls-files', ['-z', '--cached', '--', ...some], limits);
        if (listed === undefined) return undefined;
        for (const name of listed.split('\0')) known.add(name);
      }
      return new Set(paths.filter((path) => known.has(posix.normalize(path))));
    },
  };
}
