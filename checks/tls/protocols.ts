import { isAnswer, placeOf, unanswered, unreached } from '../../src/analysis/tls-answers/reach.ts';
import { type TlsHostOffers, tlsOffers } from '../../src/artifacts/tls/offers.ts';
import { defineCheck, failOr, pass, unlessOpen } from '../../src/core/check.ts';
import type { FindingOf } from '../../src/core/finding.ts';
import { listOf } from '../../src/core/text.ts';

const old: readonly string[] = ['SSLv3', 'TLSv1', 'TLSv1.1'];

/** Protocol versions that each production host takes, asked one by one. */
export const protocols = defineCheck({
  meta: {
    id: 'tls/protocols',
    title: 'Production speaks TLS 1.2 and 1.3, and nothing older',
    why: 'Versions before TLS 1.2 are broken and forbidden by payment and security standards; without the current ones, clients cannot connect or connect slowly.',
    fix: 'Set the minimum version to TLS 1.2 and allow TLS 1.3 where TLS ends: at Cloudflare under SSL/TLS, Edge Certificates, Minimum TLS Version; in nginx `ssl_protocols TLSv1.2 TLSv1.3;`.',
    severity: 'high',
    refs: [
      'https://www.rfc-editor.org/rfc/rfc8996',
      'https://www.rfc-editor.org/rfc/rfc7568',
      'https://www.rfc-editor.org/rfc/rfc9325#section-3.1.1',
    ],
    messages: {
      old: '{host} still accepts {version}.',
      'no-1.2': '{host} accepts neither TLS 1.2 nor TLS 1.3.',
      'no-1.3': '{host} does not accept TLS 1.3.',
      'no-tls': '{host} comes to no handshake in any version: {detail}.',
    },
  },
  needs: { offers: tlsOffers },
  evaluate: ({ offers }) => {
    const findings = offers.flatMap(findingsFor);
    const unseen = offers.flatMap(({ host, versions }) =>
      versions.flatMap(({ version, answer }) =>
        answer.state === 'unseen' ? [`${host} ${version}: ${answer.detail}`] : [],
      ),
    );
    const spoken = offers.flatMap((host) => (host.trouble === undefined ? [`${host.host}: ${taken(host)}`] : []));
    const open = unreached(offers) ?? unanswered(unseen);
    return failOr(findings, unlessOpen(open, pass(listOf(spoken))));
  },
});

function findingsFor(host: TlsHostOffers): readonly FindingOf<'old' | 'no-1.2' | 'no-1.3' | 'no-tls'>[] {
  const { trouble } = host;
  const at = placeOf(host);
  if (trouble !== undefined) {
    if (!isAnswer(trouble)) return [];
    const data = { host: host.host, detail: trouble.detail };
    return [{ key: 'no-tls', data, at, evidence: trouble.detail } as const];
  }
  const isTaken = (version: string): boolean =>
    host.versions.some((one) => one.version === version && one.answer.state === 'accepted');
  const isDeclined = (version: string): boolean =>
    host.versions.some((one) => one.version === version && one.answer.state === 'declined');
  const aged = host.versions.flatMap(({ version, answer }) => {
    if (answer.state !== 'accepted' || !old.includes(version)) return [];
    const evidence = `${version} accepted with ${answer.cipher}`;
    return [{ key: 'old', data: { host: host.host, version }, at, evidence } as const];
  });
  const named = { data: { host: host.host }, at, evidence: `accepted: ${taken(host)}` };
  if (isDeclined('TLSv1.2') && isDeclined('TLSv1.3')) return [...aged, { key: 'no-1.2', ...named } as const];
  const isBehind = isDeclined('TLSv1.3') && isTaken('TLSv1.2');
  return isBehind ? [...aged, { key: 'no-1.3', ...named, severity: 'medium' } as const] : aged;
}

function taken({ versions }: TlsHostOffers): string {
  return versions.flatMap(({ version, answer }) => (answer.state === 'accepted' ? [version] : [])).join(', ') || 'none';
}
