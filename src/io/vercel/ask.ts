import type { VercelCore } from '@vercel/sdk/core.js';
import type { Result } from '@vercel/sdk/types/fp.js';
import { UnavailableError } from '../../core/fault.ts';
import type { ProviderAnswer } from '../../core/io.ts';
import type { Call } from '../http/call.ts';
import { parseJson } from '../http/json.ts';
import type { ProviderHttp } from '../http/provider.ts';
import { driftSentence } from './drift.ts';
import { nextPage, readPages, withUntil } from './pages.ts';
import type { Question } from './question.ts';
import { refusal, tokenPage } from './refusal.ts';

/** What asking Vercel takes. `baseUrl` is the API's address; `token` is absent when the person gave none. */
export type VercelAccess = {
  readonly http: ProviderHttp;
  readonly baseUrl: string;
  readonly token: string | undefined;
  readonly userAgent: string;
  readonly mask: (text: string) => string;
};

type Page = { readonly raw: unknown; readonly drift: string | undefined };

/** Asks one question, all pages of it, and gives the JSON as Vercel sent it. Throws as `VercelDoor` says. */
export async function ask(access: VercelAccess, question: Question, signal: AbortSignal): Promise<ProviderAnswer> {
  const read = (until: string | undefined): Promise<Page> => readPage(access, question, signal, until);
  const next = (page: Page): string | undefined => (question.paged ? nextPage(page.raw) : undefined);
  const pages = await readPages(read, next, question.what);
  return { pages: pages.map((page) => page.raw), drift: pages.flatMap((page) => page.drift ?? []) };
}

async function readPage(
  access: VercelAccess,
  question: Question,
  signal: AbortSignal,
  until: string | undefined,
): Promise<Page> {
  const call = access.http.open(signal);
  const client = await createClient(access, usableToken(access.token), call, until);
  const result = await send(question, client);
  const answer = call.answer();
  if (answer === undefined) throw result.error;
  if (answer.status !== 200) throw refusal(answer, question, access.mask);
  const raw = parseJson(answer, 'Vercel');
  return { raw, drift: result.ok ? undefined : driftSentence(question.what, result.error) };
}

async function createClient(
  access: VercelAccess,
  token: string,
  call: Call,
  until: string | undefined,
): Promise<VercelCore> {
  const { VercelCore, HTTPClient } = await import('./sdk.ts');
  const httpClient = new HTTPClient({ fetcher: call.fetch });
  if (until !== undefined) {
    httpClient.addHook('beforeRequest', (request) => new Request(withUntil(request.url, until), request));
  }
  return new VercelCore({
    bearerToken: token,
    serverURL: access.baseUrl,
    userAgent: access.userAgent,
    retryConfig: { strategy: 'none' },
    httpClient,
  });
}

// The SDK reports most failures and throws some (half a document); either way the call knows what Vercel answered.
async function send(question: Question, client: VercelCore): Promise<Result<unknown, unknown>> {
  try {
    return await question.send(client);
  } catch (error) {
    return { ok: false, error };
  }
}

// A header cannot hold more than this, and the error of trying quotes the token.
const tokenShape = /^[\x21-\x7e]{1,4096}$/;

function usableToken(token: string | undefined): string {
  if (token === undefined || token === '') {
    // One sentence for every question: a reader sees it once, with all the checks that wait for it.
    const hint = `set VERCEL_TOKEN (create a token at ${tokenPage}, with the scope of the team that owns the project)`;
    throw new UnavailableError('no-credential', hint);
  }
  if (!tokenShape.test(token)) {
    const hint = `VERCEL_TOKEN holds spaces, line breaks or characters that no token has: copy it again, or make a new one at ${tokenPage}`;
    throw new UnavailableError('no-credential', hint);
  }
  return token;
}
