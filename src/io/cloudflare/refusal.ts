import * as z from 'zod';
import { ProviderFault, UnavailableError } from '../../core/fault.ts';
import { neutraliseLine } from '../../core/text.ts';
import type { Exchange } from '../http/exchange.ts';
import { errorJson, parseJson } from '../http/json.ts';
import type { Question } from './question.ts';

/** The page where tokens are made, named in every hint that needs one. */
export const tokenPage = 'https://dash.cloudflare.com/profile/api-tokens';

type Note = { readonly code?: number | undefined; readonly message?: string | undefined };
type Asked = Pick<Question, 'what' | 'of' | 'permission'>;

// Every field may be missing or of another kind. `error_chain` tells what the first error only hints at.
const note = z.object({
  code: z.number().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
});
const chained = note.extend({ error_chain: z.array(note).optional().catch(undefined) });
const envelope = z.object({ success: z.boolean().optional().catch(undefined), errors: z.array(z.unknown()) });

/** Whether an answer carries a result. Cloudflare also says `success: false` under status 200. */
export function isSuccess(raw: unknown): boolean {
  if (typeof raw !== 'object' || raw === null || !('result' in raw)) return false;
  return !('success' in raw) || raw.success === true;
}

/** What an answer without a result means, as the error to throw. `mask` hides secrets in what Cloudflare wrote. */
export function refusal(answer: Exchange, asked: Asked, mask: (text: string) => string): Error {
  if (isPage(answer)) return ofPage(answer);
  const notes = notesIn(errorJson(answer));
  const said = told(answer.status, notes, mask);
  return ofToken(answer.status, notes, said) ?? ofQuestion(answer.status, notes, said, asked) ?? fault(said, asked);
}

/** What is wrong with the token itself, whatever was asked for. Codes: https://developers.cloudflare.com/fundamentals/api/troubleshooting/ */
function ofToken(status: number, notes: readonly Note[], said: string): UnavailableError | undefined {
  if (!mayRefuseTokens(status)) return undefined;
  const says = (pattern: RegExp): boolean => notes.some(({ message }) => pattern.test(message ?? ''));
  if (says(/from location/i)) {
    const hint = `Cloudflare does not accept this token from here${said}: its Client IP Address Filtering leaves out this machine; change that at ${tokenPage}, or run where it may be used`;
    return new UnavailableError('denied', hint);
  }
  if (
    has(notes, 1000) ||
    says(/\b(?:expired|revoked|disabled token|token is disabled)\b|invalid (?:api|access) token/i)
  ) {
    const hint = `Cloudflare no longer accepts this token${said}: it has expired, was revoked, was switched off or was mistyped; make a new one at ${tokenPage} and set CLOUDFLARE_API_TOKEN`;
    return new UnavailableError('expired', hint);
  }
  if (malformed.some((code) => has(notes, code))) {
    const hint = `CLOUDFLARE_API_TOKEN is no API token${said}: copy it again, or make one at ${tokenPage}; the Global API Key is another thing and is not used`;
    return new UnavailableError('denied', hint);
  }
  return undefined;
}

function ofQuestion(status: number, notes: readonly Note[], said: string, asked: Asked): UnavailableError | undefined {
  const { what, of, permission } = asked;
  const says = (pattern: RegExp): boolean => notes.some(({ message }) => pattern.test(message ?? ''));
  // https://developers.cloudflare.com/fundamentals/api/get-started/account-owned-tokens/#compatibility-matrix
  if (says(/account[- ]owned tokens?/i)) {
    const hint = `Cloudflare does not give ${what} of ${of} to account-owned tokens${said}: make a token of a user at ${tokenPage}, with the permission "${permission}" on ${of}`;
    return new UnavailableError('denied', hint);
  }
  // What an account or a plan does not have is no matter of permissions: a gatherer may know that there is none of it then.
  if (says(/access\.api\.error\.not_enabled/)) {
    return new UnavailableError('not-configured', `Cloudflare Access is not switched on for this account${said}`);
  }
  if (says(/not[ _]entitled/i)) {
    return new UnavailableError('not-configured', `the plan of ${of} does not include ${what}${said}`);
  }
  if (status === 401 || status === 403 || denied.some((code) => has(notes, code))) {
    const hint = `Cloudflare denied this token ${what} of ${of}${said}: it needs the permission "${permission}" on ${of} (edit the token at ${tokenPage})`;
    return new UnavailableError('denied', hint);
  }
  if (status !== 404) return undefined;
  const hint = `Cloudflare does not find ${what} of ${of}${said}: check the endpoint, and that the token was made in the account that owns it`;
  return new UnavailableError('not-found', hint);
}

function fault(said: string, { what, of }: Asked): ProviderFault {
  return new ProviderFault(
    `Cloudflare did not answer the question for ${what} of ${of}${said}`,
    'run the audit again; if it stays, this version may be too old for the API: update launch-ready',
  );
}

// 6003: invalid request headers, with 6103, 6111 or their kin in the chain; 9106 and 9107: no usable header came.
const malformed = [6003, 6103, 6111, 9106, 9107];
// 10000: authentication error; 10001: unable to authenticate; 9109: unauthorized to access requested resource.
const denied = [10000, 10001, 9109];

// "Expired" in an answer of another kind speaks of something else, a certificate perhaps.
function mayRefuseTokens(status: number): boolean {
  return status === 200 || status === 400 || status === 401 || status === 403;
}

function has(notes: readonly Note[], code: number): boolean {
  return notes.some((one) => one.code === code);
}

function notesIn(body: unknown): readonly Note[] {
  const errors = envelope.safeParse(body).data?.errors ?? [];
  return errors.flatMap((error) => {
    const { data } = chained.safeParse(error);
    return data === undefined ? [] : [data, ...(data.error_chain ?? [])];
  });
}

function isPage({ headers, bytes }: Exchange): boolean {
  if (/^text\/html\b/i.test(headers.get('content-type') ?? '')) return true;
  return /^\s*<(?:!doctype|html)/i.test(new TextDecoder().decode(bytes.subarray(0, 200)));
}

// A page comes from a proxy, a firewall or a login in between: it says nothing about permissions or about what is not there.
function ofPage(answer: Exchange): Error {
  if (answer.headers.get('cf-mitigated') === 'challenge') {
    const hint = `Cloudflare asks this machine to prove that it is no robot (${answer.status}): run the audit from another network`;
    return new UnavailableError('challenge', hint);
  }
  try {
    parseJson(answer, 'Cloudflare');
  } catch (error) {
    if (error instanceof Error) return error;
  }
  return new ProviderFault('Cloudflare answered with a web page instead of data', 'check the endpoint');
}

function told(status: number, notes: readonly Note[], mask: (text: string) => string): string {
  const [first] = notes;
  const code = first?.code === undefined ? '' : ` ${first.code}`;
  const message = neutraliseLine(mask(first?.message ?? ''), 80);
  return ` (${status}${code}${message === '' ? '' : ` ${message}`})`;
}
