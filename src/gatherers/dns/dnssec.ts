import { type DnsValidation, dnsSecurity, type ZoneSecurity } from '../../artifacts/dns/dnssec.ts';
import { siteHosts } from '../../artifacts/site/hosts.ts';
import { definedOnly } from '../../core/defined.ts';
import type { DnsAnswer, DnsType } from '../../core/doors/dns.ts';
import { defineGatherer, type GatherContext } from '../../core/gatherer.ts';
import { dnsTroubleOf, isSpoken, silenceOf } from './answers.ts';
import { refuseSilence } from './silence.ts';

/**
 * Asks the resolver for DS, DNSKEY and SOA of each own zone and for its production hosts; what fails is asked once more with
 * checking disabled, which tells bad signatures from a broken server.
 */
export const gatherDnsSecurity = defineGatherer({
  artifact: dnsSecurity,
  needs: { hosts: siteHosts },
  network: true,
  gather: async (context, { hosts }) => {
    const { dns } = context.io;
    const zones = await Promise.all(
      hosts.domains.map((zone) => {
        const below = hosts.production.filter(({ domain, role }) => domain === zone && role !== 'sibling');
        return readZone(
          context,
          zone,
          below.map(({ host }) => host),
        );
      }),
    );
    refuseSilence(
      zones.flatMap(({ answers }) => answers),
      dns,
    );
    return { resolver: dns.resolver, zones: zones.map(({ security }) => security) };
  },
});

async function readZone(
  context: GatherContext,
  zone: string,
  hosts: readonly string[],
): Promise<{ readonly security: ZoneSecurity; readonly answers: readonly DnsAnswer[] }> {
  const { dns } = context.io;
  const [ds, keys, ...questions] = await Promise.all([
    dns.ask(zone, 'DS', context.signal),
    dns.ask(zone, 'DNSKEY', context.signal),
    validate(context, zone, 'SOA'),
    ...hosts.map((host) => validate(context, host, 'A')),
  ]);
  const security = {
    zone,
    ds: dsOf(ds),
    keys: keys.state === 'found',
    questions: questions.map(({ validation }) => validation),
  };
  return { security, answers: [ds, ...questions.map(({ answer }) => answer)] };
}

async function validate(
  { io: { dns }, signal }: GatherContext,
  name: string,
  type: DnsType,
): Promise<{ readonly validation: DnsValidation; readonly answer: DnsAnswer }> {
  const answer = await dns.ask(name, type, signal);
  if (isSpoken(answer)) {
    const said = answer.authenticated ? ('validated' as const) : ('plain' as const);
    return { validation: { name, type, answer: said, detail: '' }, answer };
  }
  const detail = dnsTroubleOf(answer);
  const isRefused = answer.state === 'refused' && answer.rcode === 'SERVFAIL';
  const unchecked = isRefused ? await dns.ask(name, type, signal, { checkingDisabled: true }) : undefined;
  const said = unchecked !== undefined && isSpoken(unchecked) ? ('bogus' as const) : ('unknown' as const);
  const validation = definedOnly({ name, type, answer: said, detail, kind: silenceOf(answer) });
  // Bad signatures are a fact: with checking disabled somebody spoke.
  return { validation, answer: said === 'bogus' && unchecked !== undefined ? unchecked : answer };
}

function dsOf(answer: DnsAnswer<'DS'>): ZoneSecurity['ds'] {
  if (answer.state === 'found') return { state: 'found', keyTags: answer.records.map(({ keyTag }) => keyTag) };
  if (answer.state === 'nodata' || answer.state === 'nxdomain') return { state: 'none' };
  return definedOnly({ state: 'unknown' as const, detail: dnsTroubleOf(answer), kind: silenceOf(answer) });
}
