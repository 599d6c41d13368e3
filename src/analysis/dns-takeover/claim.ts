import type { LostTarget, ServicePage } from '../../artifacts/dns/names.ts';
import { isServiceDomain, takeoverServiceOf } from './services.ts';

/** Whether somebody else can take what a record points to, and by what. `undefined`: not that anybody knows. */
export type Claim = { readonly how: string; readonly confidence: 'certain' | 'possible' };

// Names below them are in nobody's registry. https://www.iana.org/assignments/special-use-domain-names
const nobodysSuffixes = [
  'local',
  'localhost',
  'internal',
  'lan',
  'home',
  'corp',
  'intranet',
  'invalid',
  'onion',
  'arpa',
];

/** Judges a target that is NXDOMAIN: free when its registrable domain is, or when it was a customer's name at a service. */
export function claimOfLost({ target, domain, registered }: LostTarget): Claim | undefined {
  const suffix = target.slice(target.lastIndexOf('.') + 1);
  const isFree = registered === 'no' && domain !== undefined && !isServiceDomain(domain);
  if (isFree && !nobodysSuffixes.includes(suffix)) {
    return { how: `the domain ${domain} is registered by nobody`, confidence: 'certain' };
  }
  const service = takeoverServiceOf(target);
  if (service?.free !== 'absent') return undefined;
  return { how: `the name is free at ${service.title}`, confidence: 'certain' };
}

/**
 * Judges what a service answered. Vercel lets no other account have a name of a domain that one account has proved: `atVercel`.
 * https://vercel.com/docs/rest-api/domains/claim-domain-ownership
 */
export function claimOfPage({ target, answer }: ServicePage, atVercel: boolean): Claim | undefined {
  if (answer.state !== 'unclaimed') return undefined;
  const service = takeoverServiceOf(target);
  if (service === undefined || (service.id === 'vercel' && atVercel)) return undefined;
  const how = `${service.title} serves nobody under it (${answer.status}, “${answer.mark}”)`;
  return { how, confidence: service.checksOwner ? 'possible' : 'certain' };
}
