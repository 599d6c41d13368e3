import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { startPracticeEdge } from '../edge/start.ts';
import type { PlantedSecrets } from '../planted.ts';
import { harborCertificates, issuerHost, type ServerIdentity } from '../tls/harbor-certificates.ts';
import { type OpenPort, serveSecurely } from '../tls/serve.ts';
import { harborSite } from './harbor-site.ts';
import { type Site, sendPage, text, type Visit, visitOf } from './page.ts';

export type PracticeSitesOptions = {
  readonly repaired: boolean;
  readonly secrets: PlantedSecrets;
  /** Waited before every handshake and before every answer. */
  readonly latencyMs?: number;
  /** Milliseconds since 1970 that the certificates' times hang on. */
  readonly now: number;
};

/** The practice launch's sites, each at a port of its own behind the address that the world knows. */
export type PracticeSites = {
  /** PEM of the practice authority's root, for `network.ca`. */
  readonly ca: string;
  /**
   * Where each host answers, for `network.connect`: `shop.example.com:443` to `127.0.0.1:<port>`. The shop's is the edge; past it, the
   * shop answers at `originHost`.
   */
  readonly connect: Readonly<Record<string, string>>;
  /** Every request of a visitor, in order of arrival; not those of the edge. */
  visits(): readonly Visit[];
  close(): Promise<void>;
};

/** The host that stands behind the edge. */
const shopHost = 'shop.example.com';
/** What the shop's record at Cloudflare points to. */
const originHost = 'cname.vercel-dns.com';

/** Makes the certificates and starts http and https for every host. Nothing is left running when it throws. */
export async function startPracticeSites(options: PracticeSitesOptions): Promise<PracticeSites> {
  const { latencyMs } = options;
  const late = latencyMs === undefined ? {} : { latencyMs };
  const certificates = harborCertificates(options);
  const site = harborSite({ ...options, issuer: certificates.intermediate });
  const visits: Visit[] = [];
  const arrive = async (visit: Visit): Promise<void> => {
    visits.push(visit);
    if (latencyMs !== undefined) await wait(latencyMs);
  };
  const respond = (scheme: Visit['scheme']) => async (request: IncomingMessage, response: ServerResponse) => {
    const visit = visitOf(request, scheme);
    request.resume();
    await arrive(visit);
    answer(site, visit, response);
  };
  const connect: Record<string, string> = {};
  const open: OpenPort[] = [];
  const close = async () => {
    await Promise.all(open.map((port) => port.close()));
  };
  const at = async (place: string, opening: Promise<OpenPort>): Promise<string> => {
    const port = await opening;
    open.push(port);
    connect[place] = port.address;
    return port.address;
  };
  const openShop = async (identity: ServerIdentity): Promise<void> => {
    await at(`${originHost}:443`, serveSecurely({ identity, respond: respond('https'), ...late }));
    // The edge's own way: its requests are nobody's visits.
    const backstage = await serveSecurely({ identity, respond: serveAtOnce(site) });
    open.push(backstage);
    const edge = { repaired: options.repaired, identity, ca: certificates.root, origin: backstage.address, arrive };
    await at(`${shopHost}:443`, startPracticeEdge({ ...edge, ...late }));
  };
  try {
    const plain = await at(`${issuerHost}:80`, servePlainly(respond('http')));
    for (const identity of certificates.servers) {
      if (identity.host === shopHost) await openShop(identity);
      else await at(`${identity.host}:443`, serveSecurely({ identity, respond: respond('https'), ...late }));
      connect[`${identity.host}:80`] = plain;
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { ca: certificates.root, connect, visits: () => [...visits], close };
}

function serveAtOnce(site: Site): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    request.resume();
    answer(site, visitOf(request, 'https'), response);
  };
}

// A mistake in the simulator must not end the process that the audit runs in: it is said where it will be read.
function answer(site: Site, visit: Visit, response: ServerResponse): void {
  const isReading = visit.method === 'GET' || visit.method === 'HEAD';
  try {
    sendPage(response, isReading ? site(visit) : text('Method not allowed\n', { allow: 'GET, HEAD' }, 405));
  } catch (error) {
    sendPage(response, text(`simulator mistake: ${error}\n`, {}, 500));
  }
}

async function servePlainly(respond: (request: IncomingMessage, response: ServerResponse) => void): Promise<OpenPort> {
  const server: Server = createServer(respond);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      if (!server.listening) return;
      await new Promise((done) => {
        server.close(done);
        server.closeAllConnections();
      });
    },
  };
}
