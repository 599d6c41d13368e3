import { withoutOwnZone } from '../../src/analysis/dns-names/no-zone.ts';
import { unaskedHint } from '../../src/analysis/dns-names/unasked.ts';
import { addressesIn, describeDestination } from '../../src/analysis/edge-addresses/destination.ts';
import { unlessUnanswered } from '../../src/analysis/mail-answers/unless-unanswered.ts';
import { dnsNames } from '../../src/artifacts/dns/names.ts';
import { defineCheck, unknown } from '../../src/core/check.ts';
import { count, listOf } from '../../src/core/text.ts';

/** Somebody has looked at the list of names. */
export const subdomainInventory = defineCheck({
  meta: {
    id: 'dns/subdomain-inventory',
    title: 'Every public name of the domain is wanted',
    why: 'Forgotten names (an old staging site, a trial of a service) keep serving old code and old data under the product’s own domain.',
    fix: 'Compare the list with the zone at the DNS provider, and take out what nobody needs.',
    severity: 'medium',
    refs: [
      'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/01-Information_Gathering/04-Enumerate_Applications_on_Webserver',
    ],
    messages: {},
  },
  needs: { zones: dnsNames },
  evaluate: ({ zones }) => {
    if (zones.length === 0) return withoutOwnZone();
    const answered = zones.filter(({ tried }) => tried > 0);
    const first = zones.flatMap(({ unasked }) => unasked)[0];
    if (answered.length === 0 && first !== undefined) {
      return unlessUnanswered([{ ...first, why: first.detail }], unknown(first.detail, unaskedHint), unaskedHint);
    }
    const lists = answered.map(({ zone, names, tried, unasked }) => {
      const found = names.filter((one) => addressesIn(one).length > 0 || one.chain.length > 0).map(describeDestination);
      const missed = unasked.length === 0 ? '' : `; ${count(unasked.length, 'name')} could not be asked`;
      const list = found.length === 0 ? 'none' : listOf(found, 40);
      return `${zone}: ${list} (found by trying ${tried} usual names; there may be others${missed})`;
    });
    return { outcome: 'manual', ask: `Are all public names wanted and looked after? ${lists.join('. ')}` };
  },
});
