import type { SpfPolicy, SpfPolicyRange, SpfPolicyTerm } from '../../artifacts/mail/spf.ts';
import { definedOnly } from '../../core/defined.ts';
import { withoutMiddle } from '../../core/text.ts';
import { replyTroubleOf } from './asking.ts';
import { spfLimits } from './evaluation-state.ts';
import {
  type AskingTerm,
  answerKey,
  askingTerms,
  publishedAt,
  reachedDirectives,
  type SpfAnswers,
} from './published.ts';
import { longestTerm, type Qualifier } from './term.ts';
import { wideNetworks } from './wide-networks.ts';

/** The tree of a domain's record, flattened in the order a receiver walks it. */
export type SpfTree = Pick<SpfPolicy, 'terms' | 'ranges' | 'faults'>;

// Twenty times the limit: who stands there needs no longer list.
const mostTerms = 200;

type Growing = {
  readonly terms: SpfPolicyTerm[];
  readonly ranges: SpfPolicyRange[];
  readonly faults: SpfPolicy['faults'][number][];
  lookups: number;
};

/**
 * Where a record stands: the domains down to it, and what the audited record answers whom this one lets pass. Without `effect`
 * it is not included: what it answers is the answer.
 */
type Place = { readonly path: readonly string[]; readonly effect?: Qualifier | 'nothing' };

/**
 * Walks the whole tree of a domain as a receiver does for whom nothing matches: depth first, repeated includes again. It ends
 * after 200 terms, and where an include comes round to a record that it stands in.
 */
export function spfTree(domain: string, answers: SpfAnswers): SpfTree {
  const growing: Growing = { terms: [], ranges: [], faults: [], lookups: 0 };
  grow(growing, { path: [domain.toLowerCase()] }, answers);
  const { terms, ranges, faults } = growing;
  return { terms, ranges, faults };
}

// An include lets pass only whom the included record lets pass: every other answer is no match (RFC 7208 section 5.2).
function effectOf(qualifier: Qualifier, { effect }: Place): Qualifier | 'nothing' {
  if (effect === undefined) return qualifier;
  return qualifier === '+' ? effect : 'nothing';
}

function shownEffect(effect: Qualifier | 'nothing'): { readonly effect?: Qualifier } {
  return effect === 'nothing' ? {} : { effect };
}

function grow(growing: Growing, place: Place, answers: SpfAnswers): void {
  const { path } = place;
  const domain = path.at(-1) ?? '';
  const published = publishedAt(domain, answers);
  if (published.state !== 'one') return;
  for (const { at, term, why } of published.record.faults) {
    if (growing.faults.length < mostTerms) growing.faults.push({ path, term, at, why });
  }
  for (const directive of reachedDirectives(published.record)) {
    const term = withoutMiddle(directive.text, longestTerm);
    for (const network of wideNetworks(directive)) {
      if (growing.ranges.length >= mostTerms) break;
      growing.ranges.push({
        path,
        term,
        ...shownEffect(effectOf(directive.qualifier, place)),
        ...definedOnly({ network }),
      });
    }
  }
  for (const asking of askingTerms(published.record, domain)) {
    if (growing.terms.length >= mostTerms) return;
    addTerm(growing, place, asking, answers);
  }
}

function addTerm(growing: Growing, place: Place, asking: AskingTerm, answers: SpfAnswers): void {
  const { path } = place;
  const { kind, text, name, qualifier, usesPointers } = asking;
  const before = growing.lookups;
  growing.lookups += usesPointers ? 2 : 1;
  const effect = effectOf(qualifier, place);
  const index = growing.terms.length;
  const leads = leadsOf(asking, path, answers);
  const term: SpfPolicyTerm = {
    path,
    term: withoutMiddle(text, longestTerm),
    kind,
    lookup: growing.lookups,
    cost: 1,
    ...shownEffect(effect),
    void: voidOf(asking, answers),
    leads,
    ...definedOnly({
      name,
      all: leads === 'on' ? allAt(name, answers) : undefined,
      trouble: troubleAt(asking, answers),
    }),
  };
  growing.terms.push(term);
  const isOther = kind === 'include' || kind === 'redirect';
  if (isOther && leads === 'on' && name !== undefined) {
    const inner = { path: [...path, name] };
    // What a redirect leads to takes the place of the record that it stands in.
    grow(growing, kind === 'include' ? { ...inner, effect } : { ...place, ...inner }, answers);
  }
  growing.terms[index] = { ...term, cost: growing.lookups - before };
}

function leadsOf({ kind, name }: AskingTerm, path: readonly string[], answers: SpfAnswers): SpfPolicyTerm['leads'] {
  if (name === undefined) return 'by-macro';
  if (kind === 'mx') {
    const reply = answers.get(answerKey(name, 'MX'));
    return reply?.state === 'found' && reply.records.length > spfLimits.names ? 'many' : 'on';
  }
  if (kind !== 'include' && kind !== 'redirect') return 'on';
  if (path.includes(name)) return 'to-itself';
  const { state } = publishedAt(name, answers);
  if (state === 'one') return 'on';
  if (state === 'several') return 'to-several';
  if (state !== 'unasked') return 'nowhere';
  return answers.has(answerKey(name, 'TXT')) ? 'unasked' : 'too-deep';
}

function voidOf({ kind, name }: AskingTerm, answers: SpfAnswers): SpfPolicyTerm['void'] {
  // An include that finds nothing is an error before it is void.
  if (kind === 'include' || kind === 'redirect') return 'no';
  if (kind === 'ptr' || name === undefined) return 'perhaps';
  if (name === '') return 'no';
  if (kind === 'mx') return emptiness(answers, name, 'MX');
  const inIp4 = emptiness(answers, name, 'A');
  if (kind === 'exists' || inIp4 === 'unasked') return inIp4;
  const inIp6 = emptiness(answers, name, 'AAAA');
  if (inIp4 === 'yes') return inIp6 === 'no' ? 'over-ip4' : inIp6;
  return inIp6 === 'yes' ? 'over-ip6' : 'no';
}

function emptiness(answers: SpfAnswers, name: string, type: 'A' | 'AAAA' | 'MX'): 'no' | 'yes' | 'unasked' {
  const reply = answers.get(answerKey(name, type));
  if (reply?.state === 'nodata' || reply?.state === 'nxdomain') return 'yes';
  return reply?.state === 'found' ? 'no' : 'unasked';
}

function troubleAt({ kind, name }: AskingTerm, answers: SpfAnswers): string | undefined {
  if (name === undefined) return undefined;
  const types = kind === 'a' ? (['A', 'AAAA'] as const) : ([questionOf[kind]] as const);
  for (const type of types) {
    const reply = type === undefined ? undefined : answers.get(answerKey(name, type));
    if (reply !== undefined && 'detail' in reply)
      return `${name} ${type}: ${withoutMiddle(replyTroubleOf(reply), longestTerm)}`;
  }
  return undefined;
}

const questionOf = { include: 'TXT', redirect: 'TXT', mx: 'MX', exists: 'A', a: 'A', ptr: undefined } as const;

/** The qualifier of the `all` that ends the record of a domain, if it has one record with one. */
export function allAt(domain: string | undefined, answers: SpfAnswers): Qualifier | undefined {
  const published = publishedAt(domain ?? '', answers);
  if (published.state !== 'one') return undefined;
  return published.record.directives.find(({ mechanism }) => mechanism === 'all')?.qualifier;
}
