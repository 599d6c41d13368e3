import type { SpfPolicy, SpfPolicyTerm } from '../../artifacts/mail/spf.ts';
import { count } from '../../core/text.ts';
import { spfLimits } from './evaluation-state.ts';

/** DNS lookups of the whole tree, as a receiver counts them for whom nothing matches. */
export function lookupsOf({ terms }: SpfPolicy): number {
  return terms.at(-1)?.lookup ?? 0;
}

/** Terms that find nothing for any sender, or for those who send over one family of addresses. */
export function voidsOf({ terms }: SpfPolicy, family?: 'over-ip4' | 'over-ip6'): number {
  return terms.filter((term) => term.void === 'yes' || term.void === family).length;
}

/** What each term of the record itself costs, dearest first: `include:_spf.a.example 5, a 1`. */
export function costs({ terms }: SpfPolicy): string {
  const own = rootTerms(terms);
  const shown = own.slice(0, 8).map(({ term, cost }) => `${term} ${cost}`);
  return own.length > 8 ? `${shown.join(', ')}, and ${own.length - 8} more` : shown.join(', ');
}

/** How to save lookups, best first: drop what stands twice or finds nothing, else flatten or drop the dearest include. */
export function relief({ terms }: SpfPolicy): string {
  const twice = repeated(terms);
  const dead = rootTerms(terms).find((term) => term.void === 'yes');
  const [dearest] = rootTerms(terms);
  if (twice !== undefined) return `${twice.term} is reached ${twice.times} times: drop all but one`;
  if (dead !== undefined) return `drop ${dead.term}, which finds nothing`;
  if (dearest === undefined) return '';
  const verb = dearest.kind === 'include' ? 'flatten or drop' : 'drop or replace by ip4 and ip6';
  return `${verb} ${dearest.term}, which saves ${count(dearest.cost, 'lookup')}`;
}

function rootTerms(terms: readonly SpfPolicyTerm[]): readonly SpfPolicyTerm[] {
  return terms.filter(({ path }) => path.length === 1).toSorted((a, b) => b.cost - a.cost);
}

function repeated(terms: readonly SpfPolicyTerm[]): { readonly term: string; readonly times: number } | undefined {
  const times = new Map<string, number>();
  for (const { kind, name = '' } of terms) {
    if (kind === 'include' && name !== '') times.set(name, (times.get(name) ?? 0) + 1);
  }
  const [most] = [...times].toSorted((a, b) => b[1] - a[1]);
  return most !== undefined && most[1] > 1 ? { term: `include:${most[0]}`, times: most[1] } : undefined;
}

/** The term that is one too many: the eleventh lookup, or the third that finds nothing for anybody. */
function breaker({ terms }: SpfPolicy, limit: 'lookups' | 'voids'): SpfPolicyTerm | undefined {
  if (limit === 'lookups') return terms.find(({ lookup }) => lookup > spfLimits.lookups);
  return terms.filter((term) => term.void === 'yes')[spfLimits.voids];
}

/** What keeps the counts of a tree open: branches hidden by macros, and questions without an answer. In words. */
export function openBranches({ terms }: SpfPolicy): readonly string[] {
  const voids = terms.filter((term) => term.void === 'yes').length;
  const perhaps = terms.filter((term) => term.void === 'perhaps');
  const branches = terms.flatMap((term): readonly string[] => {
    const isOther = term.kind === 'include' || term.kind === 'redirect';
    if (isOther && term.leads === 'by-macro') return [`${term.term} depends on the sender`];
    const isOpen = term.leads === 'unasked' || term.leads === 'too-deep' || term.void === 'unasked';
    return isOpen ? [`${term.term} was not seen${term.trouble === undefined ? '' : ` (${term.trouble})`}`] : [];
  });
  if (perhaps.length === 0 || voids + perhaps.length <= spfLimits.voids) return branches;
  return [...branches, ...perhaps.map(({ term }) => `${term} finds nothing for some senders`)];
}

/** A limit of RFC 7208 that a record breaks, and the term that breaks it. */
export type LimitBreak = { readonly kind: 'loop' | 'lookups' | 'voids' | 'mx-hosts'; readonly term: SpfPolicyTerm };

/** Every limit that the tree breaks, each with its first term. https://www.rfc-editor.org/rfc/rfc7208#section-4.6.4 */
export function limitBreaks(policy: SpfPolicy): readonly LimitBreak[] {
  const { terms } = policy;
  const found = [
    { kind: 'loop', term: terms.find(({ leads }) => leads === 'to-itself') },
    { kind: 'lookups', term: breaker(policy, 'lookups') },
    { kind: 'voids', term: breaker(policy, 'voids') },
    { kind: 'mx-hosts', term: terms.find(({ leads }) => leads === 'many') },
  ] as const;
  return found.flatMap(({ kind, term }) => (term === undefined ? [] : [{ kind, term }]));
}
