import type { SpfPolicy } from '../../artifacts/mail/spf.ts';
import { definedOnly } from '../../core/defined.ts';
import { withoutMiddle } from '../../core/text.ts';
import { publishedAt, type SpfAnswers } from './published.ts';
import type { SpfRecord } from './record.ts';
import { longestTerm } from './term.ts';
import { allAt, spfTree } from './tree.ts';

/** The longest record that is kept whole, in characters; the middle of a longer one is left out. */
export const longestRecord = 4000;

/** Everything about the SPF of one name, from answers. `aliases` are the CNAMEs that its TXT answer followed. */
export function spfPolicy(name: string, answers: SpfAnswers, aliases: readonly string[]): SpfPolicy {
  const published = publishedAt(name, answers);
  const texts = textsOf(published);
  return definedOnly({
    name,
    state: published.state,
    trouble: published.state === 'unasked' ? withoutMiddle(published.why, 300) : undefined,
    records: texts.map((text) => withoutMiddle(text, longestRecord)),
    length: Math.max(0, ...texts.map((text) => text.length)),
    aliases,
    all: allAt(name, answers),
    ignored: published.state === 'one' ? ignoredTerms(published.record) : [],
    ...spfTree(name, answers),
  });
}

function textsOf(published: ReturnType<typeof publishedAt>): readonly string[] {
  if (published.state === 'one') return [published.record.text];
  return published.state === 'several' ? published.texts.slice(0, 10) : [];
}

// RFC 7208 section 5.1: mechanisms after "all" are ignored, and so is any redirect of the same record.
function ignoredTerms({ directives, redirect }: SpfRecord): readonly string[] {
  const all = directives.findIndex(({ mechanism }) => mechanism === 'all');
  if (all < 0) return [];
  const behind = directives.slice(all + 1, all + 10).map(({ text }) => withoutMiddle(text, longestTerm));
  return redirect === undefined ? behind : [...behind, withoutMiddle(redirect.text, longestTerm)];
}
