import { execFile } from 'node:child_process';
import { parse } from 'node:path';
import { ProviderFault } from '../../core/fault.ts';
import { gitEnvironment } from './environment.ts';

/** Bounds of one run of git. */
export type GitLimits = { readonly timeoutMs: number; readonly maxBytes: number };

/** The plumbing that is used: it reads refs and the index, and no content that a filter could be set on. */
export type GitCommand = 'rev-parse' | 'symbolic-ref' | 'ls-files';

// The command line goes before every configuration file, so none of these can be set by the repository.
const settings = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.pager=cat',
  'core.attributesFile=/dev/null',
  'core.excludesFile=/dev/null',
  'core.sshCommand=false',
  'core.askPass=false',
  'credential.helper=',
  'protocol.allow=never',
  'diff.external=',
  'safe.bareRepository=explicit',
];

/** Output of git in `dir`; `undefined` where it answers with an error (no repository, not ours) or is not installed. */
export async function runGit(
  dir: string,
  command: GitCommand,
  args: readonly string[],
  limits: GitLimits,
): Promise<string | undefined> {
  const options = {
    // Windows looks for programs in the working directory first: never the repository's.
    cwd: parse(dir).root,
    env: gitEnvironment(dir, process.env),
    timeout: limits.timeoutMs,
    killSignal: 'SIGKILL',
    maxBuffer: limits.maxBytes,
    encoding: 'utf8',
    windowsHide: true,
  } as const;
  const before = ['--no-pager', '--no-optional-locks', ...settings.flatMap((setting) => ['-c', setting])];
  return await new Promise((resolve, reject) => {
    execFile('git', ['-C', dir, ...before, command, ...args], options, (error, stdout) => {
      if (error === null) return resolve(stdout);
      // A number is git's own exit code.
      if (typeof error.code === 'number' || error.code === 'ENOENT') return resolve(undefined);
      reject(unusable(error, limits));
    });
  });
}

function unusable(
  error: Error & { readonly code?: unknown; readonly killed?: boolean },
  limits: GitLimits,
): ProviderFault {
  const options = { cause: error };
  const hint = 'run `git fsck` and `git status` there yourself; the repository may be damaged or very large';
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') {
    return new ProviderFault(`git said more than ${limits.maxBytes} bytes about this repository`, hint, options);
  }
  if (error.killed === true) {
    return new ProviderFault(`git did not answer within ${limits.timeoutMs / 1000} s`, hint, options);
  }
  return new ProviderFault('git could not be run here', 'check that `git --version` works', options);
}
