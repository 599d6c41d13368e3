import { excerptOf } from '../../analysis/tag-list/excerpt.ts';
import type { AskedExchanges, AskedTexts, Unanswered } from '../../artifacts/mail/asked.ts';
import type { DnsAnswer } from '../../core/doors/dns.ts';
import { UnavailableError } from '../../core/fault.ts';
import type { GatherContext } from '../../core/gatherer.ts';

// A TXT answer may hold 64 KB; no record of the mail standards is near that.
const longestText = 4096;
const mostTexts = 30;

/** What the part of a gatherer needs that asks DNS. */
export type Asking = Pick<GatherContext, 'io' | 'signal'>;

/** The TXT records of a name, at most 30 and each cut at 4096 characters. */
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
  const said = answer.state === 'refused' ? answer.rcode : answer.state;
  const detail = answer.detail === '' || answer.detail === said ? '' : ` (${excerptOf(answer.detail, 120)})`;
  return { state: 'unanswered', kind: answer.state, why: `${said} from ${answer.server}${detail}` } as const;
}

/** Throws when every question failed in one of the ways that a dead network fails, so that the fact is `unavailable`. */
export function refuseSilence(answers: readonly { readonly state: string }[], resolver: string): void {
  const failed = answers.filter((one): one is Unanswered => one.state === 'unanswered');
  if (answers.length === 0 || failed.length < answers.length) return;
  if (failed.every(({ kind }) => kind === 'unreachable'))
    throw new UnavailableError(
      'offline',
      `the resolver ${resolver} was not reached; name another with "network": { "resolver": … }`,
    );
  if (failed.every(({ kind }) => kind === 'timeout'))
    throw new UnavailableError(
      'timeout',
      `the resolver ${resolver} gave no answer; run the audit again, or name another with "network": { "resolver": … }`,
    );
}
