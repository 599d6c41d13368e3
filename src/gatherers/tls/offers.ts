import { suiteGroups, suiteOf } from '../../analysis/tls-suites/suites.ts';
import { type SiteHost, siteHosts } from '../../artifacts/site/hosts.ts';
import { type TlsAnswer, type TlsHostOffers, tlsOffers, type WeakGroup } from '../../artifacts/tls/offers.ts';
import { type TlsDoor, type TlsOffer, type TlsVersion, tlsVersions } from '../../core/doors/tls.ts';
import { defineGatherer } from '../../core/gatherer.ts';
import { throwIfUnreached } from './unreached.ts';

const broken = ['null', 'anonymous', 'export'] as const;

/** Which versions and weak suites each production host takes: eight to a dozen short connections a host. */
export const gatherTlsOffers = defineGatherer({
  artifact: tlsOffers,
  needs: { hosts: siteHosts },
  network: true,
  gather: async ({ io, signal }, { hosts }) => {
    const read = await Promise.all(hosts.production.map((host) => readHost(askerOf(io.tls, host, signal), host)));
    throwIfUnreached(read);
    return read;
  },
});

type Ask = (version: TlsVersion, ciphers: readonly number[]) => Promise<TlsOffer>;
type Weak = TlsHostOffers['weak'][number];
type Modern = NonNullable<TlsHostOffers['modern']>;
/** What was accepted, and the questions that stayed open. */
type Found = { readonly weak: readonly Weak[]; readonly unseen: readonly string[] };

function askerOf(door: TlsDoor, { host, port }: SiteHost, signal: AbortSignal): Ask {
  return (version, ciphers) => door.offer({ host, port }, version, ciphers, signal);
}

async function readHost(ask: Ask, { host, port, role }: SiteHost): Promise<TlsHostOffers> {
  const [first, ...offers] = await Promise.all([
    ask(
      'TLSv1.2',
      broken.flatMap((group) => suiteGroups[group]),
    ),
    ...tlsVersions.map((version) => ask(version, version === 'TLSv1.3' ? suiteGroups.tls13 : suiteGroups.all)),
  ]);
  const place = { host, port, role };
  const trouble = serverTrouble([...offers, first]);
  if (trouble !== undefined) return { ...place, versions: [], weak: [], unseen: [], trouble };
  const answers = tlsVersions.map((version, nth) => ({ version, answer: answerFor(version, offers[nth]) }));
  const current = offers[3];
  const parts = await Promise.all([
    readBroken(ask, first),
    readGroup(ask, 'obsolete'),
    readSmallPrime(ask),
    readModern(ask, current),
  ]);
  const { modern } = parts[3];
  return {
    ...place,
    versions: answers,
    weak: parts.flatMap(({ weak }) => weak),
    unseen: parts.flatMap(({ unseen }) => unseen),
    ...(modern === undefined ? {} : { modern }),
  };
}

// An alert is TLS; a reset or a silence alone may be a firewall's.
function serverTrouble(offers: readonly (TlsOffer | undefined)[]): TlsHostOffers['trouble'] {
  const seen = offers.filter((offer) => offer !== undefined);
  if (seen.some(({ state }) => state === 'accepted')) return undefined;
  const alert = seen.find((offer) => offer.state === 'declined' && offer.how === 'alert');
  if (alert?.state === 'declined') return { why: 'alert', detail: `every offer was declined (${alert.detail})` };
  const failure = seen.find((offer) => offer.state === 'failed');
  if (failure?.state === 'failed') return { why: failure.why, detail: failure.detail };
  return { why: 'reset', detail: 'the connection was cut off after every hello' };
}

// An offer may be answered with an older version: then that one was accepted, and this one was not.
function answerFor(version: TlsVersion, offer: TlsOffer | undefined): TlsAnswer {
  if (offer === undefined) return { state: 'unseen', detail: 'not asked' };
  if (offer.state === 'failed') return { state: 'unseen', detail: offer.detail };
  if (offer.state === 'declined') return { state: 'declined', detail: offer.detail };
  if (offer.version !== version) return { state: 'declined', detail: `answered with ${offer.version}` };
  return { state: 'accepted', cipher: suiteOf(offer.cipher).name };
}

// A server picks one suite of those offered: what it picked is left out, and it is asked again.
async function readBroken(ask: Ask, first: TlsOffer): Promise<Found> {
  const weak: Weak[] = [];
  let groups: readonly (typeof broken)[number][] = broken;
  for (let offer = first; ; ) {
    if (offer.state === 'failed') return { weak, unseen: [`${groups.join(', ')} suites: ${offer.detail}`] };
    if (offer.state === 'declined') return { weak, unseen: [] };
    const { cipher } = offer;
    const group = groups.find((one) => suiteGroups[one].includes(cipher));
    if (group === undefined) return { weak, unseen: [] };
    weak.push({ group, cipher: suiteOf(cipher).name });
    groups = groups.filter((one) => one !== group);
    if (groups.length === 0) return { weak, unseen: [] };
    const left = groups.flatMap((one) => suiteGroups[one]);
    offer = await ask('TLSv1.2', left);
  }
}

async function readGroup(ask: Ask, group: Extract<WeakGroup, 'obsolete'>): Promise<Found> {
  const offer = await ask('TLSv1.2', suiteGroups[group]);
  if (offer.state === 'failed') return { weak: [], unseen: [`${group} suites: ${offer.detail}`] };
  if (offer.state === 'declined') return { weak: [], unseen: [] };
  return { weak: [{ group, cipher: suiteOf(offer.cipher).name }], unseen: [] };
}

async function readSmallPrime(ask: Ask): Promise<Found> {
  const offer = await ask('TLSv1.2', suiteGroups.ephemeralField);
  if (offer.state === 'failed') return { weak: [], unseen: [`Diffie-Hellman suites: ${offer.detail}`] };
  if (offer.state === 'declined') return { weak: [], unseen: [] };
  const { cipher, dhBits } = offer;
  if (dhBits === undefined) return { weak: [], unseen: ['Diffie-Hellman suites: the prime was not seen'] };
  if (dhBits >= 2048) return { weak: [], unseen: [] };
  return { weak: [{ group: 'small-prime', cipher: suiteOf(cipher).name, bits: dhBits }], unseen: [] };
}

// Further questions only where the pick itself does not answer them.
async function readModern(ask: Ask, current: TlsOffer | undefined): Promise<Found & { readonly modern?: Modern }> {
  const weak: readonly Weak[] = [];
  if (current?.state === 'failed') return { weak, unseen: [`TLS 1.2: ${current.detail}`] };
  if (current?.state !== 'accepted' || current.version !== 'TLSv1.2') return { weak, unseen: [] };
  const suite = suiteOf(current.cipher);
  const [secret, sealed] = await Promise.all([
    suite.forwardSecrecy ? undefined : ask('TLSv1.2', suiteGroups.forwardSecret),
    suite.authenticated ? undefined : ask('TLSv1.2', suiteGroups.authenticated),
  ]);
  const unseen = [secret, sealed].flatMap((offer) => (offer?.state === 'failed' ? [`TLS 1.2: ${offer.detail}`] : []));
  return {
    weak,
    unseen,
    modern: { cipher: suite.name, forwardSecrecy: stands(secret), authenticated: stands(sealed) },
  };
}

function stands(offer: TlsOffer | undefined): Modern['authenticated'] {
  if (offer === undefined) return 'picked';
  if (offer.state === 'failed') return 'unseen';
  return offer.state === 'accepted' ? 'possible' : 'none';
}
