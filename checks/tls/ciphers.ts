import { placeOf, unanswered, unreached, withoutHandshake } from '../../src/analysis/tls-answers/reach.ts';
import { type TlsEndpoints, tlsEndpoints } from '../../src/artifacts/tls/endpoints.ts';
import { type TlsHostOffers, tlsOffers } from '../../src/artifacts/tls/offers.ts';
import { optional } from '../../src/core/artifact.ts';
import { defineCheck, failOr, pass, unlessOpen } from '../../src/core/check.ts';
import { listOf } from '../../src/core/text.ts';

/** Cipher suites that each production host takes. That one takes static RSA as a last resort is not held against it. */
export const ciphers = defineCheck({
  meta: {
    id: 'tls/ciphers',
    title: 'Production takes no weak cipher suite',
    why: 'With a weak suite, whoever records or steers the connection can read it or change it, now or once a key leaks.',
    fix: 'Allow only suites with ECDHE and AES-GCM or ChaCha20-Poly1305 where TLS ends, in nginx `ssl_ciphers ECDHE+AESGCM:ECDHE+CHACHA20;`; leave Diffie-Hellman over finite fields out, or give it a prime of 2048 bits.',
    severity: 'medium',
    refs: ['https://www.rfc-editor.org/rfc/rfc9325#section-4', 'https://wiki.mozilla.org/Security/Server_Side_TLS'],
    messages: {
      null: '{host} accepts connections without encryption ({cipher}).',
      anonymous: '{host} accepts connections without a certificate ({cipher}).',
      export: '{host} accepts export ciphers, broken within hours ({cipher}).',
      obsolete: '{host} accepts an obsolete cipher ({cipher}).',
      'small-prime': '{host} agrees on keys with a prime of {bits} bits; 2048 are the least.',
      'no-forward-secrecy': '{host} agrees on keys without forward secrecy in TLS 1.2 ({cipher}).',
      'no-authenticated-encryption': '{host} has no authenticated encryption in TLS 1.2 ({cipher}).',
      refused: '{host} offers nothing that a current client takes: {detail}.',
    },
  },
  needs: { offers: tlsOffers, endpoints: optional(tlsEndpoints) },
  evaluate: ({ offers, endpoints }) => {
    const shown = endpoints.state === 'ok' ? endpoints.value : [];
    const findings = offers.flatMap((host) => [...findingsFor(host), ...refusalOf(host, shown)]);
    const unseen = offers.flatMap(({ host, unseen: parts }) => parts.map((part) => `${host} ${part}`));
    const open = unreached(offers) ?? withoutHandshake(offers, 'handshake', 'tls/protocols') ?? unanswered(unseen);
    const asked = offers.filter(({ trouble }) => trouble === undefined);
    return failOr(findings, unlessOpen(open, pass(listOf(asked.map((host) => picked(host, shown))))));
  },
});

function findingsFor(host: TlsHostOffers) {
  const { modern } = host;
  const at = placeOf(host);
  const weak = host.weak.map(({ group, cipher, bits }) => {
    const isBroken = group === 'null' || group === 'anonymous' || group === 'export' || (bits ?? 2048) < 1024;
    const evidence = bits === undefined ? `accepted: ${cipher}` : `accepted: ${cipher}, prime of ${bits} bits`;
    const data = { host: host.host, cipher, ...(bits === undefined ? {} : { bits }) };
    return { key: group, data, at, evidence, ...(isBroken ? ({ severity: 'high' } as const) : {}) } as const;
  });
  if (modern === undefined) return weak;
  const shown = { data: { host: host.host, cipher: modern.cipher }, at, evidence: `TLS 1.2 picked ${modern.cipher}` };
  const { forwardSecrecy, authenticated } = modern;
  return [
    ...weak,
    // A server that could and does not, although the client asks for it first, gives it to nobody.
    ...(forwardSecrecy === 'none' || forwardSecrecy === 'possible'
      ? [{ key: 'no-forward-secrecy', ...shown } as const]
      : []),
    ...(authenticated === 'none' ? [{ key: 'no-authenticated-encryption', ...shown } as const] : []),
  ];
}

// With a current version on offer, only its suites or their parameters can be why.
function refusalOf(offers: TlsHostOffers, endpoints: TlsEndpoints) {
  const refused = endpoints.find(({ host }) => host === offers.host)?.handshake?.refused;
  const isCurrent = offers.versions.slice(-2).some(({ answer }) => answer.state === 'accepted');
  if (refused === undefined || !isCurrent) return [];
  const data = { host: offers.host, detail: refused };
  return [{ key: 'refused', data, at: placeOf(offers), evidence: refused, severity: 'high' } as const];
}

// What a current client gets, or else the newest that the server took.
function picked({ host, versions }: TlsHostOffers, endpoints: TlsEndpoints): string {
  const agreed = endpoints.find((one) => one.host === host)?.handshake;
  if (agreed !== undefined)
    return `${host}: ${[agreed.version, agreed.cipher, agreed.keyExchange ?? []].flat().join(', ')}`;
  const newest = versions.findLast(({ answer }) => answer.state === 'accepted');
  return newest?.answer.state === 'accepted' ? `${host}: ${newest.answer.cipher}` : `${host}: no weak suite`;
}
