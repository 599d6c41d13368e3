import { unknown, type Verdict } from '../../core/check.ts';
import { resolverHint } from '../../core/network.ts';
import { count, listOf } from '../../core/text.ts';

/** A name that nobody answered for, or a question that stayed open there, in words. */
export type OpenQuestion = { readonly name: string; readonly why: string };

/** `settled` when every question was answered, else `unknown` with the names, the reasons and the way out. */
export function unlessUnanswered(
  questions: readonly OpenQuestion[],
  settled: Verdict<never>,
  hint = `run the audit again; if it stays so, repair the domain’s name servers or ${resolverHint}`,
): Verdict<never> {
  if (questions.length === 0) return settled;
  const names = [...new Set(questions.map(({ name, why }) => `${name} (${why})`))];
  return unknown(`${count(names.length, 'question')} not settled: ${listOf(names, 4)}`, hint);
}
