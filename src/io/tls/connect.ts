import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { TlsServer } from '../../core/doors/tls.ts';
import { endpointKey } from '../../core/network.ts';
import { inTurn, lookupOf, routedHost } from '../network/attempts.ts';
import type { Router } from '../network/router.ts';
import { type Failed, failed, socketTrouble } from './trouble.ts';

/** An open TCP connection and where it leads: `203.0.113.7:443`. Whoever asked for it destroys it. */
export type Connected = { readonly state: 'connected'; readonly socket: Socket; readonly address: string };

/**
 * Opens a TCP connection to where the router points; of several addresses the first that answers is taken (RFC 8305). `ms` bounds
 * finding the address and opening the connection each. Throws the reason of an aborted `signal`, nothing else.
 */
export async function connectTo(
  router: Router,
  server: TlsServer,
  ms: number,
  signal: AbortSignal,
): Promise<Connected | Failed> {
  const route = await withinTime(router.route(server, signal), ms, signal);
  if (route === undefined) return failed('timeout', 'the name was not resolved in time');
  if (route.state === 'blocked') return failed(route.why, route.detail);
  const { addresses, port } = route;
  const socket = connect({ host: routedHost, port, noDelay: true, ...inTurn, lookup: lookupOf(addresses) });
  const opened = await withinTime(opening(socket), ms, signal).catch((error: unknown) => {
    socket.destroy();
    signal.throwIfAborted();
    return socketTrouble(error);
  });
  if (opened === 'open') {
    const address = endpointKey({ host: socket.remoteAddress ?? addresses[0], port });
    return { state: 'connected', socket, address };
  }
  socket.destroy();
  return opened ?? failed('timeout', 'the connection was not opened in time');
}

function opening(socket: Socket): Promise<'open'> {
  return new Promise((resolve, reject) => {
    // The error listener stays: an error between two steps must not end the program.
    socket.once('connect', () => resolve('open')).on('error', reject);
  });
}

/** The value, or `undefined` when it takes longer than `ms`. Throws what the work throws, and the reason of an aborted signal. */
export async function withinTime<T>(work: Promise<T>, ms: number, signal: AbortSignal): Promise<T | undefined> {
  signal.throwIfAborted();
  const finished = new AbortController();
  const limit = delay(ms, undefined, { signal: AbortSignal.any([finished.signal, signal]) }).catch((): undefined => {
    signal.throwIfAborted();
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    finished.abort();
  }
}
