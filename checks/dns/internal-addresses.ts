import { withoutOwnZone } from '../../src/analysis/dns-names/no-zone.ts';
import { unaskedHint, unaskedOf } from '../../src/analysis/dns-names/unasked.ts';
import { addressesIn, describeResolved } from '../../src/analysis/edge-addresses/destination.ts';
import { networkOf } from '../../src/analysis/edge-addresses/networks.ts';
import { unlessUnanswered } from '../../src/analysis/mail-answers/unless-unanswered.ts';
import { dnsNames } from '../../src/artifacts/dns/names.ts';
import { defineCheck, failOr, pass } from '../../src/core/check.ts';
import { count, listOf } from '../../src/core/text.ts';

/** Public DNS does not describe the inside of a network. */
export const internalAddresses = defineCheck({
  meta: {
    id: 'dns/internal-addresses',
    title: 'No public name leads to an internal address',
    why: 'It draws a map of the inside for attackers, and whoever controls a visitor’s network can answer at that address in the domain’s name and read its cookies.',
    fix: 'Take the record out of the public zone: publish internal names in an internal zone, or on the machines that need them.',
    severity: 'medium',
    refs: ['https://www.rfc-editor.org/rfc/rfc6890', 'https://www.rfc-editor.org/rfc/rfc1918#section-5'],
    messages: { internal: '{name} leads to {address}, which only an internal network can reach.' },
  },
  needs: { zones: dnsNames },
  evaluate: ({ zones }) => {
    if (zones.length === 0) return withoutOwnZone();
    const names = zones.flatMap(({ zone, names, wildcard }) => [...names, { ...wildcard, name: `*.${zone}` }]);
    const findings = names.flatMap((one) => {
      const internal = addressesIn(one).filter((address) => networkOf(address) === 'internal');
      if (internal.length === 0) return [];
      const type = internal.some((address) => address.includes(':')) ? 'AAAA' : 'A';
      const at = { kind: 'dns', name: one.name, type } as const;
      const data = { name: one.name, address: listOf(internal, 3) };
      return [{ key: 'internal', data, at, evidence: describeResolved(one) } as const];
    });
    const seen = zones.reduce((sum, zone) => sum + zone.names.length, 0);
    const settled = pass(`${count(seen, 'name')} found among the usual ones, all with public addresses`);
    return failOr(findings, unlessUnanswered(unaskedOf(zones), settled, unaskedHint));
  },
});
