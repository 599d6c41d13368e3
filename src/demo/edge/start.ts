import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ServerIdentity } from '../tls/harbor-certificates.ts';
import { type OpenPort, serveSecurely } from '../tls/serve.ts';
import { type Page, sendPage, text, type Visit, visitOf } from '../web/page.ts';
import { harborCacheRules } from './harbor-rules.ts';
import { openOrigin } from './origin.ts';
import { createEdge } from './store.ts';

export type PracticeEdgeOptions = {
  readonly repaired: boolean;
  /** The certificate that visitors see. */
  readonly identity: ServerIdentity;
  /** PEM of the authority behind the origin's certificate. */
  readonly ca: string;
  /** `127.0.0.1:<port>` of the origin. */
  readonly origin: string;
  readonly latencyMs?: number;
  /** Sees each visit before it is answered, and holds it up as long as it likes. */
  readonly arrive: (visit: Visit) => Promise<void>;
};

/**
 * A working edge in front of the shop: a proxy on loopback that stores and serves by `harborCacheRules`, as Cloudflare documents it.
 * Broken, it takes old protocols and does not look at the origin's certificate.
 */
export async function startPracticeEdge(options: PracticeEdgeOptions): Promise<OpenPort> {
  const { repaired, identity, ca, origin: address, latencyMs, arrive } = options;
  const way = openOrigin({ address, ca, strict: repaired });
  const edge = createEdge({ rules: harborCacheRules({ repaired }), tick: () => performance.now() });
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const visit = visitOf(request, 'https');
    request.resume();
    await arrive(visit);
    const page = await edge.answer(visit, way.fetch).catch(badGateway);
    if (!response.destroyed) sendPage(response, page);
  };
  const port = await serveSecurely({
    identity,
    weak: !repaired,
    respond,
    ...(latencyMs === undefined ? {} : { latencyMs }),
  });
  return {
    address: port.address,
    close: async () => {
      way.close();
      await port.close();
    },
  };
}

// https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/error-502/
function badGateway(error: unknown): Page {
  return text(`bad gateway: ${error}\n`, { server: 'cloudflare' }, 502);
}
