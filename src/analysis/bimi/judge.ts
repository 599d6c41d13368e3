import type { MailBimi } from '../../artifacts/mail/bimi.ts';
import type { DomainDmarc } from '../../artifacts/mail/dmarc.ts';
import { parseDmarcRecord } from '../dmarc/record.ts';
import { effectivePolicy } from '../dmarc/walk.ts';
import { mayBeOwnNetwork } from '../mail-answers/own-network.ts';
import type { OpenQuestion } from '../mail-answers/unless-unanswered.ts';
import { bimiRecords, isMeantAsBimi, parseBimiRecord } from './record.ts';

/** What keeps a logo from being shown; `detail` is the end of a sentence. */
export type BimiFault = { readonly key: 'malformed' | 'unenforced' | 'logo'; readonly detail: string };

/** A domain's faults, and what could not be learnt. Without a record there is neither. */
export type BimiVerdict = { readonly faults: readonly BimiFault[]; readonly questions: readonly OpenQuestion[] };

type Logo = NonNullable<MailBimi[number]['logo']>;

/** Judges the record, the policy that it needs (quarantine or reject, for subdomains too) and the logo. */
export function judgeBimi({ domain, txt, logo }: MailBimi[number], dmarc: DomainDmarc | undefined): BimiVerdict {
  if (txt.state === 'unanswered') return { faults: [], questions: [{ ...txt, name: `default._bimi.${domain}` }] };
  const texts = txt.state === 'found' ? txt.texts : [];
  const [record, ...more] = bimiRecords(texts);
  if (record === undefined) {
    const isMeant = texts.some(isMeantAsBimi);
    return only(isMeant ? [{ key: 'malformed', detail: 'it does not begin with v=BIMI1' }] : []);
  }
  if (more.length > 0) return only([{ key: 'malformed', detail: `there are ${more.length + 1} of them` }]);
  const { declined, fault } = parseBimiRecord(record);
  if (declined) return only([]);
  const unenforced = dmarc === undefined ? undefined : whyUnenforced(dmarc);
  const governing = dmarc?.governing;
  const unasked = governing?.state === 'unanswered' ? [{ ...governing, name: `_dmarc.${governing.domain}` }] : [];
  const seen = logo === undefined ? only([]) : judgeLogo(logo);
  return {
    faults: [
      ...(fault === undefined ? [] : [{ key: 'malformed', detail: fault } as const]),
      ...(unenforced === undefined ? [] : [{ key: 'unenforced', detail: unenforced } as const]),
      ...seen.faults,
    ],
    questions: [...unasked, ...seen.questions],
  };
}

function whyUnenforced({ governing }: DomainDmarc): string | undefined {
  if (governing.state === 'unanswered') return undefined;
  if (governing.state !== 'found') return 'the domain has no valid DMARC record';
  const record = parseDmarcRecord(governing.text);
  const policy = effectivePolicy(record, governing.as)?.effective ?? 'none';
  if (policy === 'none') return 'its DMARC policy is none';
  return governing.as === 'own' && record.subdomains === 'none' ? 'its DMARC policy for subdomains is none' : undefined;
}

function judgeLogo(logo: Logo): BimiVerdict {
  const say = (detail: string): BimiVerdict => only([{ key: 'logo', detail }]);
  if (logo.state === 'failed') {
    const why = logo.detail === '' ? logo.why : `${logo.why}, ${logo.detail}`;
    return mayBeOwnNetwork(logo.why)
      ? { faults: [], questions: [{ name: logo.url, why, kind: logo.why }] }
      : say(`${logo.url} was not read: ${why}`);
  }
  if (logo.status !== 200) return say(`${logo.url} answers ${logo.status}`);
  if (logo.truncated) return say(`${logo.url} is over 64 KiB`);
  if (logo.svg === undefined) return say(`${logo.url} is no SVG`);
  if (logo.svg.script) return say('the SVG carries a script');
  if (logo.svg.profile === 'tiny-ps') return only([]);
  return say(`the SVG’s baseProfile is ${logo.svg.profile ?? 'missing'}, not tiny-ps`);
}

function only(faults: readonly BimiFault[]): BimiVerdict {
  return { faults, questions: [] };
}
