import type { TlsTrouble } from '../../core/doors/tls.ts';

/** Nothing could be learnt, and why. */
export type Failed = { readonly state: 'failed'; readonly why: TlsTrouble; readonly detail: string };

/** A failure as a value. */
export function failed(why: TlsTrouble, detail: string): Failed {
  return { state: 'failed', why, detail };
}

/** What an error of a socket or of OpenSSL means; `fallback` where its code is not known. */
export function socketTrouble(error: unknown, fallback: TlsTrouble = 'other'): Failed {
  // Of several addresses the one that refused says more than the one that this network has no way to.
  const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  const telling = errors.find((one) => codeOf(one) === 'ECONNREFUSED') ?? errors[0];
  if (!(telling instanceof Error)) return failed(fallback, 'the connection failed');
  const code = codeOf(telling);
  const why = whyOf(code, fallback);
  return failed(why, words[why] ?? plainMessage(telling.message, code));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

const words: { readonly [K in TlsTrouble]?: string } = {
  refused: 'the connection was refused',
  reset: 'the connection was cut off',
  timeout: 'no answer came in time',
};

function whyOf(code: string, fallback: TlsTrouble): TlsTrouble {
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'reset';
  if (code === 'ETIMEDOUT') return 'timeout';
  if (code.includes('_ALERT_')) return 'alert';
  return fallback;
}

// OpenSSL's words are the fourth part of `error:0A000102:SSL routines::unsupported protocol:file.c:1:`.
function plainMessage(message: string, code: string): string {
  const reason = /:SSL routines:[^:]*:([^:]+)/.exec(message)?.[1];
  return reason ?? (code === '' ? message : `${code}: ${message}`);
}
