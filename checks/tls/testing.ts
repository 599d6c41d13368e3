import type { SiteHosts } from '../../src/artifacts/site/hosts.ts';
import type { TlsCertificate, TlsEndpoint } from '../../src/artifacts/tls/endpoints.ts';
import type { TlsHostOffers } from '../../src/artifacts/tls/offers.ts';
import type { Verdict } from '../../src/core/check.ts';
import type { FindingOf } from '../../src/core/finding.ts';

// Facts for the tests of this folder: no check imports this file.

/** The time that the tests judge by. */
export const moment = Date.UTC(2026, 10, 20, 12);
/** A day in milliseconds. */
export const day = 86_400_000;

/** A certificate for `shop.example` that is 20 of 90 days old, by Test Trust. */
export function certificateOf(more: Partial<TlsCertificate> = {}): TlsCertificate {
  return {
    subject: 'CN=shop.example',
    issuer: 'O=Test Trust, CN=T1',
    issuerName: 'Test Trust',
    names: ['shop.example'],
    notBefore: moment - 20 * day,
    notAfter: moment + 70 * day,
    key: { type: 'EC', bits: 256, curve: 'P-256' },
    signature: 'ECDSA with SHA-256',
    serverAuth: true,
    mustStaple: false,
    selfSigned: false,
    issuerUrls: [],
    fingerprint: 'aa',
    ...more,
  };
}

const intermediate = certificateOf({ subject: 'O=Test Trust, CN=T1', issuer: 'CN=Root', names: [] });

type Handshake = NonNullable<TlsEndpoint['handshake']>;

/** A host that shows a good chain; `leaf` and `more` change it. */
export function endpointOf(leaf: Partial<TlsCertificate> = {}, more: Partial<Handshake> = {}): TlsEndpoint {
  const handshake: Handshake = {
    version: 'TLSv1.3',
    cipher: 'TLS_AES_128_GCM_SHA256',
    keyExchange: 'X25519',
    chain: [certificateOf(leaf), intermediate],
    unreadable: 0,
    order: 'right',
    trust: { state: 'trusted' },
    matches: true,
    stapled: false,
    ...more,
  };
  return { host: 'shop.example', port: 443, role: 'canonical', handshake };
}

/** A host that showed nothing, and why. */
export function troubledEndpoint(why: string, more: Partial<TlsEndpoint> = {}): TlsEndpoint {
  return { host: 'shop.example', port: 443, role: 'canonical', trouble: { why, detail: `it was ${why}` }, ...more };
}

const declined = { state: 'declined', detail: 'alert: protocol version' } as const;
const accepted = { state: 'accepted', cipher: 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256' } as const;

/** A host that takes TLS 1.2 and 1.3 with good suites; `versions` says what is otherwise. */
export function offersOf(
  versions: Partial<
    Record<'SSLv3' | 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3', 'accepted' | 'declined' | 'unseen'>
  > = {},
  more: Partial<TlsHostOffers> = {},
): TlsHostOffers {
  const usual = {
    SSLv3: 'declined',
    TLSv1: 'declined',
    'TLSv1.1': 'declined',
    'TLSv1.2': 'accepted',
    'TLSv1.3': 'accepted',
  };
  const answers = { accepted, declined, unseen: { state: 'unseen', detail: 'no answer in time' } } as const;
  const names = ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
  return {
    host: 'shop.example',
    port: 443,
    role: 'canonical',
    versions: names.map((version) => ({
      version,
      answer: answers[{ ...usual, ...versions }[version] as keyof typeof answers],
    })),
    weak: [],
    modern: { cipher: accepted.cipher, forwardSecrecy: 'picked', authenticated: 'picked' },
    unseen: [],
    ...more,
  };
}

/** The hosts fact, with nothing left unread. */
export const hosts: SiteHosts = { production: [], domains: ['shop.example'] };

/** The findings of a verdict; none unless it failed. */
export function findingsOf<Key extends string>(verdict: Verdict<Key>): readonly FindingOf<Key>[] {
  return verdict.outcome === 'fail' ? verdict.findings : [];
}

/** The kind and the severity of each finding: `expired`, `late medium`. */
export function kindsOf(verdict: Verdict): readonly string[] {
  return findingsOf(verdict).map(({ key, severity }) => (severity === undefined ? key : `${key} ${severity}`));
}
