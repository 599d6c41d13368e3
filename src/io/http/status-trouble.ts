import { ProviderFault } from '../../core/fault.ts';
import { showUrl } from '../../core/redact.ts';
import type { Clock } from '../clock.ts';
import type { Exchange } from './exchange.ts';
import type { Peer } from './network-trouble.ts';
import { type Pause, rateLimited } from './pause.ts';
import type { RequestHead } from './plain-request.ts';
import { PassingTrouble } from './retry.ts';
import { askedWait } from './retry-after.ts';

/**
 * Throws for the statuses that mean the same at every provider: 3xx, 429 and 5xx. A wait that the provider asks for is
 * kept in `pause`; one beyond the deadline is thrown as `rate-limited`. All other answers are left to the caller.
 */
export function refuseStatus(
  exchange: Exchange,
  request: RequestHead,
  peer: Peer,
  world: { readonly pause: Pause; readonly clock: Clock; readonly signal: AbortSignal },
): void {
  const { status, headers } = exchange;
  if (status >= 300 && status < 400) throw redirected(exchange, request, peer);
  if (status !== 429 && status < 500) return;

  const now = world.clock.now();
  const wait = askedWait(headers, now);
  if (wait !== undefined && (status === 429 || status === 503)) world.pause.hold(wait, world.signal);
  if (status === 429) {
    throw new PassingTrouble(rateLimited(peer.title, wait === undefined ? undefined : now + wait));
  }
  throw new PassingTrouble(
    new ProviderFault(
      `${peer.title} (${peer.host}) answered with an error of its own (${status})`,
      `run the audit again in a few minutes; if it stays, look at the status page of ${peer.title}`,
    ),
  );
}

function redirected(exchange: Exchange, request: RequestHead, peer: Peer): ProviderFault {
  const location = exchange.headers.get('location') ?? '';
  const target = URL.canParse(location, request.url.href) ? new URL(location, request.url) : undefined;
  const where = target === undefined ? 'an address that is none' : (showUrl(target.origin) ?? target.protocol);
  return new ProviderFault(
    `${peer.title} (${peer.host}) answered with a redirect (${exchange.status}) to ${where}, which was not followed`,
    'check that the configured endpoint is the API itself; a credential is never taken to another address',
  );
}
