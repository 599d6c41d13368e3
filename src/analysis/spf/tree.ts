import { definedOnly } from '../../core/defined.ts';
import { troubleOf } from './asking.ts';
import { spfLimits } from './evaluation-state.ts';
import { type AskingTerm, answerKey, askingTerms, publishedAt, type SpfAnswers } from './published.ts';
import { shorten } from './shorten.ts';
import type { Qualifier } from './term.ts';

/** A term that costs a DNS lookup, where it stands, and what is behind it. Plain data: saved runs hold it. */
export type TreeTerm = {
  /** The domains from the audited one to that whose record holds the term. */
  readonly path: readonly string[];
  readonly term: string;
  readonly kind: AskingTerm['kind'];
  /** The name it asks for; absent where a macro hides it. */
  readonly name?: string | undefined;
  /** Which lookup of a receiver's it is, from 1, when nothing before it matches. */
  readonly lookup: number;
  /** Lookups that it costs with all below it. */
  readonly cost: number;
  /** `yes`: it finds nothing for any sender. `perhaps`: that depends on the sender. */
  readonly void: 'no' | 'yes' | 'perhaps' | 'unasked';
  /** What an include or redirect leads to; for mx `many` when there are more than ten hosts. */
  readonly leads: 'on' | 'nowhere' | 'to-several' | 'to-itself' | 'by-macro' | 'unasked' | 'too-deep' | 'many';
  /** The qualifier of `all` in the record that it leads to. */
  readonly all?: Qualifier | undefined;
  /** Why it could not be asked, in words. */
  readonly trouble?: string | undefined;
};

/** A syntax error somewhere in the tree. `at` counts characters from 0. */
export type TreeFault = {
  readonly path: readonly string[];
  readonly term: string;
  readonly at: number;
  readonly why: string;
};

/** The tree of a domain's record, flattened in the order a receiver walks it. */
export type SpfTree = { readonly terms: readonly TreeTerm[]; readonly faults: readonly TreeFault[] };

// Twenty times the limit: who stands there needs no longer list.
const mostTerms = 200;

type Growing = { readonly terms: TreeTerm[]; readonly faults: TreeFault[]; lookups: number };

/**
 * Walks the whole tree of a domain as a receiver does for whom nothing matches: depth first, repeated includes again. It ends
 * after 200 terms, and where an include comes round to a record that it stands in.
 */
export function spfTree(domain: string, answers: SpfAnswers): SpfTree {
  const growing: Growing = { terms: [], faults: [], lookups: 0 };
  grow(growing, [domain.toLowerCase()], answers);
  return { terms: growing.terms, faults: growing.faults };
}

function grow(growing: Growing, path: readonly string[], answers: SpfAnswers): void {
  const domain = path.at(-1) ?? '';
  const published = publishedAt(domain, answers);
  if (published.state !== 'one') return;
  for (const { at, term, why } of published.record.faults) {
    if (growing.faults.length < mostTerms) growing.faults.push({ path, term, at, why });
  }
  for (const asking of askingTerms(published.record, domain)) {
    if (growing.terms.length >= mostTerms) return;
    addTerm(growing, path, asking, answers);
  }
}

function addTerm(growing: Growing, path: readonly string[], asking: AskingTerm, answers: SpfAnswers): void {
  const { kind, text, name } = asking;
  const before = growing.lookups;
  growing.lookups += 1;
  const index = growing.terms.length;
  const leads = leadsOf(asking, path, answers);
  const term: TreeTerm = {
    path,
    term: shorten(text),
    kind,
    lookup: growing.lookups,
    cost: 1,
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
  if (isOther && leads === 'on' && name !== undefined) grow(growing, [...path, name], answers);
  growing.terms[index] = { ...term, cost: growing.lookups - before };
}

function leadsOf({ kind, name }: AskingTerm, path: readonly string[], answers: SpfAnswers): TreeTerm['leads'] {
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

function voidOf({ kind, name }: AskingTerm, answers: SpfAnswers): TreeTerm['void'] {
  // An include that finds nothing is an error before it is void.
  if (kind === 'include' || kind === 'redirect') return 'no';
  if (kind === 'ptr' || name === undefined) return 'perhaps';
  if (name === '') return 'no';
  if (kind === 'mx') return emptiness(answers, name, 'MX');
  const address = emptiness(answers, name, 'A');
  if (kind === 'exists' || address !== 'yes') return address;
  return emptiness(answers, name, 'AAAA');
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
    if (reply !== undefined && 'detail' in reply) return `${name} ${type}: ${shorten(troubleOf(reply))}`;
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
