import type { Unsettled } from '../../core/check.ts';

const gateways: ReadonlySet<number> = new Set([502, 503, 504]);

/** Whether somebody in front of the site, or its limit of requests, answered in its place: nothing is said of the page. */
export function isTurnedAway(status: number): boolean {
  return status === 429 || gateways.has(status);
}

/** Whether a status leaves open what stands at an address: too many requests (RFC 6585 section 4), or a server in trouble. */
export function isUnread(status: number): boolean {
  return status === 429 || status >= 500;
}

/** An address whose status leaves open what stands there. */
export function unreadQuestion(url: string, status: number): Unsettled {
  const hint =
    status === 429
      ? 'wait a few minutes, or let this audit’s address through, then run the audit again'
      : 'run the audit again when the site works';
  return { because: `${url} answered ${status}`, hint };
}
