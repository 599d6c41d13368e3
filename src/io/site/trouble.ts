import type { SiteAnswer, SiteTrouble } from '../../core/doors/site.ts';
import { type FailureKind, failureOf } from '../network/failure.ts';

/** Why no answer came, without the address that was asked. */
export type Trouble = { readonly why: SiteTrouble; readonly detail: string };

/** How far a request had come when it failed. */
export type Stage = 'connecting' | 'handshake' | 'waiting' | 'reading';

/** What a failed request tells about the site. `host` is shown to people. */
export function visitTrouble(error: unknown, host: string, stage: Stage): Trouble {
  const failure = failureOf(error);
  if (failure === undefined) return { why: 'other', detail: `the request to ${host} failed` };
  const { kind, code } = failure;
  if (kind === 'timeout') return { why: 'timeout', detail: slowWords(error, host, code) };
  if (kind === 'certificate') {
    return { why: 'tls', detail: `the certificate of ${host} ${certificateWords(code)} (${code})` };
  }
  return { why: whyOf[kind], detail: `${wordsOf[kind](host, stage)} (${code})` };
}

/** A failure as the answer of a site. */
export function failed(url: string, { why, detail }: Trouble): SiteAnswer {
  return { state: 'failed', url, why, detail };
}

type Other = Exclude<FailureKind, 'timeout' | 'certificate'>;

const whyOf: Readonly<Record<Other, SiteTrouble>> = {
  'no-name': 'dns',
  refused: 'refused',
  unreachable: 'other',
  reset: 'reset',
  tls: 'tls',
  'not-http': 'not-http',
  compression: 'other',
  other: 'other',
};

const wordsOf: Readonly<Record<Other, (host: string, stage: Stage) => string>> = {
  'no-name': (host) => `${host} could not be resolved`,
  refused: (host) => `${host} refused the connection`,
  unreachable: (host) => `${host} cannot be reached from this network`,
  reset: (host, stage) => `${host} broke off the connection ${when[stage]}`,
  tls: (host) => `no TLS connection with ${host} could be made`,
  'not-http': (host) => `${host} answered something that is not HTTP, or headers beyond measure`,
  compression: (host) => `${host} sent a body that is not compressed as its header says`,
  other: (host) => `the request to ${host} failed`,
};

const when: Readonly<Record<Stage, string>> = {
  connecting: 'while it was being opened',
  handshake: 'during the TLS handshake',
  waiting: 'without an answer',
  reading: 'in the middle of its answer',
};

// Our own limits say which one was passed; the system's error says nothing that a person could use.
function slowWords(error: unknown, host: string, code: string): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const own = cause instanceof Error && code.startsWith('UND_ERR_') ? cause.message : undefined;
  return own ?? `${host} did not accept a connection in time (${code})`;
}

const certificates: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'has expired',
  CERT_NOT_YET_VALID: 'is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'is for other names',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'comes from an authority that is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'comes from an authority that is not trusted, or without an intermediate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'comes without its intermediate certificates',
  CERT_REVOKED: 'is revoked',
  INVALID_PURPOSE: 'is not for servers',
};

function certificateWords(code: string): string {
  return Object.hasOwn(certificates, code) ? `${certificates[code]}` : 'does not verify';
}
