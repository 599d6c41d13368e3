import type { TlsCertificate } from '../../artifacts/tls/endpoints.ts';
import { count } from '../../core/text.ts';

type Dates = Pick<TlsCertificate, 'notBefore' | 'notAfter'>;

const day = 86_400_000;

// When the rule starts, and the most days that it allows. CA/Browser Forum Baseline Requirements §6.3.2, ballots SC-31 and
// SC-081v3: https://cabforum.org/working-groups/server/baseline-requirements/requirements/
const limits: readonly (readonly [from: number, days: number])[] = [
  [Date.UTC(2029, 2, 15), 47],
  [Date.UTC(2027, 2, 15), 100],
  [Date.UTC(2026, 2, 15), 200],
  [Date.UTC(2020, 8, 1), 398],
  [Date.UTC(2018, 2, 1), 825],
];

/** Days that a certificate may live at most when it is issued at `notBefore`; `undefined` before 2018. */
export function longestLife(notBefore: number): number | undefined {
  return limits.find(([from]) => notBefore >= from)?.[1];
}

/** Days from its first to its last moment, rounded up. */
export function lifeInDays({ notBefore, notAfter }: Dates): number {
  return Math.ceil((notAfter - notBefore) / day);
}

/** Whole days that are left at `at`, negative once it has expired. */
export function daysLeft({ notAfter }: Pick<Dates, 'notAfter'>, at: number): number {
  return Math.floor((notAfter - at) / day);
}

/** Which part of its life is left at `at`: 1 when it is new, 0 when it has expired. */
export function shareLeft({ notBefore, notAfter }: Dates, at: number): number {
  if (notAfter <= notBefore) return 0;
  return Math.min(1, Math.max(0, (notAfter - at) / (notAfter - notBefore)));
}

/**
 * How near the end is. Automatic renewal happens with a third left (Let's Encrypt's advice): below that it is late, and below a
 * sixth or three days somebody has to act. https://letsencrypt.org/docs/integration-guide/#when-to-renew
 */
export function expiryState(dates: Dates, at: number): 'expired' | 'urgent' | 'late' | 'fine' {
  if (dates.notAfter < at) return 'expired';
  const share = shareLeft(dates, at);
  if (share < 1 / 6 || dates.notAfter - at < 3 * day) return 'urgent';
  return share < 1 / 3 ? 'late' : 'fine';
}

/**
 * How near the end of an issuer is that ends before what it issued: in days, because its life of years says nothing, and a new
 * chain has to be installed by hand.
 */
export function issuerEndState(notAfter: number, at: number): 'urgent' | 'late' | 'fine' {
  if (notAfter - at < 3 * day) return 'urgent';
  return notAfter - at < 30 * day ? 'late' : 'fine';
}

/** The time that is left at `at`, in whole days. */
export function timeLeft(dates: Pick<Dates, 'notAfter'>, at: number): string {
  return dates.notAfter - at < day ? 'less than a day' : count(daysLeft(dates, at), 'day');
}

/** A time as an ISO date; text for one that no calendar holds. */
export function isoDay(at: number): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? 'no date' : date.toISOString().slice(0, 10);
}
