import { mailDomains } from '../../artifacts/mail/domains.ts';
import { mailTlsReporting } from '../../artifacts/mail/tls-reporting.ts';
import { defineGatherer } from '../../core/gatherer.ts';
import { refuseSilence } from '../dns/silence.ts';
import { askExchanges, askTexts } from './ask.ts';

/** Asks for each mail domain's TLS reporting record. */
export const gatherMailTlsReporting = defineGatherer({
  artifact: mailTlsReporting,
  needs: { domains: mailDomains },
  network: true,
  gather: async ({ io, signal }, { domains }) => {
    const found = await Promise.all(
      domains.map(async ({ domain }) => {
        const [txt, mx] = await Promise.all([
          askTexts({ io, signal }, `_smtp._tls.${domain}`),
          askExchanges({ io, signal }, domain),
        ]);
        return { domain, txt, mx };
      }),
    );
    refuseSilence(
      found.flatMap(({ txt, mx }) => [txt, mx]),
      io.dns,
    );
    return found;
  },
});
