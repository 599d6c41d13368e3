import { getServers } from 'node:dns';
import { type Endpoint, endpointKey } from '../../core/network.ts';

const dnsPort = 53;

/** The name servers that the machine is set up with, in its own order. */
export function systemServers(): readonly Endpoint[] {
  return getServers().flatMap((written) => parseServer(written) ?? []);
}

/** Reads `192.0.2.1`, `192.0.2.1:5353`, `2001:db8::1`, `[2001:db8::1]:5353` as Node writes them; `undefined` for anything else. */
export function parseServer(written: string): Endpoint | undefined {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(written) ?? [];
  const host = bracketed ?? plain ?? (written.includes(':') ? written : undefined);
  return host === undefined || host === '' ? undefined : { host, port: Number(port ?? dnsPort) };
}

/** A server as people know it: the port is left out where it is the usual one. */
export function serverName(server: Endpoint): string {
  return server.port === dnsPort ? server.host : endpointKey(server);
}
