import { ProviderFault, UnavailableError } from '../../core/fault.ts';
import { neutraliseLine } from '../../core/text.ts';
import { PassingTrouble } from './retry.ts';

/** Whom a request was for, in words for people. */
export type Peer = { readonly title: string; readonly host: string };

const notFound = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA']);
const unreachable = new Set(['ENETUNREACH', 'ENETDOWN', 'EHOSTUNREACH', 'EHOSTDOWN', 'EADDRNOTAVAIL']);
const brokenOff = new Set([
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'UND_ERR_SOCKET',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'HPE_INVALID_EOF_STATE',
]);
const slow = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
const certificate = /CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME|CRL/;
const tls = /^(?:ERR_SSL|ERR_TLS|EPROTO)/;
const notHttp = /^(?:HPE_|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RESPONSE)/;
const compression = /^(?:Z_|ERR__?BROTLI|ERR_ZLIB|ERR_PADDING)/;

/** What a failed exchange means for a person; our own errors pass through, an unknown one becomes a `ProviderFault`. */
export function networkTrouble(error: unknown, peer: Peer): Error {
  if (error instanceof ProviderFault || error instanceof UnavailableError) return error;
  const code = codeOf(error);
  const { title, host } = peer;
  const options = { cause: error };
  const fault = (message: string, hint: string): ProviderFault => new ProviderFault(message, hint, options);
  const offline = (hint: string): UnavailableError => new UnavailableError('offline', hint, options);

  if (code === undefined) {
    return fault(
      `the request to ${title} (${host}) failed`,
      'check the address and port of the endpoint, then run the audit again',
    );
  }
  if (notFound.has(code)) {
    return offline(`the name ${host} was not found (${code}): check the network, the DNS server and the endpoint`);
  }
  if (code === 'ECONNREFUSED') {
    return offline(`${host} refused the connection (${code}): check the endpoint, or whether a firewall is in between`);
  }
  if (unreachable.has(code)) {
    return offline(`${host} cannot be reached (${code}): check the network connection, VPN and firewall`);
  }
  if (slow.has(code)) {
    const hint = `${host} did not answer in time (${code}): check the network and run the audit again`;
    return new UnavailableError('timeout', hint, options);
  }
  if (brokenOff.has(code)) {
    const hint = 'run the audit again; if it happens every time, look for a proxy or firewall in between';
    return new PassingTrouble(fault(`${title} (${host}) broke off the connection (${code})`, hint));
  }
  if (certificate.test(code)) {
    const hint =
      'if a proxy or virus scanner opens encrypted traffic here, set NODE_EXTRA_CA_CERTS to its certificate file';
    return fault(`the certificate of ${host} is not trusted (${code}); nothing was sent`, hint);
  }
  if (tls.test(code)) {
    const hint = 'check that the endpoint speaks https on that port and that nothing in between changes the traffic';
    return fault(`no encrypted connection with ${host} could be made (${code})`, hint);
  }
  if (notHttp.test(code)) {
    return fault(`${host} answered something that is not HTTP (${code})`, 'check the address and port of the endpoint');
  }
  if (compression.test(code)) {
    const hint = 'run the audit again; if it happens every time, look for a proxy in between';
    return fault(`the answer of ${title} (${host}) could not be decompressed (${code})`, hint);
  }
  return fault(`the request to ${title} (${host}) failed (${code})`, 'run the audit again');
}

// undici wraps the cause, Node bundles several tries into one `AggregateError`: the code lies somewhere below.
function codeOf(error: unknown, depth = 0): string | undefined {
  if (!(error instanceof Error) || depth > 8) return undefined;
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  const below = codeOf(inner, depth + 1);
  if (below !== undefined) return below;
  return 'code' in error && typeof error.code === 'string' ? neutraliseLine(error.code, 60) : undefined;
}
