import { isIPv4 } from 'node:net';
import type { Endpoint } from '../../core/network.ts';
import { type Heard, malformed, type Patience, type Recased } from './heard.ts';
import type { Message } from './message.ts';
import { encodeQuery, type Query } from './query.ts';
import type { Server } from './server.ts';
import { exchangeTcp } from './tcp.ts';
import { exchangeUdp } from './udp.ts';

/** `mixesCase` adds the random case of the name to what a forger must guess. */
export type PlainServerOptions = { readonly name: string; readonly mixesCase: boolean };

type Transport = (server: Endpoint, query: Query, patience: Patience, onLie: () => void) => Promise<Heard | Recased>;

/**
 * A server over UDP, and over TCP where UDP is not enough: when the answer was cut off, cannot be read, or is doubtful. What
 * is learnt about the server (no EDNS, no mixed case, forged answers) is kept for the rest of the run.
 */
export function createPlainServer(endpoint: Endpoint, { name, mixesCase }: PlainServerOptions): Server {
  let mixed = mixesCase;
  let edns = true;
  let isDoubted = false;
  let spoke = false;
  const onLie = (): void => {
    isDoubted = true;
    spoke = true;
  };

  /** `share` of the time that is left. */
  type Send = (transport: Transport, share?: number) => Promise<Heard | Recased>;

  const overTcp = async (send: Send, share = 1): Promise<Heard> => {
    const heard = await send(exchangeTcp, share);
    // Only here it is proof that the server does not keep the case: over UDP it is what a forgery looks like.
    if (heard.state === 'recased') mixed = false;
    if (!('message' in heard)) return heard;
    if (heard.message.truncated) return malformed('the answer is cut off over TCP too, where nothing needs to be');
    return { state: 'message', message: heard.message };
  };

  const overUdp = async (send: Send): Promise<Heard> => {
    const heard = await send(exchangeUdp);
    if (heard.state === 'timeout' || heard.state === 'unreachable') return heard;
    if (heard.state === 'message' && !heard.message.truncated) return heard;
    const again = await overTcp(send);
    if (again.state === 'message') return again;
    if (heard.state === 'malformed') return heard;
    if (heard.state === 'message') return afterCut(again);
    // No TCP there: a lower-case question under a new id and port is as safe as DNS was before mixed case.
    mixed = false;
    return await overUdp(send);
  };

  return {
    name,
    hasSpoken: () => spoke,
    async exchange(question, { ms, signal }, onSend) {
      const until = performance.now() + ms;
      const send: Send = async (transport, share = 1) => {
        const patience = { ms: Math.max(1, (until - performance.now()) * share), signal };
        onSend();
        const heard = await transport(endpoint, encodeQuery(question, { edns, mixed }), patience, onLie);
        spoke ||= heard.state !== 'timeout' && heard.state !== 'unreachable';
        return heard;
      };
      const once = async (): Promise<Heard> => {
        // Half the time, since networks that swallow TCP are many.
        const safe = isDoubted ? await overTcp(send, 1 / 2) : undefined;
        return safe?.state === 'message' ? safe : await overUdp(send);
      };
      // Questions under way together learn it together: each that was sent with EDNS is asked again without.
      const hadEdns = edns;
      const heard = await once();
      if (!hadEdns || heard.state !== 'message' || !lacksEdns(heard.message)) return heard;
      edns = false;
      return await once();
    },
  };
}

/** Whether nobody but this machine can send from there: then no forgery has to be feared. */
export function isLoopback(host: string): boolean {
  return isIPv4(host) ? host.startsWith('127.') : host === '::1' || host === 'localhost';
}

// RFC 6891 §7: a server that knows no EDNS does not understand the question; one that does answers with EDNS.
function lacksEdns({ rcode, spokeEdns }: Message): boolean {
  return !spokeEdns && (rcode === 'FORMERR' || rcode === 'NOTIMP');
}

function afterCut(overTcp: Heard): Heard {
  if (overTcp.state !== 'timeout' && overTcp.state !== 'unreachable') return overTcp;
  return { state: overTcp.state, detail: `the answer was cut off over UDP; over TCP: ${overTcp.detail}` };
}
