import * as z from 'zod';
import { ProviderFault, UnavailableError } from '../../core/fault.ts';
import { neutraliseLine } from '../../core/text.ts';
import type { Exchange } from '../http/exchange.ts';
import { errorJson } from '../http/json.ts';
import type { Question } from './question.ts';

/** The page where tokens are made, named in every hint that needs one. */
export const tokenPage = 'https://vercel.com/account/settings/tokens';

// https://vercel.com/docs/rest-api/errors; every field may be missing or of another kind.
const errorBody = z.object({
  error: z.object({
    code: z.string().optional().catch(undefined),
    message: z.string().optional().catch(undefined),
    invalidToken: z.boolean().optional().catch(undefined),
    saml: z.boolean().optional().catch(undefined),
  }),
});
type VercelError = z.infer<typeof errorBody>['error'];

const challengeCodes = new Set(['challenge_required', 'challenge_required_email_otp', 'user_auth_required']);

/** What an answer other than 200 means, as the error to throw. `mask` hides secrets in what Vercel wrote. */
export function refusal(answer: Exchange, question: Question, mask: (text: string) => string): Error {
  const { status, headers } = answer;
  const error = errorBody.safeParse(errorJson(answer)).data?.error;
  const { what, needs } = question;
  const said = told(status, error?.code, mask);

  if (isChallenge(error, headers)) {
    const hint = `Vercel asks for a fresh login before it shows ${what}${said}: log in at vercel.com, make a new token at ${tokenPage} and set VERCEL_TOKEN`;
    return new UnavailableError('challenge', hint);
  }
  if (isExpired(status, error)) {
    const hint = `Vercel no longer accepts this token${said}: it has expired, was revoked or was mistyped; make a new one at ${tokenPage} and set VERCEL_TOKEN`;
    return new UnavailableError('expired', hint);
  }
  if (status === 401) {
    const hint = `Vercel does not accept this token${said}: make one at ${tokenPage} and set VERCEL_TOKEN`;
    return new UnavailableError('denied', hint);
  }
  if (status === 403) {
    const hint = `Vercel denied this token ${what}${said}: it needs ${needs}; a token limited to another team or project does not do (${tokenPage})`;
    return new UnavailableError('denied', hint);
  }
  if (status === 402) {
    const hint = `Vercel withholds ${what}${said} until a payment or plan is settled: see the team's billing page at vercel.com`;
    return new UnavailableError('denied', hint);
  }
  if (status === 404) return new UnavailableError('not-found', notFoundHint(question, said));
  return new ProviderFault(
    `Vercel did not answer the question for ${what}${said}`,
    'run the audit again; if it stays, this version may be too old for the API: update launch-ready',
  );
}

function isChallenge(error: VercelError | undefined, headers: Headers): boolean {
  if (challengeCodes.has(error?.code ?? '')) return true;
  if (error?.saml === true) return true;
  return /\bacr_values\s*=/i.test(headers.get('www-authenticate') ?? '');
}

function isExpired(status: number, error: VercelError | undefined): boolean {
  if (status !== 401 && status !== 403) return false;
  return error?.invalidToken === true || /expired/i.test(`${error?.code} ${error?.message}`);
}

function notFoundHint({ what, project }: Question, said: string): string {
  if (project === undefined) return `Vercel does not find ${what}${said}: check the endpoint and the token's scope`;
  return `Vercel does not find ${what}${said}: a team's project looks absent to a token of another team; check .vercel/project.json, VERCEL_ORG_ID and VERCEL_PROJECT_ID, and the token's scope (${tokenPage})`;
}

function told(status: number, code: string | undefined, mask: (text: string) => string): string {
  const word = neutraliseLine(mask(code ?? ''), 60);
  return word === '' ? ` (${status})` : ` (${status} ${word})`;
}
