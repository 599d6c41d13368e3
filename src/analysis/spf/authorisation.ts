import type { DomainDkim, MailDkim } from '../../artifacts/mail/dkim.ts';
import type { MailSender } from '../../artifacts/mail/senders.ts';
import type { MailSpf, SpfPolicy, SpfPolicyTerm } from '../../artifacts/mail/spf.ts';
import { endingOf } from './ending.ts';
import { permerrorOf } from './permerror.ts';
import { grants } from './repair.ts';

/**
 * Whether the SPF of a name lets a sender pass, by one of its includes. `broken`: the include is there, in a record to
 * which receivers answer permerror; `hidden`: part of the record was not seen, or depends on the message.
 */
export type Authorisation =
  | { readonly state: 'yes'; readonly how: string }
  | { readonly state: 'broken'; readonly policy: SpfPolicy; readonly because: string }
  | { readonly state: 'hidden'; readonly what: string }
  | { readonly state: 'no' };

/** Where a sender stands at one of the mail domains. */
export type Standing = { readonly sender: MailSender; readonly entry: MailSpf[number]; readonly answer: Authorisation };

/**
 * The standing of a sender at that of several domains where it may send, or else where that is still open; one entry, none
 * without domains. `keys` tell whether the DKIM key is a CNAME to the service.
 */
export function bestAuthorisation(sender: MailSender, spf: MailSpf, keys: MailDkim): readonly Standing[] {
  const standings = spf.map((entry) => ({ sender, entry, answer: authorisationAtDomain(sender, entry, keys) }));
  const order = ['yes', 'hidden', 'broken', 'no'];
  return standings.toSorted((a, b) => order.indexOf(a.answer.state) - order.indexOf(b.answer.state)).slice(0, 1);
}

// By the domain's own record, or by that of one of the sender's return paths below it.
function authorisationAtDomain(
  sender: MailSender,
  { domain, policy, returnPaths }: MailSpf[number],
  keys: MailDkim,
): Authorisation {
  const own = new Set(sender.returnPaths.map((label) => `${label}.${domain}`.toLowerCase()));
  const candidates = [policy, ...returnPaths.filter(({ name }) => own.has(name))];
  const answers = candidates.map((candidate) => authorisationAt(candidate, sender.spfIncludes));
  for (const state of ['yes', 'broken', 'hidden'] as const) {
    const found = answers.find((answer) => answer.state === state);
    if (found !== undefined) return found;
  }
  const key = keys.find((one) => one.domain === domain);
  if (!isDelegated(sender, key)) return { state: 'no' };
  return { state: 'hidden', what: `its return path below ${domain}, which like its DKIM key may be a CNAME to it` };
}

function isDelegated({ id }: MailSender, keys: DomainDkim | undefined): boolean {
  const selectors = keys?.selectors ?? [];
  return selectors.some(
    ({ provider, answer }) => provider === id && answer.state === 'found' && answer.chain.length > 0,
  );
}

function authorisationAt(policy: SpfPolicy, includes: readonly string[]): Authorisation {
  const { name, state, records, terms, aliases, trouble = 'no answer' } = policy;
  if (state === 'unasked') return { state: 'hidden', what: `${name} (${trouble})` };
  const because = permerrorOf(policy);
  if (state === 'several' && because !== undefined) {
    const isNamed = records.some((record) => includes.some((include) => grants(record, include)));
    return isNamed ? { state: 'broken', policy, because } : { state: 'no' };
  }
  if (state !== 'one') return { state: 'no' };
  const wanted = new Set(includes.map((include) => include.toLowerCase()));
  const others = terms.filter(({ kind }) => kind === 'include' || kind === 'redirect');
  // The first that speaks of the sender decides: what stands behind it comes too late.
  const first = others.find((term) => term.effect !== undefined && wanted.has(term.name ?? ''));
  const match = first?.effect === '+' ? first.term : undefined;
  const how = match ?? aliasAmong(wanted, aliases) ?? (endingOf(policy) === '+' ? '+all' : undefined);
  if (how !== undefined && because !== undefined) return { state: 'broken', policy, because };
  const isUnseen = ({ leads }: SpfPolicyTerm): boolean => leads === 'unasked' || leads === 'too-deep';
  const unseen = others.find(isUnseen);
  // Behind what was not seen may stand what makes receivers give up, or the sender.
  if (unseen !== undefined) return { state: 'hidden', what: `${unseen.term} of ${name}` };
  if (how !== undefined) return { state: 'yes', how: `${name}: ${how}` };
  const hidden = others.find(({ leads, effect }) => leads === 'by-macro' && effect === '+');
  return hidden === undefined ? { state: 'no' } : { state: 'hidden', what: `${hidden.term} of ${name}` };
}

// The provider's own name, taken over whole: it answers with the record that it keeps there.
function aliasAmong(wanted: ReadonlySet<string>, aliases: readonly string[]): string | undefined {
  const alias = aliases.find((one) => [...wanted].some((include) => one === include || one.endsWith(`.${include}`)));
  return alias === undefined ? undefined : `CNAME ${alias}`;
}
