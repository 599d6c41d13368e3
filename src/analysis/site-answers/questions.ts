import type { Unsettled } from '../../core/check.ts';
import { siteTrouble } from './trouble.ts';

/** An address that somebody else answered in the site's place; `by` is who, as `guardOf` says it. */
export function guardedQuestion(url: string, by: string): Unsettled {
  const hint = 'let this audit’s address through there, or run it from an address that is let through';
  return { because: `${url} was answered by ${by}`, hint };
}

/** An address that nothing came from; `why` is the site door's word. */
export function failedQuestion(url: string, why: string): Unsettled {
  const { what, hint } = siteTrouble(why);
  return { because: `${url}: ${what}`, hint };
}

/** Several open questions as one, each said once, four at most by name; `undefined` without any. */
export function questionsOf(open: readonly (Unsettled | undefined)[]): Unsettled | undefined {
  const there = open.filter((one) => one !== undefined);
  if (there.length === 0) return undefined;
  const because = [...new Set(there.map((one) => one.because))];
  const more = because.length > 4 ? `; and ${because.length - 4} more` : '';
  const hints = [...new Set(there.map((one) => one.hint))];
  return { because: `${because.slice(0, 4).join('; ')}${more}`, hint: hints.join('; ') };
}
