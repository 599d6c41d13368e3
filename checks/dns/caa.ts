import { issuanceOf } from '../../src/analysis/caa/issuance.ts';
import { judgeCaa, mergeProblems } from '../../src/analysis/caa/judge.ts';
import { withoutOwnZone } from '../../src/analysis/dns-names/no-zone.ts';
import { destinationOf } from '../../src/analysis/edge-addresses/destination.ts';
import { unlessUnanswered } from '../../src/analysis/mail-answers/unless-unanswered.ts';
import { type DnsAddresses, dnsAddresses } from '../../src/artifacts/dns/addresses.ts';
import { dnsCaa } from '../../src/artifacts/dns/caa.ts';
import { tlsEndpoints } from '../../src/artifacts/tls/endpoints.ts';
import { optional } from '../../src/core/artifact.ts';
import { defineCheck, failOr, pass } from '../../src/core/check.ts';
import type { Gathered } from '../../src/core/gathered.ts';

/** The authorities that issue for production are allowed to. */
export const caa = defineCheck({
  meta: {
    id: 'dns/caa',
    title: 'CAA records allow the authorities that issue for production',
    why: 'The next renewal fails without a sound, and some weeks later every visitor meets an expired certificate.',
    fix: 'Add the authority to the CAA records at the DNS provider: `0 issue "letsencrypt.org"` for Vercel; letsencrypt.org, pki.goog, ssl.com and sectigo.com for Cloudflare. Or take out the CAA records.',
    severity: 'high',
    refs: [
      'https://www.rfc-editor.org/rfc/rfc8659',
      'https://vercel.com/guides/domain-not-generating-ssl-certificate',
      'https://developers.cloudflare.com/ssl/edge-certificates/caa-records/',
    ],
    messages: {
      refused: 'CAA does not let {authority} ({domain}) issue for {host}.',
      nobody: 'CAA lets nobody issue for {host}, {authority} included.',
      critical: 'A critical CAA property that authorities do not know stops every issuance for {host}.',
      partial: 'CAA leaves out authorities that Cloudflare may turn to for {host}: {missing}.',
      bound: 'CAA lets {authority} issue for {host} only with {parameter}, which the edge cannot be expected to meet.',
      failed: 'The CAA question for {host} fails ({why}): authorities take that as a refusal.',
    },
  },
  needs: { policies: dnsCaa, addresses: optional(dnsAddresses), endpoints: optional(tlsEndpoints) },
  evaluate: ({ policies, addresses, endpoints }) => {
    if (policies.length === 0) return withoutOwnZone();
    const judged = policies
      .filter(({ host, role }) => role !== 'sibling' || !isAbsent(host, addresses))
      .map((policy) => judgeCaa(policy, issuanceOf(policy.host, addresses, endpoints)));
    const problems = mergeProblems(judged.flatMap((one) => one.problems));
    const findings = problems.map(({ kind, name, data, evidence }) => {
      const finding = { key: kind, data, at: { kind: 'dns', name, type: 'CAA' }, evidence } as const;
      if (kind === 'failed') return { ...finding, confidence: 'likely' } as const;
      return kind === 'partial' || kind === 'bound' ? ({ ...finding, severity: 'medium' } as const) : finding;
    });
    const open = judged.flatMap((one) => one.open ?? []);
    const settled = pass([...new Set(judged.map(({ evidence }) => evidence))].join('; '));
    const hint = 'compare the issuer of the live certificate with the CAA records, and attest it';
    return failOr(findings, unlessUnanswered(open, settled, hint));
  },
});

function isAbsent(host: string, addresses: Gathered<DnsAddresses>): boolean {
  const named = addresses.state === 'ok' ? addresses.value.hosts.find(({ name }) => name === host) : undefined;
  return named !== undefined && destinationOf(named).kind === 'none';
}
