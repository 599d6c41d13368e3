import type { SpfPolicy, SpfPolicyTerm } from '../../artifacts/mail/spf.ts';
import { listOf } from '../../core/text.ts';
import { endingOf, openIncludes, pathTo } from './ending.ts';
import { merged, withIncludes, withSoftEnd } from './repair.ts';

/** What is wrong with a record. `repaired` is the record to publish instead; without a severity it is the check's. */
export type RecordProblem = {
  readonly kind:
    | 'none'
    | 'several'
    | 'syntax'
    | 'broken-include'
    | 'everybody'
    | 'neutral'
    | 'no-end'
    | 'ignored'
    | 'ptr'
    | 'long';
  readonly data: Readonly<Record<string, string | number>>;
  readonly repaired?: string;
  readonly severity?: 'medium' | 'low';
};

// "fits well within 512 octets": RFC 7208 section 3.4.
const mostCharacters = 450;
const mostShown = 5;

/** Judges what one name publishes; `includes` are those of the senders in use, for a record that is yet to be written. */
export function recordProblems(policy: SpfPolicy, includes: readonly string[]): readonly RecordProblem[] {
  const { state, records } = policy;
  if (state === 'unasked') return [];
  if (state === 'several') {
    return [{ kind: 'several', data: { count: records.length }, repaired: merged(records) }];
  }
  if (state !== 'one') {
    const repaired =
      includes.length === 0 ? 'v=spf1 -all (it sends no mail), or v=spf1 include:<your sender> ~all' : '';
    return [{ kind: 'none', data: {}, repaired: repaired || withIncludes('v=spf1 ~all', includes) }];
  }
  return [...brokenProblems(policy), ...endProblems(policy), ...smallProblems(policy)];
}

function brokenProblems({ faults, terms }: SpfPolicy): readonly RecordProblem[] {
  const syntax = faults.slice(0, mostShown).map((fault): RecordProblem => {
    const { path, term, at, why } = fault;
    return { kind: 'syntax', data: { term: path.length === 1 ? term : pathTo(fault), at: at + 1, why } };
  });
  const broken = terms.filter(
    ({ kind, leads }) => (kind === 'include' || kind === 'redirect') && (leads === 'nowhere' || leads === 'to-several'),
  );
  return [...syntax, ...broken.slice(0, mostShown).map(brokenInclude)];
}

// RFC 7208 section 5.2 and 6.1: both make the whole evaluation a permerror.
function brokenInclude(term: SpfPolicyTerm): RecordProblem {
  const why = term.leads === 'to-several' ? 'several records there' : 'no record there';
  return { kind: 'broken-include', data: { path: `${pathTo(term)} (${why})` } };
}

function endProblems(policy: SpfPolicy): readonly RecordProblem[] {
  const ending = endingOf(policy);
  const [record = ''] = policy.records;
  const repaired = policy.all === undefined && ending !== 'nothing' ? {} : { repaired: withSoftEnd(record) };
  const open = openIncludes(policy).slice(0, mostShown);
  const included = open.map((term): RecordProblem => ({ kind: 'everybody', data: { path: `${pathTo(term)} > +all` } }));
  if (ending === '+') return [{ kind: 'everybody', data: { path: '+all' }, ...repaired }, ...included];
  if (ending === '?') return [{ kind: 'neutral', data: {}, ...repaired }, ...included];
  if (ending === 'nothing') return [{ kind: 'no-end', data: {}, ...repaired }, ...included];
  return included;
}

function smallProblems({ ignored, terms, length }: SpfPolicy): readonly RecordProblem[] {
  const pointer = terms.find(({ kind }) => kind === 'ptr');
  return [
    ...(ignored.length === 0
      ? []
      : [{ kind: 'ignored', data: { terms: listOf(ignored, mostShown) }, severity: 'medium' } as const]),
    ...(pointer === undefined ? [] : [{ kind: 'ptr', data: { path: pathTo(pointer) }, severity: 'low' } as const]),
    ...(length <= mostCharacters ? [] : [{ kind: 'long', data: { length }, severity: 'low' } as const]),
  ];
}
