import type { FindingOf } from '../../core/finding.ts';
import { type Directives, directivesOf } from '../cloudflare-cache/cache-control.ts';
import { isShown } from '../live-proof/caching-answer.ts';
import { groupedByPlace } from '../site-answers/grouped.ts';
import { said } from '../site-answers/said.ts';
import { type Answered, headerOf } from './observed.ts';
import { type SeenAnswer, withoutQuery } from './served.ts';

/** `shared`: invites shared caches; `contradiction`: does so beside `no-store`; `storable`: does not forbid it. */
export type HeaderFault = 'shared' | 'contradiction' | 'storable';

/**
 * What is wrong with the caching headers of a private answer, and the header that says so. A qualified `private="name"` forbids nothing but
 * that header. RFC 9111 section 5.2.2, RFC 9213 section 2.2
 */
export function headerFault(answer: Answered): { readonly key: HeaderFault; readonly header: string } | undefined {
  for (const name of ['cloudflare-cdn-cache-control', 'cdn-cache-control']) {
    const value = headerOf(answer, name);
    if (value !== undefined && isTargetedShare(directivesOf(value)))
      return { key: 'shared', header: `${name}: ${said(value)}` };
  }
  const value = headerOf(answer, 'cache-control');
  if (value === undefined) return { key: 'storable', header: 'no cache-control' };
  const header = `cache-control: ${said(value)}`;
  const directives = directivesOf(value);
  const noStore = directives['no-store'] !== undefined;
  if (invites(directives)) return { key: noStore ? 'contradiction' : 'shared', header };
  return noStore || isPrivate(directives) ? undefined : { key: 'storable', header };
}

function invites(directives: Directives): boolean {
  return directives.public !== undefined || isPositive(directives['s-maxage']);
}

function isTargetedShare(directives: Directives): boolean {
  if (directives['no-store'] !== undefined || isPrivate(directives)) return false;
  return invites(directives) || isPositive(directives['max-age']);
}

function isPrivate(directives: Directives): boolean {
  return directives.private === true || directives.private === '';
}

// An age that is no number is taken for one: caches differ in what they make of it.
function isPositive(age: string | true | undefined): boolean {
  return age !== undefined && (age === true || !/^0+$/.test(age));
}

/** A finding for each header that is wrong, with every private path that answers with it. What a test user got is sure. */
export function headerFindings(seen: readonly SeenAnswer[]): readonly FindingOf<HeaderFault>[] {
  const faulty = seen.flatMap((one) => {
    const fault = isShown(one.answer) ? headerFault(one.answer) : undefined;
    return fault === undefined ? [] : [{ ...one, ...fault, isSure: one.who === 'test user a' }];
  });
  // The same place is said once for each fault, by its surest witness.
  const byPlace = Map.groupBy(faulty, ({ key, path }) => `${key} ${path}`);
  const findings = [...byPlace.values()].flatMap((group) => {
    const first = group.find(({ isSure }) => isSure) ?? group[0];
    if (first === undefined) return [];
    const { key, header, url, isSure } = first;
    const severity = key === 'shared' ? ({ severity: 'blocker' } as const) : {};
    const confidence = isSure ? ('certain' as const) : ('likely' as const);
    const at = { kind: 'url', url: withoutQuery(url) } as const;
    return [{ key, data: { header }, at, evidence: header, confidence, ...severity }];
  });
  const sure = findings.filter(({ confidence }) => confidence === 'certain');
  return [...groupedByPlace(sure), ...groupedByPlace(findings.filter((one) => !sure.includes(one)))];
}
