import { withoutOwnZone } from '../../src/analysis/dns-names/no-zone.ts';
import { unaskedHint } from '../../src/analysis/dns-names/unasked.ts';
import { describeDestination, destinationOf, unlearnt } from '../../src/analysis/edge-addresses/destination.ts';
import { usesVercel } from '../../src/analysis/edge-addresses/uses-vercel.ts';
import { unlessUnanswered } from '../../src/analysis/mail-answers/unless-unanswered.ts';
import { dnsAddresses, type HostAddresses } from '../../src/artifacts/dns/addresses.ts';
import { dnsHosting } from '../../src/artifacts/dns/hosting.ts';
import { defineCheck, failOr, pass, unknown } from '../../src/core/check.ts';
import type { FindingOf } from '../../src/core/finding.ts';
import { listOf } from '../../src/core/text.ts';

/** Production's name leads to where production is deployed. */
export const productionAddress = defineCheck({
  meta: {
    id: 'dns/production-address',
    title: 'The production host leads to Vercel, or to Cloudflare in front of it',
    why: 'With another address visitors see an old site, a parking page or nothing; with two kinds of address, some of them do.',
    fix: 'Set the records that the project’s Domains page at Vercel shows: a CNAME below vercel-dns for a subdomain, or A 76.76.21.21 for the apex; take out every other A and AAAA of that name. Deployed elsewhere on purpose: accept the finding with that reason.',
    severity: 'blocker',
    refs: ['https://vercel.com/docs/domains/working-with-dns', 'https://www.cloudflare.com/ips/'],
    messages: {
      'no-address': '{host} has no address: {why}.',
      elsewhere: '{host} leads neither to Vercel nor to Cloudflare.',
      mixed: '{host} leads partly elsewhere: {strays}.',
      internal: '{host} leads to an address that nobody outside can reach: {strays}.',
    },
  },
  needs: { addresses: dnsAddresses, hosting: dnsHosting },
  evaluate: ({ addresses, hosting }) => {
    const hosts = addresses.hosts.filter(({ role }) => role !== 'sibling');
    if (hosts.length === 0) return withoutOwnZone();
    const signs = {
      vercel: usesVercel(hosting, addresses),
      elsewhere: hosting.elsewhere,
    };
    const findings = hosts.flatMap((host) => {
      const finding = findingOf(host, signs);
      if (finding === undefined) return [];
      return host.role === 'alias' ? [{ ...finding, severity: 'high' } as const] : [finding];
    });
    const hidden = hosts.filter((host) => signs.vercel && destinationOf(host).kind === 'cdn').map(describeDestination);
    if (hidden.length > 0) {
      const because = `${listOf(hidden)}: where it fetches from does not show in DNS`;
      return failOr(findings, unknown(because, 'look up that its origin is the Vercel project, and attest it'));
    }
    const open = hosts.flatMap((host) => (destinationOf(host).kind === 'none' ? [] : (unlearnt(host) ?? [])));
    const isElsewhere = hosts.some((host) => destinationOf(host).kind !== 'edge');
    const named = hosting.elsewhere.length === 0 ? '' : `, but ${listOf(hosting.elsewhere, 3)}`;
    const note = isElsewhere ? `; nothing here shows a deployment at Vercel${named}` : '';
    const settled = pass(`${listOf(hosts.map(describeDestination), 10)}${note}`);
    return failOr(findings, unlessUnanswered(open, settled, unaskedHint));
  },
});

type Signs = { readonly vercel: boolean; readonly elsewhere: readonly string[] };
type Key = 'no-address' | 'elsewhere' | 'mixed' | 'internal';

function findingOf(host: HostAddresses, signs: Signs): FindingOf<Key> | undefined {
  const to = destinationOf(host);
  const place = { at: { kind: 'dns', name: host.name, type: 'A' }, evidence: describeDestination(host) } as const;
  const data = { host: host.name };
  if (to.kind === 'none') return { key: 'no-address', data: { ...data, why: to.why }, ...place };
  if (to.kind === 'mixed') return { key: 'mixed', data: { ...data, strays: listOf(to.strays) }, ...place };
  if (to.kind === 'internal') return { key: 'internal', data: { ...data, strays: listOf(to.addresses) }, ...place };
  if (to.kind !== 'elsewhere') return undefined;
  if (signs.vercel) return { key: 'elsewhere', data, ...place };
  // Without any sign of a platform the address may still be right: the person is asked to look, not told that it is wrong.
  const isPlain = to.service === undefined && signs.elsewhere.length === 0;
  return isPlain ? { key: 'elsewhere', data, ...place, confidence: 'possible' } : undefined;
}
