import { ProviderFault, UnavailableError } from '../../core/fault.ts';
import { failureOf } from '../network/failure.ts';
import { PassingTrouble } from './retry.ts';

/** Whom a request was for, in words for people. */
export type Peer = { readonly title: string; readonly host: string };

/** What a failed exchange means for a person; our own errors pass through, an unknown one becomes a `ProviderFault`. */
export function networkTrouble(error: unknown, peer: Peer): Error {
  if (error instanceof ProviderFault || error instanceof UnavailableError) return error;
  const failure = failureOf(error);
  const { title, host } = peer;
  const options = { cause: error };
  const fault = (message: string, hint: string): ProviderFault => new ProviderFault(message, hint, options);
  const offline = (hint: string): UnavailableError => new UnavailableError('offline', hint, options);

  if (failure === undefined) {
    return fault(
      `the request to ${title} (${host}) failed`,
      'check the address and port of the endpoint, then run the audit again',
    );
  }
  const { kind, code } = failure;
  if (kind === 'no-name') {
    return offline(`the name ${host} was not found (${code}): check the network, the DNS server and the endpoint`);
  }
  if (kind === 'refused') {
    return offline(`${host} refused the connection (${code}): check the endpoint, or whether a firewall is in between`);
  }
  if (kind === 'unreachable') {
    return offline(`${host} cannot be reached (${code}): check the network connection, VPN and firewall`);
  }
  if (kind === 'timeout') {
    const hint = `${host} did not answer in time (${code}): check the network and run the audit again`;
    return new UnavailableError('timeout', hint, options);
  }
  if (kind === 'reset') {
    const hint = 'run the audit again; if it happens every time, look for a proxy or firewall in between';
    return new PassingTrouble(fault(`${title} (${host}) broke off the connection (${code})`, hint));
  }
  if (kind === 'certificate') {
    const hint =
      'if a proxy or virus scanner opens encrypted traffic here, set NODE_EXTRA_CA_CERTS to its certificate file';
    return fault(`the certificate of ${host} is not trusted (${code}); nothing was sent`, hint);
  }
  if (kind === 'tls') {
    const hint = 'check that the endpoint speaks https on that port and that nothing in between changes the traffic';
    return fault(`no encrypted connection with ${host} could be made (${code})`, hint);
  }
  if (kind === 'not-http') {
    return fault(`${host} answered something that is not HTTP (${code})`, 'check the address and port of the endpoint');
  }
  if (kind === 'compression') {
    const hint = 'run the audit again; if it happens every time, look for a proxy in between';
    return fault(`the answer of ${title} (${host}) could not be decompressed (${code})`, hint);
  }
  return fault(`the request to ${title} (${host}) failed (${code})`, 'run the audit again');
}
