import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { PlantedSecrets } from '../planted.ts';
import { harborCertificates, issuerHost } from '../tls/harbor-certificates.ts';
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
  /** Where each host answers, for `network.connect`: `shop.example.com:443` to `127.0.0.1:<port>`. */
  readonly connect: Readonly<Record<string, string>>;
  /** Every request, in order of arrival. */
  visits(): readonly Visit[];
  close(): Promise<void>;
};

/** Makes the certificates and starts http and https for every host. Nothing is left running when it throws. */
export async function startPracticeSites(options: PracticeSitesOptions): Promise<PracticeSites> {
  const certificates = harborCertificates(options);
  const site = harborSite({ ...options, issuer: certificates.intermediate });
  const visits: Visit[] = [];
  const respond = (scheme: Visit['scheme']) => async (request: IncomingMessage, response: ServerResponse) => {
    const visit = visitOf(request, scheme);
    visits.push(visit);
    request.resume();
    if (options.latencyMs !== undefined) await wait(options.latencyMs);
    answer(site, visit, response);
  };
  const connect: Record<string, string> = {};
  const open: OpenPort[] = [];
  const close = async () => {
    await Promise.all(open.map((port) => port.close()));
  };
  const { latencyMs } = options;
  try {
    const plain = await servePlainly(respond('http'));
    open.push(plain);
    connect[`${issuerHost}:80`] = plain.address;
    for (const identity of certificates.servers) {
      const weak = !options.repaired && identity.host === 'shop.example.com';
      const settings = { identity, weak, respond: respond('https'), ...(latencyMs === undefined ? {} : { latencyMs }) };
      const port = await serveSecurely(settings);
      open.push(port);
      connect[`${identity.host}:443`] = port.address;
      connect[`${identity.host}:80`] = plain.address;
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { ca: certificates.root, connect, visits: () => [...visits], close };
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
