import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, type Asked, send } from './answer.ts';
import { deliverFault, type Fault, type FaultRule } from './fault.ts';

/** A request that arrived: the path with its query, in order of arrival. */
export type Recorded = { readonly method: string; readonly path: string };

/** A provider's behaviour apart from the network: which of its routes a request means, and the answer. */
export type Behaviour<Route extends string> = {
  routeOf(asked: Asked): Route | undefined;
  answer(asked: Asked): Answer;
};

export type ServeOptions<Route extends string> = {
  /** Waited before every answer, faults included. */
  readonly latencyMs?: number;
  readonly faults?: readonly FaultRule<Route>[];
};

/** A running simulator. */
export type Served<Route extends string> = {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string;
  requests(): readonly Recorded[];
  /** Replaces the faults from the next request on. */
  fail(faults: readonly FaultRule<Route>[]): void;
  /** Cuts open connections, hanging ones too, and frees the port. Closing twice is fine. */
  close(): Promise<void>;
};

/** Serves a behaviour over real HTTP on any free loopback port. */
export async function serve<Route extends string>(
  behaviour: Behaviour<Route>,
  options: ServeOptions<Route> = {},
): Promise<Served<Route>> {
  const recorded: Recorded[] = [];
  let takeFault = faultTaker(options.faults ?? []);
  const server = createServer(async (request, response) => {
    const asked = askedOf(request);
    recorded.push({ method: asked.method, path: `${asked.url.pathname}${asked.url.search}` });
    request.resume();
    const fault = takeFault(behaviour.routeOf(asked));
    if (options.latencyMs !== undefined) await wait(options.latencyMs);
    respond(behaviour, asked, fault, response);
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    requests: () => [...recorded],
    fail: (faults) => {
      takeFault = faultTaker(faults);
    },
    close: () => close(server),
  };
}

function askedOf(request: IncomingMessage): Asked {
  const url = new URL('http://127.0.0.1');
  const [path = '/', ...query] = (request.url ?? '/').split('?');
  url.pathname = path;
  url.search = query.join('?');
  return { method: request.method ?? 'GET', url, headers: request.headers };
}

function respond<Route extends string>(
  behaviour: Behaviour<Route>,
  asked: Asked,
  fault: Fault | undefined,
  response: ServerResponse,
): void {
  try {
    if (fault === undefined) send(response, behaviour.answer(asked));
    else deliverFault(fault, response);
  } catch (error) {
    // A mistake in the simulator must not end the process that the audit runs in: it is said where it will be read.
    send(response, { status: 500, body: { error: { code: 'simulator_mistake', message: String(error) } } });
  }
}

function faultTaker<Route extends string>(
  rules: readonly FaultRule<Route>[],
): (route: Route | undefined) => Fault | undefined {
  const left = rules.map((rule) => ({ rule, times: rule.times ?? Number.POSITIVE_INFINITY }));
  return (route) => {
    const due = left.find(({ rule, times }) => times > 0 && (rule.route === '*' || rule.route === route));
    if (due === undefined) return undefined;
    due.times -= 1;
    return due.rule.fault;
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  await new Promise<void>((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
