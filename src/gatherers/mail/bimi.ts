import { bimiRecords, parseBimiRecord } from '../../analysis/bimi/record.ts';
import { readSvg } from '../../analysis/bimi/svg.ts';
import { excerptOf } from '../../analysis/tag-list/excerpt.ts';
import { type BimiLogo, mailBimi } from '../../artifacts/mail/bimi.ts';
import { mailDomains } from '../../artifacts/mail/domains.ts';
import { definedOnly } from '../../core/defined.ts';
import { defineGatherer } from '../../core/gatherer.ts';
import { refuseSilence } from '../dns/silence.ts';
import { type Asking, askTexts } from './ask.ts';

const longestLogo = 65_536;

/** Asks for each mail domain's BIMI record, and reads the logo that it names. */
export const gatherMailBimi = defineGatherer({
  artifact: mailBimi,
  needs: { domains: mailDomains },
  network: true,
  gather: async ({ io, signal }, { domains }) => {
    const found = await Promise.all(
      domains.map(async ({ domain }) => {
        const txt = await askTexts({ io, signal }, `default._bimi.${domain}`);
        const [record, ...more] = txt.state === 'found' ? bimiRecords(txt.texts) : [];
        const address = record === undefined || more.length > 0 ? undefined : parseBimiRecord(record).logo;
        const logo = address === undefined ? undefined : await fetchLogo({ io, signal }, address);
        return definedOnly({ domain, txt, logo });
      }),
    );
    refuseSilence(
      found.map(({ txt }) => txt),
      io.dns,
    );
    return found;
  },
});

async function fetchLogo({ io, signal }: Asking, url: string): Promise<BimiLogo> {
  const answer = await io.site.ask({ url, maxBytes: longestLogo }, signal);
  if (answer.state === 'failed')
    return { state: 'failed', url, why: answer.why, detail: excerptOf(answer.detail, 200) };
  return definedOnly({
    state: 'answered' as const,
    url,
    status: answer.status,
    truncated: answer.truncated,
    svg: readSvg(answer.body),
  });
}
