import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';

/** PEM of every authority that is trusted: Node's own, those of NODE_EXTRA_CA_CERTS, and the person's `network.ca`. */
export function trustedRoots(ca: string | undefined): readonly string[] {
  return ca === undefined ? getCACertificates('default') : [...getCACertificates('default'), ca];
}

/** What verifies servers; `undefined` leaves it to Node's own store. */
export type Trust = () => SecureContext | undefined;

/** Trusts `ca` beside the public authorities. Made at the first use and kept: reading all roots takes about a tenth of a second. */
export function createTrust(ca: string | undefined): Trust {
  let context: SecureContext | undefined;
  return () => {
    if (ca !== undefined) context ??= createSecureContext({ ca: [...trustedRoots(ca)] });
    return context;
  };
}
