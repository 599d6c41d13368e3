import { isIP, type LookupFunction } from 'node:net';

/**
 * How the addresses of one host are tried: in their order, a second for each, and the first that answers is taken (RFC 8305).
 * Node's own 250 ms give up on a server that is merely far away.
 */
export const inTurn = { autoSelectFamily: true, autoSelectFamilyAttemptTimeout: 1000 } as const;

/** The host to connect to where its addresses are known: a name, since Node goes to an address without asking `lookup`. */
export const routedHost = 'routed.invalid';

/** Answers every look-up with exactly these addresses. */
export function lookupOf(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, { all }, answer) => {
    const [first] = found;
    if (all === true || first === undefined) answer(null, found);
    else answer(null, first.address, first.family);
  };
}
