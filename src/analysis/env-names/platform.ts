// Set by the platform, the runtime or the shell; nobody defines them in a project's settings.
const names: ReadonlySet<string> = new Set(
  `VERCEL NODE_ENV NODE_OPTIONS PORT HOST HOSTNAME CI TZ HOME PATH PWD USER SHELL TERM LANG TMPDIR NO_COLOR FORCE_COLOR
  DEBUG ANALYZE INIT_CWD NOW_REGION TURBOPACK JEST_WORKER_ID VITEST AWS_REGION AWS_LAMBDA_FUNCTION_NAME
  AWS_EXECUTION_ENV LAMBDA_TASK_ROOT EDGE_RUNTIME SKIP_ENV_VALIDATION`.split(/\s+/),
);
const prefixes =
  /^(?:VERCEL_|NEXT_PUBLIC_VERCEL_|npm_|GITHUB_ACTION|GITHUB_RUN_|NEXT_RUNTIME|NEXT_PHASE|__NEXT_|TURBO_HASH)/;
// Credentials for Vercel's API have the platform's prefix, and are set by people.
const ownCredentials = /^VERCEL_(?:(?:API_|ACCESS_|AUTH_)?TOKEN|TEAM_ID|ORG_ID)$/;

/**
 * Whether the platform or the runtime sets it, so that its absence from a project's settings means nothing.
 * https://vercel.com/docs/environment-variables/system-environment-variables
 */
export function isPlatformVariable(name: string): boolean {
  return names.has(name) || (prefixes.test(name) && !ownCredentials.test(name));
}
