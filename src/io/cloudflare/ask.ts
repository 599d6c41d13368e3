import { UnavailableError } from '../../core/fault.ts';
import type { ProviderAnswer } from '../../core/io.ts';
import type { Call, Fetch } from '../http/call.ts';
import type { Exchange } from '../http/exchange.ts';
import { parseJson } from '../http/json.ts';
import type { ProviderHttp } from '../http/provider.ts';
import { inTime } from './in-time.ts';
import { readPages } from './pages.ts';
import type { Query, Question } from './question.ts';
import { isSuccess, refusal, tokenPage } from './refusal.ts';

/** What asking Cloudflare takes. `baseUrl` is the API's address; `token` is absent when the person gave none. */
export type CloudflareAccess = {
  readonly http: ProviderHttp;
  readonly baseUrl: string;
  readonly token: string | undefined;
  readonly userAgent: string;
  readonly mask: (text: string) => string;
};

/** Asks one question, all pages of it, and gives the envelopes as Cloudflare sent them. Throws as `CloudflareDoor` says. */
export async function ask(access: CloudflareAccess, question: Question, signal: AbortSignal): Promise<ProviderAnswer> {
  const what = `${question.what} of ${question.of}`;
  const pages = await inTime(signal, what, (inner) =>
    readPages((query) => readPage(access, question, { ...question.query, ...query }, inner), what),
  );
  return { pages, drift: [] };
}

async function readPage(
  access: CloudflareAccess,
  question: Question,
  query: Query,
  signal: AbortSignal,
): Promise<unknown> {
  const call = access.http.open(signal);
  const token = usableToken(access.token);
  const { createCloudflareClient } = await import('./sdk.ts');
  const fetch = withOwnHeaders(call, token, access.userAgent);
  const client = createCloudflareClient({ apiToken: token, baseURL: access.baseUrl, fetch });
  const answer = await answerTo(call, () => question.send(client, { query }));
  if (answer.status !== 200) throw refusal(answer, question, access.mask);
  const raw = parseJson(answer, 'Cloudflare');
  if (!isSuccess(raw)) throw refusal(answer, question, access.mask);
  return raw;
}

// The SDK throws for everything but 200 and for half a document; either way the call knows what Cloudflare answered.
async function answerTo(call: Call, send: () => PromiseLike<unknown>): Promise<Exchange> {
  let thrown: unknown;
  try {
    await send();
  } catch (error) {
    thrown = error;
  }
  const answer = call.answer();
  if (answer === undefined) throw thrown ?? new Error('the SDK sent nothing');
  return answer;
}

/**
 * The call's fetch with three headers and no others: what the SDK adds comes from the environment too (`CLOUDFLARE_API_KEY`,
 * `CLOUDFLARE_CUSTOM_HEADERS`), and tells about the person's machine.
 */
function withOwnHeaders(call: Call, token: string, userAgent: string): Fetch {
  const headers = { accept: 'application/json', authorization: `Bearer ${token}`, 'user-agent': userAgent };
  return (input, init) => call.fetch(input, { ...init, headers });
}

// A header cannot hold more than this, and the error of trying quotes the token.
const tokenShape = /^[\x21-\x7e]{1,4096}$/;

function usableToken(token: string | undefined): string {
  if (token === undefined || token === '') {
    // One sentence for every question: a reader sees it once, with all the checks that wait for it.
    const hint = `set CLOUDFLARE_API_TOKEN (create a token at ${tokenPage} with the read permissions that \`launch-ready doctor\` lists, for the zone of production)`;
    throw new UnavailableError('no-credential', hint);
  }
  if (!tokenShape.test(token)) {
    const hint = `CLOUDFLARE_API_TOKEN holds spaces, line breaks or characters that no token has: copy it again, or make a new one at ${tokenPage}`;
    throw new UnavailableError('no-credential', hint);
  }
  return token;
}
