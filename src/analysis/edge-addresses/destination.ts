import type { AddressLookup } from '../../artifacts/dns/lookup.ts';
import type { ZoneName } from '../../artifacts/dns/names.ts';
import { listOf } from '../../core/text.ts';
import type { OpenQuestion } from '../mail-answers/unless-unanswered.ts';
import { serviceOfChain } from './aliases.ts';
import { type Network, networkOf } from './networks.ts';

/** A name with what its A and AAAA questions gave. */
export type Resolved = ZoneName;

/** Where visitors of a name arrive. */
export type Destination =
  | { readonly kind: 'edge'; readonly at: 'Vercel' | 'Cloudflare' | 'Vercel and Cloudflare' }
  /** Some addresses are an edge's and some are not. */
  | { readonly kind: 'mixed'; readonly strays: readonly string[] }
  | { readonly kind: 'internal'; readonly addresses: readonly string[] }
  /** Behind a service that fetches from an origin which DNS does not show. */
  | { readonly kind: 'cdn'; readonly service: string }
  /** A public address of nobody's edge; `service` where the CNAME names one. */
  | { readonly kind: 'elsewhere'; readonly service?: string }
  /** No such name, a name without an address, or aliases that lead in a circle. */
  | { readonly kind: 'none'; readonly why: string }
  | { readonly kind: 'unknown' };

/** All addresses of a name, IPv4 first. */
export function addressesIn({ a, aaaa }: Resolved): readonly string[] {
  return [a, aaaa].flatMap((lookup) => (lookup.state === 'found' ? lookup.addresses : []));
}

/** Tells who receives the visitors of a name, by its CNAME chain and by the networks of its addresses. */
export function destinationOf(resolved: Resolved): Destination {
  const addresses = addressesIn(resolved);
  if (addresses.length === 0) return withoutAddress(resolved);
  const service = serviceOfChain(resolved.chain);
  if (service?.kind === 'vercel') return { kind: 'edge', at: 'Vercel' };
  const networks = addresses.map(networkOf);
  const strays = addresses.filter((_, index) => !isEdge(networks[index]));
  if (strays.length === 0) return { kind: 'edge', at: edgeName(networks) };
  if (strays.length < addresses.length) return { kind: 'mixed', strays };
  const internal = addresses.filter((_, index) => networks[index] === 'internal');
  if (internal.length > 0) return { kind: 'internal', addresses: internal };
  if (service === undefined) return { kind: 'elsewhere' };
  return { kind: service.kind === 'cdn' ? 'cdn' : 'elsewhere', service: service.title };
}

/** The question about a name's addresses that was not answered, when there is one. */
export function unlearnt({ name, a, aaaa }: Resolved): OpenQuestion | undefined {
  if (a.state === 'unknown') return { name: `${name} A`, why: a.detail, kind: a.kind };
  return aaaa.state === 'unknown' ? { name: `${name} AAAA`, why: aaaa.detail, kind: aaaa.kind } : undefined;
}

/** The edge that receives at least part of a name's visitors, and so has to have a certificate for it. */
export function edgeOf(resolved: Resolved): 'vercel' | 'cloudflare' | undefined {
  const networks = addressesIn(resolved).map(networkOf);
  if (networks.includes('cloudflare')) return 'cloudflare';
  return networks.includes('vercel') || leadsToVercel(resolved) ? 'vercel' : undefined;
}

/** A name with its chain and addresses on one line, as a zone file would say it. */
export function describeResolved(resolved: Resolved): string {
  const { name, chain, a, aaaa } = resolved;
  const alias = chain.length === 0 ? '' : ` CNAME ${listOf(chain, 3)}`;
  const found = [describeLookup('A', a), describeLookup('AAAA', aaaa)].filter((text) => text !== '');
  if (found.length > 0) return `${name}${alias} ${found.join(' ')}`;
  return `${name}${alias} ${withoutAddressWords(resolved)}`;
}

/** `describeResolved` with the edge or service that the name leads to, where it is a known one. */
export function describeDestination(resolved: Resolved): string {
  const to = destinationOf(resolved);
  const where = to.kind === 'edge' ? to.at : to.kind === 'cdn' || to.kind === 'elsewhere' ? to.service : undefined;
  return `${describeResolved(resolved)}${where === undefined ? '' : ` (${where})`}`;
}

/** Whether visitors of a name arrive at Vercel without anybody in front of it. */
export function leadsToVercel(resolved: Resolved): boolean {
  const to = destinationOf(resolved);
  return to.kind === 'edge' && to.at !== 'Cloudflare';
}

function describeLookup(type: string, lookup: AddressLookup): string {
  if (lookup.state === 'found') return `${type} ${listOf(lookup.addresses, 6)}`;
  return lookup.state === 'unknown' && lookup.circle === undefined ? `${type} not learnt (${lookup.detail})` : '';
}

function withoutAddress(resolved: Resolved): Destination {
  const isOpen = unlearnt(resolved) !== undefined;
  // A name that is not there, or whose aliases go round, has no address of any kind, whatever became of the other question.
  const isGone = resolved.a.state === 'nxdomain' || resolved.aaaa.state === 'nxdomain';
  if (isOpen && !isGone && !isCircle(resolved)) return { kind: 'unknown' };
  return { kind: 'none', why: withoutAddressWords(resolved) };
}

function isCircle({ a, aaaa }: Resolved): boolean {
  return [a, aaaa].some((lookup) => lookup.state === 'unknown' && lookup.circle === true);
}

function withoutAddressWords(resolved: Resolved): string {
  const { a, aaaa } = resolved;
  if (isCircle(resolved)) return 'LOOP (its aliases lead in a circle)';
  const isGone = a.state === 'nxdomain' || aaaa.state === 'nxdomain';
  return isGone ? 'NXDOMAIN (no such name)' : 'NODATA (neither A nor AAAA)';
}

function isEdge(network: Network | undefined): boolean {
  return network === 'vercel' || network === 'cloudflare';
}

function edgeName(networks: readonly Network[]): 'Vercel' | 'Cloudflare' | 'Vercel and Cloudflare' {
  if (!networks.includes('cloudflare')) return 'Vercel';
  return networks.includes('vercel') ? 'Vercel and Cloudflare' : 'Cloudflare';
}
