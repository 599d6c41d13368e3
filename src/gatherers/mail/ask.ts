import type { AskedExchanges, AskedTexts } from '../../artifacts/mail/asked.ts';
import type { DnsAnswer } from '../../core/doors/dns.ts';
import type { GatherContext } from '../../core/gatherer.ts';
import { circleOf, dnsTroubleOf } from '../dns/answers.ts';

// A TXT answer may hold 64 KB; no record of the mail standards is near that, long RSA keys with notes included.
const longestText = 16_384;
const mostTexts = 30;

/** What the part of a gatherer needs that asks DNS. */
export type Asking = Pick<GatherContext, 'io' | 'signal'>;

/** The TXT records of a name, at most 30 and each cut at 16 384 characters. */
export async function askTexts({ io, signal }: Asking, name: string): Promise<AskedTexts> {
  const answer = await io.dns.ask(name, 'TXT', signal);
  if (answer.state !== 'found') return withoutRecords(answer);
  const texts = answer.records.slice(0, mostTexts).map(({ text }) => text.slice(0, longestText).toWellFormed());
  return { state: 'found', texts, chain: answer.chain };
}

/** The MX records of a name, in the order of their preference, at most 30. */
export async function askExchanges({ io, signal }: Asking, name: string): Promise<AskedExchanges> {
  const answer = await io.dns.ask(name, 'MX', signal);
  if (answer.state !== 'found') return withoutRecords(answer);
  const exchanges = answer.records
    .map(({ preference, exchange }) => ({ preference, exchange }))
    .toSorted((a, b) => a.preference - b.preference)
    .slice(0, mostTexts);
  return { state: 'found', exchanges };
}

type WithoutRecords = Exclude<DnsAnswer, { readonly state: 'found' }>;

/** An answer without records as a fact: nothing there, or nothing learnt. */
export function withoutRecords(answer: WithoutRecords) {
  if (answer.state === 'nodata' || answer.state === 'nxdomain')
    return { state: 'absent', exists: answer.state === 'nodata', chain: answer.chain } as const;
  const kind = circleOf(answer).length > 0 ? 'circle' : answer.state;
  return { state: 'unanswered', kind, why: dnsTroubleOf(answer) } as const;
}
