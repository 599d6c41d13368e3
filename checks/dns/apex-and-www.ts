import { withoutOwnZone } from '../../src/analysis/dns-names/no-zone.ts';
import { unaskedHint } from '../../src/analysis/dns-names/unasked.ts';
import { describeResolved, destinationOf, unlearnt } from '../../src/analysis/edge-addresses/destination.ts';
import { unlessUnanswered } from '../../src/analysis/mail-answers/unless-unanswered.ts';
import { dnsAddresses } from '../../src/artifacts/dns/addresses.ts';
import { defineCheck, failOr, notApplicable, pass } from '../../src/core/check.ts';

/** Whoever types the domain arrives, with `www` and without. */
export const apexAndWww = defineCheck({
  meta: {
    id: 'dns/apex-and-www',
    title: 'The domain and its www name both have an address',
    why: 'People type either of the two, and old links use either: the one without an address looks like a dead site.',
    fix: 'Add both names to the project at Vercel (one as a redirect to the other), and publish the record that the Domains page shows for each.',
    severity: 'medium',
    refs: ['https://vercel.com/docs/domains/working-with-domains/deploying-and-redirecting'],
    messages: { 'no-address': '{name} has no address: {why}.' },
  },
  needs: { addresses: dnsAddresses },
  evaluate: ({ addresses }) => {
    const canonical = addresses.hosts.find(({ role }) => role === 'canonical');
    if (canonical === undefined) return withoutOwnZone();
    // Below a subdomain nobody expects a www, so only domains of which production uses either name are judged.
    const used = addresses.hosts.filter(({ role, name, domain }) => role !== 'sibling' && isEither(name, domain));
    if (used.length === 0) {
      const { name, domain } = canonical;
      return notApplicable(`production is ${name}, neither the domain ${domain} nor its www name`);
    }
    const domains = new Set(used.map(({ domain }) => domain));
    const hosts = addresses.hosts.filter(({ name, domain }) => domains.has(domain) && isEither(name, domain));
    const findings = hosts.flatMap((host) => {
      const to = destinationOf(host);
      if (to.kind !== 'none') return [];
      const at = { kind: 'dns', name: host.name, type: 'A' } as const;
      return [
        { key: 'no-address', data: { name: host.name, why: to.why }, at, evidence: describeResolved(host) } as const,
      ];
    });
    const open = hosts.flatMap((host) => (destinationOf(host).kind === 'unknown' ? (unlearnt(host) ?? []) : []));
    const settled = pass(hosts.map(describeResolved).join('; '));
    return failOr(findings, unlessUnanswered(open, settled, unaskedHint));
  },
});

function isEither(name: string, domain: string): boolean {
  return name === domain || name === `www.${domain}`;
}
