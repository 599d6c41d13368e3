import type { SiteTrouble } from '../../core/doors/site.ts';
import { UnavailableError, type UnavailableReason } from '../../core/fault.ts';
import { connectHint } from '../../core/network.ts';

type Words = { readonly what: string; readonly hint: string; readonly reason: UnavailableReason };

const again = 'run the audit again from a network that reaches the site';
const words: Readonly<Record<SiteTrouble, Words>> = {
  private: {
    what: 'the address belongs to a private network and nothing was sent',
    hint: `when that address is meant, ${connectHint}`,
    reason: 'not-configured',
  },
  'no-address': { what: 'the host has no address', hint: 'publish its address records first', reason: 'not-found' },
  dns: { what: 'the host could not be resolved', hint: again, reason: 'offline' },
  refused: { what: 'the connection was refused', hint: again, reason: 'offline' },
  reset: { what: 'the connection was cut', hint: again, reason: 'offline' },
  timeout: { what: 'nothing answered in time', hint: again, reason: 'timeout' },
  tls: {
    what: 'its certificate does not verify, so nothing was read',
    // `--now` moves the judgements; the connection itself is verified by the machine's clock.
    hint: 'repair the certificate first (tls/certificate says what is wrong); --now does not move the clock by which this connection is verified',
    reason: 'denied',
  },
  'not-http': { what: 'what answered does not speak HTTP', hint: 'put the web server on this port', reason: 'offline' },
  other: { what: 'no answer could be read', hint: again, reason: 'offline' },
};

/** Why nothing came from a site, and what would help. A word from an older run reads as `other`. */
export function siteTrouble(why: string): Words {
  return Object.hasOwn(words, why) ? words[why as SiteTrouble] : words.other;
}

/** The error for a site of which nothing was learnt. */
export function nothingLearnt(host: string, why: string): UnavailableError {
  const { what, hint, reason } = siteTrouble(why);
  return new UnavailableError(reason, `${host}: ${what}; ${hint}`);
}

/** The error for a site that lets nothing more be read for now (RFC 6585 section 4). */
export function rateLimited(host: string): UnavailableError {
  const hint = `${host} answered 429 (too many requests): wait a few minutes, or let this audit’s address through, then run the audit again`;
  return new UnavailableError('rate-limited', hint);
}
