import { isIP } from 'node:net';
import { checkServerIdentity, connect as connectTls, type SecureContext, type TLSSocket } from 'node:tls';
import type { Agent, buildConnector, fetch } from 'undici';
import { endpointKey, type NetworkOptions, plainHost } from '../../core/network.ts';
import { showUrl } from '../../core/redact.ts';
import { readBody } from '../http/body.ts';
import { inTurn } from '../network/attempts.ts';
import { failureOf } from '../network/failure.ts';
import { createTrust } from '../network/trusted-roots.ts';
import { type Heard, judgeAnswer, malformed, type Patience, timeout } from './heard.ts';
import { encodeQuery, type Query } from './query.ts';
import type { Server } from './server.ts';

/** A server of DNS over HTTPS, and the end of its connections. */
export type HttpsServer = Server & { close(): Promise<void> };

/** `ca` and `connect` of the person's `network` hold for the server too. */
export type HttpsServerOptions = Pick<NetworkOptions, 'ca' | 'connect'> & { readonly userAgent: string };

type Client = {
  readonly fetch: typeof fetch;
  readonly agent: Agent;
  /** Those that are not connected yet, which the agent does not know. */
  readonly opening: ReadonlySet<TLSSocket>;
};

const mediaType = 'application/dns-message';
const longestAnswer = 65_535;
const places = 20;
const connectMs = 5000;

/**
 * DNS over HTTPS by GET, HTTP/2 where the server speaks it (https://www.rfc-editor.org/rfc/rfc8484). Redirects are not
 * followed, and no proxy or TLS setting is taken from the environment. Nothing is loaded or opened before the first question.
 */
export function createHttpsServer(url: string, options: HttpsServerOptions): HttpsServer {
  // Addresses are often given as templates: https://dns.example/dns-query{?dns}
  const address = new URL(url.replace(/\{\?dns\}$/, ''));
  const name = showUrl(address.href) ?? address.origin;
  let opened: Promise<Client> | undefined;
  let spoke = false;

  return {
    name,
    hasSpoken: () => spoke,
    async exchange(question, patience, onSend) {
      opened ??= open(options);
      const client = await opened;
      const query = encodeQuery(question, { edns: true, mixed: false, id: 0 });
      const asked = new URL(address);
      asked.searchParams.set('dns', query.bytes.toString('base64url'));
      onSend();
      const heard = await exchangeHttps(client, asked, query, patience, options.userAgent);
      spoke ||= heard.state !== 'timeout' && heard.state !== 'unreachable';
      return heard;
    },
    async close() {
      const client = await opened;
      for (const socket of client?.opening ?? []) socket.destroy();
      await client?.agent.destroy();
    },
  };
}

async function open({ ca, connect }: HttpsServerOptions): Promise<Client> {
  const { Agent, fetch } = await import('../http/undici.ts');
  const secureContext = createTrust(ca)();
  const opening = new Set<TLSSocket>();
  const agent = new Agent({
    connections: places,
    allowH2: true,
    // The patience of each question is exact; undici's limits are rounded to whole seconds.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (asked, done) => {
      const socket = connectTo(asked, connect, secureContext, (...answer) => {
        opening.delete(socket);
        done(...answer);
      });
      opening.add(socket);
    },
  });
  return { fetch, agent, opening };
}

async function exchangeHttps(
  { fetch, agent }: Client,
  url: URL,
  query: Query,
  { ms, signal }: Patience,
  userAgent: string,
): Promise<Heard> {
  signal.throwIfAborted();
  const late = AbortSignal.timeout(Math.ceil(ms));
  try {
    const response = await fetch(url, {
      headers: { accept: mediaType, 'user-agent': userAgent },
      redirect: 'manual',
      dispatcher: agent,
      signal: AbortSignal.any([signal, late]),
    });
    const type = response.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
    if (response.status !== 200 || type !== mediaType) {
      await response.body?.cancel();
      return malformed(
        response.status === 200
          ? 'the address answers with something that is not a DNS message'
          : `the address answers with the HTTP status ${response.status}`,
      );
    }
    const heard = judgeAnswer(query, Buffer.from(await readBody(response.body, longestAnswer, 'the resolver')));
    if (heard.state === 'lie' || heard.state === 'recased') return malformed('the answer was to another question');
    const isCut = heard.state === 'message' && heard.message.truncated;
    return isCut ? malformed('the answer is cut off, where nothing needs to be') : heard;
  } catch (error) {
    signal.throwIfAborted();
    if (late.aborted) return timeout('no answer came');
    return failedExchange(error);
  }
}

function failedExchange(error: unknown): Heard {
  const failure = failureOf(error);
  if (failure === undefined) return malformed('the answer broke off or was longer than any DNS message');
  const { kind, code } = failure;
  if (kind === 'timeout') return timeout(`no connection was made (${code})`);
  if (kind === 'not-http' || kind === 'compression') return malformed(`the answer was not HTTP (${code})`);
  const what = kind === 'certificate' ? 'its certificate is not trusted' : 'no encrypted connection was made';
  return { state: 'unreachable', detail: `${what} (${code})` };
}

// TLS to where `network.connect` says, or to the host itself; the certificate must be the host's either way.
function connectTo(
  { hostname, port }: buildConnector.Options,
  diversions: NetworkOptions['connect'],
  secureContext: SecureContext | undefined,
  done: buildConnector.Callback,
): TLSSocket {
  const asked = { host: plainHost(hostname), port: Number(port || 443) };
  const socket = connectTls({
    ...(diversions.get(endpointKey(asked)) ?? asked),
    ...inTurn,
    // Addresses are not allowed there, https://www.rfc-editor.org/rfc/rfc6066#section-3
    ...(isIP(asked.host) === 0 ? { servername: asked.host } : {}),
    ...(secureContext === undefined ? {} : { secureContext }),
    checkServerIdentity: (_host, certificate) => checkServerIdentity(asked.host, certificate),
    ALPNProtocols: ['h2', 'http/1.1'],
    // Said outright, so that NODE_TLS_REJECT_UNAUTHORIZED cannot switch it off.
    rejectUnauthorized: true,
  });
  const late = Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' });
  const timer = setTimeout(() => socket.destroy(late), connectMs);
  const fail = (error: Error): void => done(error, null);
  socket.setNoDelay(true);
  socket.once('error', fail);
  socket.once('close', () => clearTimeout(timer));
  socket.once('secureConnect', () => {
    clearTimeout(timer);
    socket.off('error', fail);
    done(null, socket);
  });
  return socket;
}
