import { expect, test } from 'vitest';
import type { DnsAnswer, DnsDoor } from '../../core/doors/dns.ts';
import { plainNetwork } from '../../core/network.ts';
import { startSite } from '../site/testing-site.ts';
import { createTestAuthority } from '../tls/testing-certificates.ts';
import { testProvider } from './testing-provider.ts';
import { sendJson, startServer } from './testing-server.ts';

const never = (): AbortSignal => new AbortController().signal;

/** A DNS door that leads every name to 127.0.0.1, or answers with a state. */
function dnsDoor(asked: string[], state?: 'nxdomain' | 'timeout'): DnsDoor {
  const answer = (name: string, type: string): unknown => {
    asked.push(`${name} ${type}`);
    if (state !== undefined) return { server: 'the test', state, detail: '' };
    if (type !== 'A') return { server: 'the test', state: 'nodata' };
    return { server: 'the test', state: 'found', records: [{ name, ttl: 1, type, address: '127.0.0.1' }] };
  };
  const ask: DnsDoor['ask'] = async (name, type) => answer(name, type) as DnsAnswer<typeof type>;
  return {
    resolver: 'the test',
    ask,
    askServer: (_server, name, type, signal) => ask(name, type, signal),
    isMapped: () => false,
  };
}

test('network.connect leads a provider elsewhere, and network.ca vouches for it', async () => {
  const authority = await createTestAuthority();
  const hosts: unknown[] = [];
  await using server = await startSite(
    (request, response) => {
      hosts.push(request.headers.host);
      sendJson(response, 200, { fine: true });
    },
    await authority.identity(['api.acme.test']),
  );
  const asked: string[] = [];
  const connect = new Map([['api.acme.test:443', { host: '127.0.0.1', port: server.port }]]);
  const network = { options: { connect, ca: authority.ca }, dns: dnsDoor(asked) };
  await using http = testProvider('https://api.acme.test', {}, { network });
  const response = await http.open(never()).fetch('https://api.acme.test/v1');
  expect(await response.json()).toEqual({ fine: true });
  expect([hosts, asked]).toEqual([['api.acme.test'], []]);

  await using strict = testProvider('https://api.acme.test', {}, { network: { ...network, options: { connect } } });
  await expect(strict.open(never()).fetch('https://api.acme.test/v1')).rejects.toThrow('is not trusted');
});

test('network.resolver is asked for a provider, whose address may be private', async () => {
  await using server = await startServer((_request, response) => sendJson(response, 200, {}));
  const origin = server.origin.replace('127.0.0.1', 'api.acme.test');
  const asked: string[] = [];
  const resolver = { kind: 'server', server: { host: '127.0.0.1', port: 53 } } as const;
  const network = { options: { ...plainNetwork, resolver }, dns: dnsDoor(asked) };
  await using http = testProvider(origin, {}, { network });
  expect((await http.open(never()).fetch(`${origin}/v1`)).status).toBe(200);
  expect(asked).toEqual(['api.acme.test A', 'api.acme.test AAAA']);
});

test.each([
  ['nxdomain', 'ENOTFOUND'],
  ['timeout', 'EAI_AGAIN'],
] as const)('a name that ends in %s there is told as %s', async (state, code) => {
  const resolver = { kind: 'https', url: 'https://dns.test/dns-query' } as const;
  const network = { options: { ...plainNetwork, resolver }, dns: dnsDoor([], state) };
  await using http = testProvider('http://api.acme.test', {}, { network });
  await expect(http.open(never()).fetch('http://api.acme.test/')).rejects.toMatchObject({
    reason: 'offline',
    hint: expect.stringContaining(`api.acme.test was not found (${code})`),
  });
});

test('what network says of other hosts changes nothing, and nobody is asked', async () => {
  await using server = await startServer((_request, response) => sendJson(response, 200, {}));
  const asked: string[] = [];
  const connect = new Map([['other.test:443', { host: '127.0.0.1', port: 1 }]]);
  for (const options of [{ connect }, plainNetwork]) {
    await using http = testProvider(server.origin, {}, { network: { options, dns: dnsDoor(asked) } });
    expect((await http.open(never()).fetch(server.origin)).status).toBe(200);
  }
  expect(asked).toEqual([]);
});
