import type { DomainDkim, MailDkim } from '../../artifacts/mail/dkim.ts';
import type { MailSender } from '../../artifacts/mail/senders.ts';
import type { MailSpf, SpfPolicy } from '../../artifacts/mail/spf.ts';
import { endingOf } from './ending.ts';
import { spfLimits } from './evaluation-state.ts';

/**
 * Whether the SPF of a name lets a sender pass, by one of its includes. `broken`: the include is there, in a record that
 * receivers cannot use; `hidden`: part of the record was not seen, or depends on the message.
 */
export type Authorisation =
  | { readonly state: 'yes'; readonly how: string }
  | { readonly state: 'broken'; readonly name: string }
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
  const { name, state, terms, faults, aliases, trouble = 'no answer' } = policy;
  if (state === 'unasked') return { state: 'hidden', what: `${name} (${trouble})` };
  if (state !== 'one') return { state: 'no' };
  const wanted = new Set(includes.map((include) => include.toLowerCase()));
  const match = terms.find(
    (term) => term.name !== undefined && wanted.has(term.name) && leadsThere(term.kind) && passes(term.term),
  );
  // The provider's own name, taken over whole: it answers with the record that it keeps there.
  const alias = aliases.find((one) => [...wanted].some((include) => one === include || one.endsWith(`.${include}`)));
  const isUsable = faults.length === 0 && terms.length <= spfLimits.lookups;
  if (match !== undefined) {
    return isUsable ? { state: 'yes', how: `${name}: ${match.term}` } : { state: 'broken', name };
  }
  if (alias !== undefined) return { state: 'yes', how: `${name} CNAME ${alias}` };
  if (endingOf(policy) === '+') return { state: 'yes', how: `${name}: +all` };
  const hidden = terms.find(({ kind, leads }) => leadsThere(kind) && isOpen(leads));
  return hidden === undefined ? { state: 'no' } : { state: 'hidden', what: `${hidden.term} of ${name}` };
}

function leadsThere(kind: SpfPolicy['terms'][number]['kind']): boolean {
  return kind === 'include' || kind === 'redirect';
}

function isOpen(leads: SpfPolicy['terms'][number]['leads']): boolean {
  return leads === 'by-macro' || leads === 'unasked' || leads === 'too-deep';
}

function passes(term: string): boolean {
  return !/^[-~?]/.test(term);
}
