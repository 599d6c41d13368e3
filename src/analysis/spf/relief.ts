import type { SpfPolicy, SpfPolicyTerm } from '../../artifacts/mail/spf.ts';
import { count } from '../../core/text.ts';
import { spfLimits } from './evaluation-state.ts';

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
export function breaker({ terms }: SpfPolicy, limit: 'lookups' | 'voids'): SpfPolicyTerm | undefined {
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
