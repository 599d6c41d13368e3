import { childSet, delegationFaults, unlearntOf } from '../../src/analysis/delegation/compare.ts';
import { withoutOwnZone } from '../../src/analysis/dns-names/no-zone.ts';
import { unlessUnanswered } from '../../src/analysis/mail-answers/unless-unanswered.ts';
import { dnsDelegation } from '../../src/artifacts/dns/delegation.ts';
import { defineCheck, failOr, pass } from '../../src/core/check.ts';
import { listOf } from '../../src/core/text.ts';

/** Every server that the parent names is an authority of the zone, and both sides name the same ones. */
export const delegation = defineCheck({
  meta: {
    id: 'dns/delegation',
    title: 'The registry and the zone name the same working name servers',
    why: 'Part of the visitors ask a server that knows nothing: the domain works for some and not for others, and fails for all when the good server does.',
    fix: 'Set the same list of name servers at the registrar and in the zone’s own NS records, with at least two servers that answer for it; take out the ones of a former provider.',
    severity: 'high',
    refs: [
      'https://www.rfc-editor.org/rfc/rfc1034#section-4.2.2',
      'https://www.rfc-editor.org/rfc/rfc1912#section-2.8',
      'https://www.rfc-editor.org/rfc/rfc2181#section-10.3',
      'https://www.rfc-editor.org/rfc/rfc2182',
    ],
    messages: {
      undelegated: 'The registry delegates {zone} to no name server.',
      lame: '{server} is named for {zone} and does not answer for it: {why}.',
      silent: '{server} is named for {zone} and does not answer at all.',
      internal: '{server} is named for {zone} and has an address that the world cannot reach.',
      alias: '{server} is named for {zone} and is an alias (CNAME to {target}), which RFC 2181 forbids.',
      unresolvable: '{server} is named for {zone} and has no address.',
      differ: 'The registry and {zone} itself name different servers: {difference}.',
      disagree: 'The servers of {zone} do not agree on its name servers.',
      single: '{zone} has one name server only.',
    },
  },
  needs: { zones: dnsDelegation },
  evaluate: ({ zones }) => {
    if (zones.length === 0) return withoutOwnZone();
    const findings = zones.flatMap((zone) =>
      delegationFaults(zone).map(({ kind, data, evidence }) => {
        const at = { kind: 'dns', name: zone.zone, type: 'NS' } as const;
        const finding = { key: kind, data: { zone: zone.zone, ...data }, at, evidence };
        return kind === 'single' || kind === 'alias' ? ({ ...finding, severity: 'medium' } as const) : finding;
      }),
    );
    const open = zones.flatMap((zone) => unlearntOf(zone));
    const sets = zones.map(
      (zone) => `${zone.zone} NS ${listOf(childSet(zone) ?? [], 8)}, as ${zone.parentServer} says`,
    );
    const hint = 'run the audit from a network that lets DNS questions out (UDP and TCP port 53)';
    return failOr(findings, unlessUnanswered(open, pass(sets.join('; ')), hint));
  },
});
