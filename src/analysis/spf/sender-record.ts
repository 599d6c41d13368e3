import type { MailSender } from '../../artifacts/mail/senders.ts';
import type { SpfPolicy } from '../../artifacts/mail/spf.ts';
import type { Standing } from './authorisation.ts';
import { spfLimits } from './evaluation-state.ts';
import { deadEndOf, permerrorOf } from './permerror.ts';
import { lookupsOf } from './relief.ts';
import { merged, withIncludes } from './repair.ts';

/** The record of a name below the domain that a sender has for itself; `undefined` when it needs no SPF. */
export function returnPathRecord({ spfIncludes }: MailSender): string | undefined {
  const [include] = spfIncludes;
  return include === undefined ? undefined : `v=spf1 include:${include} ~all`;
}

/**
 * The record to publish so that a sender is authorised, at the name whose record is broken or else at the domain. `undefined`
 * when no text does it: the record is a permerror for another reason, has too few lookups left, or the sender itself has no record.
 */
export function authorisingRecord({ sender, entry, answer }: Standing): string | undefined {
  const policy = answer.state === 'broken' ? answer.policy : entry.policy;
  const isDead = policy.terms.some((term) => {
    return deadEndOf(term) !== undefined && sender.spfIncludes.some((include) => include.toLowerCase() === term.name);
  });
  if (isDead) return undefined;
  const base = baseOf(policy);
  const own = base === undefined ? undefined : withIncludes(base, sender.spfIncludes.slice(0, 1));
  // A return path belongs to its sender: what else stands there may go.
  const record = policy.name === entry.domain ? own : returnPathRecord(sender);
  return policy.state === 'one' && record === policy.records[0] ? undefined : record;
}

// The include of a service leads to others of its own (sendgrid.net to one, mailgun.org to two), which were not walked.
const costOfService = 3;

function baseOf(policy: SpfPolicy): string | undefined {
  const { state, records } = policy;
  if (state === 'unasked') return undefined;
  if (state === 'several') return merged(records);
  if (state !== 'one') return 'v=spf1 ~all';
  const isFull = permerrorOf(policy) !== undefined || lookupsOf(policy) + costOfService > spfLimits.lookups;
  return isFull ? undefined : records[0];
}
