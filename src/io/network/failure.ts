import { neutraliseLine } from '../../core/text.ts';

/** What kind of thing went wrong between two machines, and the code that it goes by: `ECONNREFUSED`, `CERT_HAS_EXPIRED`. */
export type Failure = { readonly kind: FailureKind; readonly code: string };

/** `certificate` is one that does not verify, `tls` every other handshake that failed. */
export type FailureKind =
  | 'no-name'
  | 'refused'
  | 'unreachable'
  | 'timeout'
  | 'reset'
  | 'certificate'
  | 'tls'
  | 'not-http'
  | 'compression'
  | 'other';

const names: readonly (readonly [FailureKind, ReadonlySet<string>])[] = [
  ['no-name', new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA'])],
  ['refused', new Set(['ECONNREFUSED'])],
  ['unreachable', new Set(['ENETUNREACH', 'ENETDOWN', 'EHOSTUNREACH', 'EHOSTDOWN', 'EADDRNOTAVAIL'])],
  ['timeout', new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'])],
  [
    'reset',
    new Set([
      'ECONNRESET',
      'ECONNABORTED',
      'EPIPE',
      'UND_ERR_SOCKET',
      'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
      'HPE_INVALID_EOF_STATE',
    ]),
  ],
];

// The X509_V_ERR_* names as Node gives them; those without a common word are listed whole. A digest that is too weak has no
// name of its own: https://nodejs.org/api/tls.html#x509-certificate-error-codes
const certificate =
  /CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME|CRL|^(?:INVALID_PURPOSE|INVALID_CA|PATH_LENGTH_EXCEEDED|HOSTNAME_MISMATCH|UNSPECIFIED)$/;
const patterns: readonly (readonly [FailureKind, RegExp])[] = [
  ['tls', /^(?:ERR_SSL|ERR_OSSL|EPROTO)/],
  ['certificate', certificate],
  ['tls', /^ERR_TLS/],
  ['not-http', /^(?:HPE_|HTTPParserError|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RESPONSE)/],
  ['compression', /^(?:Z_|ERR__|ERR_BROTLI|ERR_ZLIB|ERR_PADDING)/],
];

/** Sorts what a socket, Node or undici threw; `undefined` when it carries no code. */
export function failureOf(error: unknown): Failure | undefined {
  const code = codeOf(error);
  if (code === undefined) return undefined;
  const kind =
    names.find(([, codes]) => codes.has(code))?.[0] ?? patterns.find(([, pattern]) => pattern.test(code))?.[0];
  return { kind: kind ?? 'other', code };
}

// undici wraps the cause, Node bundles several tries into one `AggregateError`: the code lies somewhere below.
function codeOf(error: unknown, depth = 0): string | undefined {
  if (!(error instanceof Error) || depth > 8) return undefined;
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  const below = codeOf(inner, depth + 1);
  if (below !== undefined) return below;
  if ('code' in error && typeof error.code === 'string') return neutraliseLine(error.code, 60);
  // undici 8 leaves the code of its parser's errors empty.
  return error.name === 'HTTPParserError' ? error.name : undefined;
}
