import { withoutOwnZone } from '../../src/analysis/dns-names/no-zone.ts';
import { unaskedHint } from '../../src/analysis/dns-names/unasked.ts';
import { addressesIn, describeResolved, unlearnt } from '../../src/analysis/edge-addresses/destination.ts';
import { unlessUnanswered } from '../../src/analysis/mail-answers/unless-unanswered.ts';
import { dnsNames } from '../../src/artifacts/dns/names.ts';
import { defineCheck, failOr, pass } from '../../src/core/check.ts';

/** Only names that somebody wrote down lead anywhere. */
export const wildcardAddresses = defineCheck({
  meta: {
    id: 'dns/wildcard',
    title: 'No wildcard gives every name of the domain an address',
    why: 'With a wildcard any name under the domain resolves: mistyped and forgotten names reach a server, cookies for the whole domain go there too, and a dangling wildcard can be taken over as a whole.',
    fix: 'Take out the record `*` and publish each name that is needed. A product with a subdomain for each customer needs the wildcard: add `*.<domain>` to the project at Vercel, or accept the finding with that reason.',
    severity: 'medium',
    refs: ['https://www.rfc-editor.org/rfc/rfc4592', 'https://vercel.com/docs/domains/working-with-domains'],
    messages: { wildcard: 'Every name under {zone} resolves.' },
  },
  needs: { zones: dnsNames },
  evaluate: ({ zones }) => {
    if (zones.length === 0) return withoutOwnZone();
    const led = zones.filter(({ wildcard }) => addressesIn(wildcard).length > 0 || wildcard.chain.length > 0);
    const findings = led
      .filter(({ wanted }) => !wanted)
      .map(({ zone, wildcard }) => {
        const at = { kind: 'dns', name: `*.${zone}`, type: 'A' } as const;
        return { key: 'wildcard', data: { zone }, at, evidence: describeResolved(wildcard) } as const;
      });
    const rest = zones.filter((one) => !led.includes(one));
    const open = rest.flatMap(({ wildcard }) => unlearnt(wildcard) ?? []);
    const wanted = led.filter((one) => one.wanted).map(({ zone }) => `*.${zone} belongs to the project at Vercel`);
    const absent = rest.map(({ wildcard }) => `${wildcard.name} leads nowhere, as it should`);
    const settled = pass([...absent, ...wanted].join('; '));
    return failOr(findings, unlessUnanswered(open, settled, unaskedHint));
  },
});
