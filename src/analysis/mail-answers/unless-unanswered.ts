import { blocked, unknown, type Verdict } from '../../core/check.ts';
import { resolverHint } from '../../core/network.ts';
import { count, listOf } from '../../core/text.ts';

/**
 * A name that nobody answered for, or a question that stayed open there, in words. `kind` is how the question failed, where it
 * was one: after `timeout` and `unreachable` nobody spoke at all.
 */
export type OpenQuestion = { readonly name: string; readonly why: string; readonly kind?: string | undefined };

/**
 * `settled` when every question was answered. Otherwise `unavailable` where one met silence, for that fact was never read, and
 * `unknown` where a server spoke; with the names, the reasons and the way out.
 */
export function unlessUnanswered(
  questions: readonly OpenQuestion[],
  settled: Verdict<never>,
  hint = `run the audit again; if it stays so, repair the domain’s name servers or ${resolverHint}`,
): Verdict<never> {
  if (questions.length === 0) return settled;
  const names = [...new Set(questions.map(({ name, why }) => `${name} (${why})`))];
  const because = `${count(names.length, 'question')} not settled: ${listOf(names, 4)}`;
  const kinds = questions.map(({ kind }) => kind);
  const reason = kinds.includes('timeout') ? 'timeout' : kinds.includes('unreachable') ? 'offline' : undefined;
  return reason === undefined
    ? unknown(because, hint)
    : blocked({ state: 'unavailable', reason, hint: `${because}; ${hint}` });
}
