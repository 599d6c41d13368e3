import type { TlsCertificate } from '../../artifacts/tls/endpoints.ts';

type Link = Pick<TlsCertificate, 'subject' | 'issuer' | 'keyId' | 'issuerKeyId' | 'fingerprint'>;

/** Whether `issuer` can have issued `below`, by their names and key identifiers (RFC 5280 §4.2.1.1). */
export function isIssuerOf(issuer: Link, below: Link): boolean {
  if (issuer.subject !== below.issuer || issuer.fingerprint === below.fingerprint) return false;
  return issuer.keyId === undefined || below.issuerKeyId === undefined || issuer.keyId === below.issuerKeyId;
}

/**
 * How a chain stands as it was sent. `right`: each certificate is issued by the one behind it; `extra`: so once those are left
 * out that issued none of the others; `wrong`: an issuer stands before what it issued.
 * https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2
 */
export function chainOrder(chain: readonly Link[]): 'right' | 'extra' | 'wrong' {
  const [first] = chain;
  if (first === undefined) return 'right';
  // The server's own certificate comes first: it issued nobody.
  if (chain.some((one) => isIssuerOf(first, one))) return 'wrong';
  const path = pathFrom(chain);
  if (path.some((place, nth) => place < (path[nth - 1] ?? 0))) return 'wrong';
  return path.length < chain.length ? 'extra' : 'right';
}

// Places in the chain from the first certificate upwards, an issuer further behind before one further ahead.
function pathFrom(chain: readonly Link[]): readonly number[] {
  const path = [0];
  for (let below = chain[0]; below !== undefined; ) {
    const last = path.at(-1) ?? 0;
    const issued = below;
    const isNext = (one: Link, place: number): boolean => !path.includes(place) && isIssuerOf(one, issued);
    const behind = chain.findIndex((one, place) => place > last && isNext(one, place));
    const next = behind === -1 ? chain.findIndex(isNext) : behind;
    if (next === -1) break;
    path.push(next);
    below = chain[next];
  }
  return path;
}
