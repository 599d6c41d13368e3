import type { SpfPolicy, SpfPolicyTerm } from '../../artifacts/mail/spf.ts';
import { pathTo } from './ending.ts';
import { type LimitBreak, limitBreaks } from './relief.ts';

/** Why receivers answer permerror to the record at a name, in words; `undefined` when nothing that was seen makes them. */
export function permerrorOf(policy: SpfPolicy): string | undefined {
  const { state, faults, terms, records } = policy;
  if (state === 'several') return `there are ${records.length} SPF records`;
  const [fault] = faults;
  if (fault !== undefined) return `${pathTo(fault)} has a syntax error`;
  const dead = terms.find((term) => deadEndOf(term) !== undefined);
  if (dead !== undefined) return `${pathTo(dead)}: ${deadEndOf(dead)}`;
  const [broken] = limitBreaks(policy);
  return broken === undefined ? undefined : `${pathTo(broken.term)} ${excess[broken.kind]}`;
}

const excess: Readonly<Record<LimitBreak['kind'], string>> = {
  loop: 'comes round to itself',
  lookups: 'is beyond the tenth DNS lookup',
  voids: 'is the third that finds nothing',
  'mx-hosts': 'has more than 10 hosts',
};

/** Why an include or a redirect is a permerror by itself (RFC 7208 section 5.2 and 6.1), in words. */
export function deadEndOf({ kind, leads }: SpfPolicyTerm): string | undefined {
  if (kind !== 'include' && kind !== 'redirect') return undefined;
  if (leads === 'to-several') return 'several records there';
  return leads === 'nowhere' ? 'no record there' : undefined;
}
