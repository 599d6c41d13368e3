import { replyTroubleOf, type SpfQuestionType, type SpfReply } from './asking.ts';
import { expandMacros } from './macro-expansion.ts';
import { usesMacro } from './macro-string.ts';
import { isSpfRecord, parseSpfRecord, type SpfRecord } from './record.ts';
import { isPolicyDomain, targetName } from './target-name.ts';
import type { DomainSpec, Qualifier, SpfDirective } from './term.ts';

/** Answers by `name TYPE`, the name in lower case. What is not there was not asked. */
export type SpfAnswers = ReadonlyMap<string, SpfReply>;

/** What a domain publishes, as far as it was asked. `text` of every record that begins with `v=spf1`. */
export type Published =
  | { readonly state: 'one'; readonly record: SpfRecord }
  | { readonly state: 'several'; readonly texts: readonly string[] }
  | { readonly state: 'none' | 'nxdomain' | 'malformed' }
  | { readonly state: 'unasked'; readonly why: string };

/**
 * The SPF record of a domain, from answers. Two records that are the same to the byte are one by then: the DNS door drops the
 * second, for a set of records holds none twice (RFC 2181 section 5), and receivers' resolvers do the same.
 */
export function publishedAt(domain: string, answers: SpfAnswers): Published {
  if (!isPolicyDomain(domain)) return { state: 'malformed' };
  const reply = answers.get(answerKey(domain, 'TXT'));
  if (reply === undefined) return { state: 'unasked', why: 'the limit of questions was reached' };
  if (reply.state === 'nodata') return { state: 'none' };
  if (reply.state === 'nxdomain') return { state: 'nxdomain' };
  if (reply.state !== 'found') return { state: 'unasked', why: replyTroubleOf(reply) };
  const texts = reply.records.flatMap(({ text = '' }) => (isSpfRecord(text) ? [text] : []));
  const [only] = texts;
  if (only === undefined) return { state: 'none' };
  return texts.length > 1 ? { state: 'several', texts } : { state: 'one', record: parseSpfRecord(only) };
}

/** The key of an answer. */
export function answerKey(name: string, type: SpfQuestionType): string {
  return `${name.toLowerCase()} ${type}`;
}

/** One term of a record that asks DNS, and the name it asks for: absent where a macro hides it. */
export type AskingTerm = {
  readonly kind: 'include' | 'redirect' | 'a' | 'mx' | 'ptr' | 'exists';
  readonly text: string;
  readonly qualifier: Qualifier;
  readonly name?: string;
  /** It holds `%{p}`, for which receivers ask another question that counts. */
  readonly usesPointers: boolean;
};

/** The mechanisms that a receiver comes to: nothing behind the first `all` (RFC 7208 section 5.1). */
export function reachedDirectives({ directives }: SpfRecord): readonly SpfDirective[] {
  const all = directives.findIndex(({ mechanism }) => mechanism === 'all');
  return all < 0 ? directives : directives.slice(0, all);
}

/**
 * The terms of a record that a receiver comes to and that ask DNS, in order; `redirect` only without an `all` (RFC 7208
 * section 5.1).
 */
export function askingTerms(record: SpfRecord, domain: string): readonly AskingTerm[] {
  const { directives, redirect } = record;
  const reached = reachedDirectives(record);
  const terms = reached.flatMap((directive) => termOf(directive, domain));
  if (redirect === undefined || reached.length < directives.length) return terms;
  return [...terms, { kind: 'redirect', text: redirect.text, qualifier: '+', ...named(redirect.target, domain) }];
}

function termOf(directive: SpfDirective, domain: string): readonly AskingTerm[] {
  if (directive.mechanism === 'all' || 'network' in directive) return [];
  const { mechanism, text, qualifier, target } = directive;
  const place = target === undefined ? { name: domain, usesPointers: false } : named(target, domain);
  return [{ kind: mechanism, text, qualifier, ...place }];
}

// `%{d}` alone is known here; every other macro depends on the message.
function named({ parts }: DomainSpec, domain: string): Pick<AskingTerm, 'name' | 'usesPointers'> {
  if (parts.some((part) => typeof part !== 'string' && part.letter !== 'd'))
    return { usesPointers: usesMacro(parts, 'p') };
  const name = targetName(usesMacro(parts, 'd') ? expandMacros(parts, { d: domain }) : parts.join(''));
  return { name: name?.toLowerCase() ?? '', usesPointers: false };
}
