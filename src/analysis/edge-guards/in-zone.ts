import type { CloudflareZone, FoundZone } from '../../artifacts/cloudflare/zone.ts';
import { blocked, notApplicable, type Verdict } from '../../core/check.ts';
import type { Gathered, Missing } from '../../core/gathered.ts';

type Facts = Readonly<Record<string, Gathered<unknown>>>;
type Values<F extends Facts> = { readonly [K in keyof F]: F[K] extends Gathered<infer V> ? V : never };

/**
 * What `judge` makes of the zone's facts. A launch without Cloudflare is not judged; a fact that did not come blocks. The facts are
 * optional needs, because they cannot come for a zone that is not there.
 */
export function inZone<F extends Facts, K extends string>(
  zone: CloudflareZone,
  facts: F,
  judge: (values: Values<F>, zone: FoundZone) => Verdict<K>,
): Verdict<K> {
  if (zone.state === 'absent') return notApplicable(zone.because);
  const missing = joinMissing(Object.values(facts));
  if (missing !== undefined) return blocked(missing);
  const values = Object.entries(facts).map(([name, fact]) => [name, fact.state === 'ok' ? fact.value : undefined]);
  return judge(Object.fromEntries(values) as Values<F>, zone);
}

/**
 * What stands in the way of several answers, as one: a fault before a permission, because nobody can grant it away; the hints of all
 * permissions together, so that a person who follows the sentence gets the whole way. `undefined`: all of them came.
 */
export function joinMissing(answers: readonly ({ readonly state: 'ok' } | Missing)[]): Missing | undefined {
  const missing = answers.filter((answer) => answer.state !== 'ok');
  const failed = missing.find(({ state }) => state === 'failed');
  if (failed !== undefined) return failed;
  const unavailable = missing.filter((answer) => answer.state === 'unavailable');
  const [first] = unavailable;
  return first && { ...first, hint: [...new Set(unavailable.map(({ hint }) => hint))].join('; ') };
}
