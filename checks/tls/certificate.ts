import { certificateFaults, certificateMessages, describeCertificate } from '../../src/analysis/certificate/faults.ts';
import { silenceOf, unreached } from '../../src/analysis/tls-answers/reach.ts';
import { runMoment } from '../../src/artifacts/run/moment.ts';
import { tlsEndpoints } from '../../src/artifacts/tls/endpoints.ts';
import { blocked, defineCheck, failOr, pass, unknown } from '../../src/core/check.ts';

/** The certificate of the production address, as browsers judge it. The other hosts are `tls/every-domain`'s. */
export const certificate = defineCheck({
  meta: {
    id: 'tls/certificate',
    title: 'Every browser trusts the production certificate',
    why: 'A certificate that a browser does not trust shows visitors a warning page instead of the product, and breaks webhooks and API clients without a word.',
    fix: 'Issue the certificate anew for exactly this host where it is served (at Vercel: Project, Settings, Domains), with a 2048-bit RSA or P-256 key, and install the full chain: the server’s own certificate first, then each issuer.',
    severity: 'blocker',
    refs: [
      'https://www.rfc-editor.org/rfc/rfc5280#section-6',
      'https://www.rfc-editor.org/rfc/rfc9525#section-6.3',
      'https://cabforum.org/working-groups/server/baseline-requirements/requirements/',
      'https://vercel.com/docs/domains/working-with-ssl',
    ],
    messages: certificateMessages,
  },
  needs: { endpoints: tlsEndpoints, moment: runMoment },
  evaluate: ({ endpoints, moment }) => {
    const canonical = endpoints.filter(({ role }) => role === 'canonical');
    const findings = canonical.flatMap((endpoint) => certificateFaults(endpoint, moment));
    const open = unreached(canonical);
    const silence = silenceOf(canonical);
    if (silence !== undefined) return blocked(silence);
    if (open !== undefined) return failOr(findings, unknown(open.because, open.hint));
    const [handshake] = canonical.flatMap((endpoint) => endpoint.handshake ?? []);
    const [leaf] = handshake?.chain ?? [];
    if (handshake === undefined || leaf === undefined)
      return failOr(findings, unknown('the production host showed no certificate', 'run the audit again'));
    if (handshake.order === 'unknown' || handshake.unreadable > 0)
      return failOr(findings, unknown('the chain could not be read as it was sent', 'run the audit again'));
    const asks =
      handshake.clientCertificate === undefined ? '' : `; a client certificate is ${handshake.clientCertificate}`;
    return failOr(findings, pass(`${describeCertificate(leaf)}${asks}`));
  },
});
