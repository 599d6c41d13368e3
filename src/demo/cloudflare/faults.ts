import type { Fault } from '../http/fault.ts';
import { authenticationError, rateLimited, refusal } from './refusals.ts';

/** Cloudflare's 429. `retryAfter` is the header's text: seconds or nonsense; without it the header is missing. */
export function tooManyRequests(retryAfter?: string): Fault {
  return { kind: 'answer', ...rateLimited(retryAfter) };
}

/** One route refused as if the token lacked its permission. */
export function denied(): Fault {
  return { kind: 'answer', ...authenticationError };
}

/** An error in the words of API v4, such as 500 with code 10001, or 403 with `Cannot use the access token from location: …`. */
export function cloudflareError(status: number, code: number, message: string): Fault {
  return { kind: 'answer', ...refusal(status, { code, message }) };
}

/** `success: false` that comes with 200, as a gateway between may make it. */
export function refusedWith200(code: number, message: string): Fault {
  return { kind: 'answer', ...refusal(200, { code, message }) };
}

/** The challenge page that Cloudflare puts in front of its own API for some networks. */
export function challengePage(): Fault {
  return {
    kind: 'answer',
    status: 403,
    headers: { 'cf-mitigated': 'challenge' },
    body: '<!DOCTYPE html>\n<html><head><title>Just a moment...</title></head><body></body></html>\n',
  };
}

/** A redirect to another origin, which must never be followed with a credential. */
export function redirectTo(location: string): Fault {
  return { kind: 'answer', status: 307, headers: { location }, body: {} };
}
