import { chainOrder } from '../../analysis/certificate/chain-order.ts';
import { matchesHost } from '../../analysis/certificate/matches-host.ts';
import { isOcspAnswer } from '../../analysis/certificate/ocsp-answer.ts';
import { type SiteHost, siteHosts } from '../../artifacts/site/hosts.ts';
import { type TlsCertificate, type TlsEndpoint, tlsEndpoints } from '../../artifacts/tls/endpoints.ts';
import { definedOnly } from '../../core/defined.ts';
import type { TlsHandshake } from '../../core/doors/tls.ts';
import { defineGatherer, type GatherContext } from '../../core/gatherer.ts';
import { firstEndOf, type Parser, trustOf } from './trust.ts';
import { throwIfUnreached } from './unreached.ts';

/** What each production host shows to a current client: the chain as sent, whether it is trusted, and for whom it stands. */
export const gatherTlsEndpoints = defineGatherer({
  artifact: tlsEndpoints,
  needs: { hosts: siteHosts },
  network: true,
  gather: async (context, { hosts }) => {
    // The parser is large: it loads while the network is waited for.
    const parser = import('../../analysis/certificate/read-certificate.ts');
    const endpoints = await Promise.all(hosts.production.map((host) => readHost(context, parser, host)));
    throwIfUnreached(endpoints);
    return endpoints;
  },
});

async function readHost(
  { io, signal, target }: GatherContext,
  parser: Promise<Parser>,
  { host, port, role }: SiteHost,
): Promise<TlsEndpoint> {
  const answer = await io.tls.handshake({ host, port }, signal);
  if (answer.state === 'failed') return { host, port, role, trouble: { why: answer.why, detail: answer.detail } };
  const reader = await parser;
  const read = answer.chain.map(({ der, sha256 }) => certificateOf(reader, der, sha256));
  const chain = read.filter((one) => one !== undefined);
  const [leaf] = read;
  if (leaf === undefined) return { host, port, role, trouble: noLeaf(answer) };
  const shown = { shaken: answer, facts: read };
  const trust = await trustOf(io.tls, reader, shown, target.now, signal);
  const handshake = definedOnly({
    version: answer.version,
    cipher: answer.cipher,
    keyExchange: answer.keyExchange,
    chain,
    unreadable: read.length - chain.length,
    order: answer.chainFrom === 'wire' ? chainOrder(chain) : ('unknown' as const),
    trust,
    firstEnd: trust.state === 'trusted' ? firstEndOf(io.tls, shown, target.now) : undefined,
    matches: matchesHost(leaf.names, host),
    stapled: answer.staple !== undefined && isOcspAnswer(answer.staple),
    refused: answer.refused,
    clientCertificate: answer.clientCertificate,
  });
  return { host, port, role, handshake };
}

function certificateOf(reader: Parser, der: Uint8Array, sha256: string): TlsCertificate | undefined {
  const facts = reader.readCertificate(der);
  return facts === undefined ? undefined : { ...facts, fingerprint: sha256 };
}

function noLeaf({ chain }: Extract<TlsHandshake, { state: 'shaken' }>) {
  if (chain.length === 0) return { why: 'unreadable', detail: 'the server showed no certificate' };
  return { why: 'unreadable', detail: 'the server showed something that is no certificate' };
}
