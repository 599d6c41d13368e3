import type { MailAlignment } from '../../artifacts/mail/alignment.ts';
import type { MailDkim } from '../../artifacts/mail/dkim.ts';
import type { MailSender } from '../../artifacts/mail/senders.ts';
import type { MailSpf, SpfPolicy } from '../../artifacts/mail/spf.ts';
import { withoutMiddle } from '../../core/text.ts';
import { bestAuthorisation } from '../spf/authorisation.ts';
import { isPlainRefusal } from '../spf/intent.ts';
import { longestRecord } from '../spf/policy.ts';
import { recordProblems, unseenOf } from '../spf/record-problems.ts';
import { limitBreaks, openBranches } from '../spf/relief.ts';
import { withIncludes } from '../spf/repair.ts';
import { longestShown, type RecordRow } from './record-row.ts';

/** The SPF record of each mail domain and of the return paths below it, with the includes that its senders miss. */
export function spfRows(
  spf: MailSpf,
  senders: readonly MailSender[],
  dkim: MailDkim,
  alignment: MailAlignment,
): readonly RecordRow[] {
  const missed = senders
    .flatMap((sender) => bestAuthorisation(sender, spf, dkim))
    .filter(({ answer }) => answer.state === 'no');
  return spf.flatMap(({ domain, policy, returnPaths }) => {
    // A sender needs no more than one of several domains: the one that email/spf-senders names.
    const includes = missed.flatMap(({ sender, entry }) =>
      entry.domain === domain ? sender.spfIncludes.slice(0, 1) : [],
    );
    const wanted = wantedReturnPaths(domain, senders, alignment);
    const published = returnPaths.filter(({ state }) => state === 'one' || state === 'several');
    const names = published.map(({ name }) => name);
    return [
      rowOf(policy, 'SPF', includes),
      ...published.map((path) => {
        const lacking = wanted.filter(({ name }) => name === path.name).map(({ include }) => include);
        return rowOf(path, 'SPF of a return path', lacking);
      }),
      ...wanted.filter(({ name }) => !names.includes(name)).map(freshRow),
    ];
  });
}

type ReturnPathRecord = { readonly name: string; readonly include: string; readonly title: string };

/**
 * The return paths that services in use still lack, of those whose record is text of known form; other services show theirs on
 * their page.
 */
function wantedReturnPaths(
  domain: string,
  senders: readonly MailSender[],
  alignment: MailAlignment,
): readonly ReturnPathRecord[] {
  const known = alignment.find((one) => one.domain === domain);
  if (known === undefined) return [];
  return senders.flatMap((sender) => {
    const [label] = sender.returnPaths;
    const [include] = sender.spfIncludes;
    const hosts = sender.returnPaths.map((one) => `${one}.${domain}`);
    const isThere = known.returnPaths.some(
      ({ host, providers }) => hosts.includes(host) && providers.includes(sender.id),
    );
    if (label === undefined || include === undefined || isThere) return [];
    return [{ name: `${label}.${domain}`, include, title: sender.title }];
  });
}

function freshRow({ name, include, title }: ReturnPathRecord): RecordRow {
  const purpose = `return path of ${title}`;
  const paste = `v=spf1 include:${include} ~all`;
  return { name, type: 'TXT', purpose, published: undefined, state: 'missing', paste };
}

function rowOf(policy: SpfPolicy, purpose: string, includes: readonly string[]): RecordRow {
  const { name, state, records } = policy;
  const published = records.length === 0 ? undefined : withoutMiddle(records.join(' | '), longestShown);
  const row = { name, type: 'TXT', purpose, published };
  if (state === 'unasked') return { ...row, state: 'unknown' };
  const problems = recordProblems(policy, includes);
  const base = problems.find(({ repaired }) => repaired !== undefined)?.repaired ?? records[0];
  // A record that was not kept whole is nothing to paste, nor are words.
  const isPastable = base?.startsWith('v=spf1') === true && !base.includes('<') && policy.length <= longestRecord;
  const isWrong = problems.length > 0 || includes.length > 0;
  const repaired = isPastable && isWrong ? withIncludes(base, includes) : undefined;
  // That nobody sends is said of domains without mail alone, which have rows of their own.
  const paste = repaired === undefined || isPlainRefusal(repaired) ? undefined : repaired;
  if (records.length === 0) return { ...row, state: 'missing', paste };
  // What repairs nothing is not worth pasting: the findings then say which term to change.
  if (isWrong) return { ...row, state: 'to change', paste: paste === records[0] ? undefined : paste };
  if (limitBreaks(policy).length > 0) return { ...row, state: 'to change' };
  const isOpen = unseenOf(policy).length > 0 || openBranches(policy).length > 0;
  return { ...row, state: isOpen ? 'unknown' : 'right' };
}
