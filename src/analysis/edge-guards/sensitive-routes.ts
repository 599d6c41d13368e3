import type { RepositoryRoute } from '../../artifacts/repository/routes.ts';
import type { webhookPaths } from '../../artifacts/repository/webhook-paths.ts';
import type { ValueOf } from '../../core/artifact.ts';

/** Why a route is worth guarding against floods. */
export type Guarded = 'sign-in' | 'webhook' | 'AI';

/** A route that attackers ask often; `path` holds a sample where a segment is filled in. */
export type SensitiveRoute = { readonly what: Guarded; readonly path: string };

const signIn = words(
  'signin sign-in login log-in signup sign-up register forgot-password reset-password otp magic-link',
);
const ai = words('ask chat completion completions generate summarize anthropic embeddings assistant copilot prompt');
const aiParts = words('ai llm gpt chatgpt openai');

/** The routes where people sign in, where providers deliver events and where a model is paid by the call, each path once. */
export function sensitiveRoutes(
  routes: readonly RepositoryRoute[],
  webhooks: ValueOf<typeof webhookPaths>,
): readonly SensitiveRoute[] {
  const found = new Map<string, SensitiveRoute>();
  const add = (what: Guarded, path: string): void => {
    if (!found.has(path)) found.set(path, { what, path });
  };
  for (const { path } of webhooks) add('webhook', path);
  for (const { path, kind } of routes) {
    const segments = path.toLowerCase().split('/');
    if (segments.some((segment) => signIn.has(segment)) || isAuthHandler(segments)) add('sign-in', sampleOf(path));
    else if (kind === 'handler' && segments.some(isAi)) add('AI', sampleOf(path));
  }
  return [...found.values()];
}

// `/api/auth/[...nextauth]` and `/api/auth/[...all]` take the passwords of Auth.js and Better Auth.
function isAuthHandler(segments: readonly string[]): boolean {
  return segments.at(-2) === 'auth' && segments.at(-1)?.startsWith('[...') === true;
}

function isAi(segment: string): boolean {
  return ai.has(segment) || segment.split(/[-_]/).some((part) => aiParts.has(part));
}

function sampleOf(path: string): string {
  return path
    .split('/')
    .map((segment) => (segment.startsWith('[') ? 'sample' : segment))
    .join('/');
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}
