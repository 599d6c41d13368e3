import { longestMtaStsPolicy, parseMtaStsPolicy } from '../../analysis/mta-sts/policy.ts';
import { excerptOf } from '../../analysis/tag-list/excerpt.ts';
import { mailDomains } from '../../artifacts/mail/domains.ts';
import { type DomainMtaSts, mailMtaSts } from '../../artifacts/mail/mta-sts.ts';
import { definedOnly } from '../../core/defined.ts';
import { defineGatherer } from '../../core/gatherer.ts';
import { refuseSilence } from '../dns/silence.ts';
import { type Asking, askExchanges, askTexts } from './ask.ts';

/** Reads each mail domain's MTA-STS record, its policy over HTTPS, and the MX hosts that the policy must cover. */
export const gatherMailMtaSts = defineGatherer({
  artifact: mailMtaSts,
  needs: { domains: mailDomains },
  network: true,
  gather: async ({ io, signal }, { domains }) => {
    const asking = { io, signal };
    const found = await Promise.all(
      domains.map(async ({ domain }) => {
        const [txt, fetched, mx] = await Promise.all([
          askTexts(asking, `_mta-sts.${domain}`),
          fetchPolicy(asking, domain),
          askExchanges(asking, domain),
        ]);
        return { domain, txt, fetched, mx };
      }),
    );
    refuseSilence(
      found.flatMap(({ txt, mx }) => [txt, mx]),
      io.dns,
    );
    return found;
  },
});

async function fetchPolicy({ io, signal }: Asking, domain: string): Promise<DomainMtaSts['fetched']> {
  const url = `https://mta-sts.${domain}/.well-known/mta-sts.txt`;
  const answer = await io.site.ask({ url, maxBytes: longestMtaStsPolicy }, signal);
  if (answer.state === 'failed')
    return { state: 'failed', url, why: answer.why, detail: excerptOf(answer.detail, 200) };
  const header = (wanted: string): string | undefined => {
    const value = answer.headers.find(([name]) => name === wanted)?.[1];
    return value === undefined ? undefined : excerptOf(value, 200);
  };
  return definedOnly({
    state: 'answered' as const,
    url,
    status: answer.status,
    contentType: header('content-type'),
    location: header('location'),
    truncated: answer.truncated,
    excerpt: excerptOf(answer.body.slice(0, 2000), 300),
    policy: parseMtaStsPolicy(answer.body),
  });
}
