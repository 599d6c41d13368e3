import { describeCertificate } from '../../src/analysis/certificate/faults.ts';
import { expiryState, isoDay, issuerEndState, lifeInDays, timeLeft } from '../../src/analysis/certificate/lifetime.ts';
import { placeOf, unreached, withoutHandshake } from '../../src/analysis/tls-answers/reach.ts';
import { runMoment } from '../../src/artifacts/run/moment.ts';
import { type TlsEndpoint, tlsEndpoints } from '../../src/artifacts/tls/endpoints.ts';
import { defineCheck, failOr, pass, unlessOpen } from '../../src/core/check.ts';
import { count, listOf, neutraliseLine } from '../../src/core/text.ts';

/** Expiry as a part of each certificate's own life: a fixed number of days misfires for short-lived ones. */
export const expiry = defineCheck({
  meta: {
    id: 'tls/expiry',
    title: 'No certificate is near its end',
    why: 'A certificate that is not renewed in time takes the whole product down at a minute that is known in advance.',
    fix: 'Find out why the renewal did not happen (a DNS record that moved away, a CAA record that forbids the authority, a challenge path that redirects) and renew it now; automatic renewal is due with a third of the life left.',
    severity: 'high',
    refs: [
      'https://letsencrypt.org/docs/integration-guide/#when-to-renew',
      'https://vercel.com/docs/domains/working-with-ssl',
    ],
    messages: {
      expired: 'The certificate of {host} expired on {day}.',
      urgent: 'The certificate of {host} ends in {left}, on {day}.',
      late: 'The certificate of {host} should have been renewed: {left} of its {life} are left.',
      issuer: '{issuer}, which the certificate of {host} needs, ends in {left}, on {day}, and before that certificate.',
    },
  },
  needs: { endpoints: tlsEndpoints, moment: runMoment },
  evaluate: ({ endpoints, moment }) => {
    const seen = endpoints.flatMap((endpoint) => {
      const leaf = endpoint.handshake?.chain[0];
      return leaf === undefined ? [] : [{ endpoint, leaf, state: expiryState(leaf, moment) }];
    });
    const findings = seen.flatMap(({ endpoint, leaf, state }) => {
      if (state === 'fine') return [];
      const left = timeLeft(leaf, moment);
      const data = { host: endpoint.host, day: isoDay(leaf.notAfter), left, life: count(lifeInDays(leaf), 'day') };
      const severity = state === 'late' ? 'medium' : 'high';
      return [{ key: state, data, at: placeOf(endpoint), evidence: describeCertificate(leaf), severity } as const];
    });
    const above = endpoints.flatMap((endpoint) => issuerEnds(endpoint, moment));
    const ends = seen.map(({ endpoint, leaf }) => `${endpoint.host} until ${isoDay(leaf.notAfter)}`);
    const open = unreached(endpoints) ?? withoutHandshake(endpoints, 'certificate', 'tls/certificate');
    return failOr([...findings, ...above], unlessOpen(open, pass(listOf(ends))));
  },
});

function issuerEnds(endpoint: TlsEndpoint, moment: number) {
  const end = endpoint.handshake?.firstEnd;
  if (end === undefined) return [];
  const state = issuerEndState(end.notAfter, moment);
  if (state === 'fine') return [];
  const issuer = neutraliseLine(end.subject, 120);
  const data = { host: endpoint.host, issuer, day: isoDay(end.notAfter), left: timeLeft(end, moment) };
  const severity = state === 'late' ? 'medium' : 'high';
  return [{ key: 'issuer', data, at: placeOf(endpoint), evidence: `${issuer} until ${data.day}`, severity } as const];
}
