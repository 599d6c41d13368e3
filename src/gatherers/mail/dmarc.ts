import { reportDestinations, reportName } from '../../analysis/dmarc/destinations.ts';
import { type DmarcGoverning, governingRecord, recordTexts, walkDmarc } from '../../analysis/dmarc/walk.ts';
import {
  type DmarcDestination,
  type DmarcGoverningFact,
  type DomainDmarc,
  mailDmarc,
} from '../../artifacts/mail/dmarc.ts';
import { mailDomains } from '../../artifacts/mail/domains.ts';
import { definedOnly } from '../../core/defined.ts';
import { defineGatherer } from '../../core/gatherer.ts';
import { refuseSilence } from '../dns/silence.ts';
import { type Asking, askTexts } from './ask.ts';

/** Walks RFC 9989's tree for each mail domain, and asks whether the report addresses of others consent (RFC 9990). */
export const gatherMailDmarc = defineGatherer({
  artifact: mailDmarc,
  needs: { domains: mailDomains },
  network: true,
  gather: async ({ io, signal }, { domains }) => {
    const found = await Promise.all(domains.map(({ domain }) => dmarcOf({ io, signal }, domain)));
    refuseSilence(
      found.flatMap(({ steps }) => steps.map(({ answer }) => answer)),
      io.dns,
    );
    return found;
  },
});

async function dmarcOf(asking: Asking, domain: string): Promise<DomainDmarc> {
  const [walk, own] = await Promise.all([
    walkDmarc(domain, (name) => askTexts(asking, name)),
    askTexts(asking, domain),
  ]);
  // Unanswered counts as there: `np` is asked for only where NXDOMAIN was said.
  const exists = own.state !== 'absent' || own.exists;
  const governing = governingRecord(walk, exists);
  const { steps, organizational } = walk;
  const destinations = governing.state === 'found' ? await destinationsOf(asking, governing, organizational) : [];
  return definedOnly({ domain, steps, organizational, governing: factOf(governing), destinations });
}

/** A governing record as a fact: its text instead of what was read from it. */
export function factOf(governing: DmarcGoverning): DmarcGoverningFact {
  if (governing.state !== 'found') return governing;
  const { domain, record, as } = governing;
  return { state: 'found', domain, text: record.text, as };
}

type Found = Extract<DmarcGoverning, { readonly state: 'found' }>;

async function destinationsOf(
  asking: Asking,
  { domain, record }: Found,
  organizational: string | undefined,
): Promise<readonly DmarcDestination[]> {
  return Promise.all(
    reportDestinations(record).map(async (destination) => {
      const name = reportName(domain, destination);
      const [walk, consent] = await Promise.all([
        walkDmarc(destination, (asked) => askTexts(asking, asked)),
        destination === domain ? undefined : askTexts(asking, name),
      ]);
      if (destination === domain || (organizational !== undefined && walk.organizational === organizational))
        return { domain: destination, state: 'same', name };
      if (consent === undefined || consent.state === 'absent') return { domain: destination, state: 'refused', name };
      if (consent.state === 'unanswered')
        return { domain: destination, state: 'unanswered', name, why: consent.why, kind: consent.kind };
      const isAuthorised = recordTexts(consent).length > 0;
      return { domain: destination, state: isAuthorised ? 'authorised' : 'refused', name };
    }),
  );
}
