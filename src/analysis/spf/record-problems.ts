import type { SpfPolicy, SpfPolicyTerm } from '../../artifacts/mail/spf.ts';
import { definedOnly } from '../../core/defined.ts';
import { listOf } from '../../core/text.ts';
import { endingOf, type Opening, openings, pathTo } from './ending.ts';
import { joinedTerm } from './joined-terms.ts';
import { deadEndOf } from './permerror.ts';
import { merged, withIncludes, withSoftEnd } from './repair.ts';

/** What is wrong with a record. `repaired` is the record to publish instead; without a severity it is the check's. */
export type RecordProblem = {
  readonly kind:
    | 'none'
    | 'several'
    | 'syntax'
    | 'broken-include'
    | 'everybody'
    | 'wide'
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
    return [definedOnly({ kind: 'several', data: { count: records.length }, repaired: merged(records) } as const)];
  }
  if (state !== 'one') {
    const repaired =
      includes.length === 0 ? 'v=spf1 -all (it sends no mail), or v=spf1 include:<your sender> ~all' : '';
    const written = repaired || withIncludes('v=spf1 ~all', includes);
    return [definedOnly({ kind: 'none', data: {}, repaired: written } as const)];
  }
  return [...brokenProblems(policy), ...endProblems(policy), ...smallProblems(policy)];
}

function brokenProblems({ faults, terms }: SpfPolicy): readonly RecordProblem[] {
  const syntax = faults.slice(0, mostShown).map((fault): RecordProblem => {
    const { path, term, at, why } = fault;
    const hint = spaceHint(joinedTerm(term));
    return { kind: 'syntax', data: { term: path.length === 1 ? term : pathTo(fault), at: at + 1, why: why + hint } };
  });
  const broken = terms.filter((term) => deadEndOf(term) !== undefined);
  return [...syntax, ...broken.slice(0, mostShown).map(brokenInclude)];
}

function brokenInclude(term: SpfPolicyTerm): RecordProblem {
  // With a hyphen the two are one name, and no syntax error.
  const [all] = /-all$/i.exec(term.term) ?? [];
  return { kind: 'broken-include', data: { path: `${pathTo(term)} (${deadEndOf(term)}${spaceHint(all)})` } };
}

// RFC 7208 section 3.3: the strings of one TXT record are put together as they are.
function spaceHint(second: string | undefined): string {
  if (second === undefined) return '';
  return `; a space is missing before "${second}": the strings of a TXT record are joined without one`;
}

function endProblems(policy: SpfPolicy): readonly RecordProblem[] {
  const ending = endingOf(policy);
  const [record = ''] = policy.records;
  // Whom the record behind a redirect lets pass, it lets pass behind an include too.
  const isElsewhere = policy.all === undefined && ending === '+';
  const repair = definedOnly({ repaired: isElsewhere ? undefined : withSoftEnd(record) });
  // The end may stand in the term that cannot be read.
  const isUnread = policy.faults.some(({ path }) => path.length === 1);
  const own: readonly RecordProblem[] = [
    ...(ending === '+' ? [{ kind: 'everybody', data: { path: '+all' }, ...repair } as const] : []),
    ...(ending === '?' ? [{ kind: 'neutral', data: { path: '?all' }, ...repair } as const] : []),
    ...(ending === 'nothing' && !isUnread ? [{ kind: 'no-end', data: {}, ...repair } as const] : []),
  ];
  const open = openings(policy);
  // One mechanism may hold all of both families, and one include stand twice.
  const told = new Map(open.map(({ effect, places }) => [effect + places.join(), { effect, places }]));
  const others = [...told.values()].slice(0, mostShown).map(({ effect, places }): RecordProblem => {
    return { kind: effect === '+' ? 'everybody' : 'neutral', data: { path: listOf(places, 3) } };
  });
  return [...own, ...others, ...wideProblems(policy, open)];
}

// One problem for all of them, without those by which everybody may send.
function wideProblems({ ranges }: SpfPolicy, open: readonly Opening[]): readonly RecordProblem[] {
  const told = open.flatMap(({ effect, places }) => (effect === '+' ? places : []));
  const wide = ranges.filter(({ effect }) => effect === '+').map(pathTo);
  const paths = [...new Set(wide)].filter((path) => !told.includes(path));
  return paths.length === 0 ? [] : [{ kind: 'wide', data: { path: listOf(paths, mostShown) }, severity: 'medium' }];
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

/** What of the record and of the records that it leads to was not seen, in words. */
export function unseenOf({ name, state, trouble = 'no answer', terms }: SpfPolicy): readonly string[] {
  if (state === 'unasked') return [`${name} (${trouble})`];
  const open = terms.filter(({ leads }) => leads === 'unasked' || leads === 'too-deep');
  return open.map((term) => `${pathTo(term)} (${term.trouble ?? 'beyond the limit of this audit'})`);
}
