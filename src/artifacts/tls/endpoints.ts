import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';
import { hostRole } from '../site/hosts.ts';

const certificate = z
  .object({
    subject: z.string(),
    issuer: z.string(),
    /** Organisation of the issuer (`Let's Encrypt`), else its common name: what a CAA record is compared with. */
    issuerName: z.string(),
    /** Where browsers do not look for the host, and old programs do. */
    commonName: z.string().optional(),
    /** DNS names and addresses of the subject alternative name; empty when there is none. */
    names: z.array(z.string()).readonly(),
    /** Milliseconds since 1970. */
    notBefore: z.number(),
    notAfter: z.number(),
    /** `RSA`, `EC` (with its curve), `Ed25519`, … ; `bits` of the modulus or the field. */
    key: z.object({ type: z.string(), bits: z.number().optional(), curve: z.string().optional() }).readonly(),
    /** `ECDSA with SHA-256`; an algorithm that is not known stands as its OID. */
    signature: z.string(),
    /** Whether it may authenticate a server (RFC 5280 §4.2.1.12); true without any restriction. */
    serverAuth: z.boolean(),
    mustStaple: z.boolean(),
    /** Whether it names itself as its issuer. */
    selfSigned: z.boolean(),
    /** Hex of the key identifiers: its own, and the one of its issuer. */
    keyId: z.string().optional(),
    issuerKeyId: z.string().optional(),
    /** Where its issuer's certificate can be fetched (RFC 5280 §4.2.2.1). */
    issuerUrls: z.array(z.string()).readonly(),
    /** SHA-256 of the DER, hex. */
    fingerprint: z.string(),
  })
  .readonly();

const endpoint = z
  .object({
    host: z.string(),
    port: z.number(),
    role: hostRole,
    /** Absent: the handshake failed, `trouble` says how. */
    handshake: z
      .object({
        version: z.string(),
        cipher: z.string(),
        keyExchange: z.string().optional(),
        /** As sent, leaf first as the server had it; what cannot be read is left out. */
        chain: z.array(certificate).readonly(),
        /** How many of the certificates sent could not be read. */
        unreadable: z.number(),
        /**
         * How the chain as sent stands: each certificate signed by the one behind it, or not; `extra`: so once certificates that
         * belong to no other are left out; `unknown`: it was not seen as sent.
         */
        order: z.enum(['right', 'wrong', 'extra', 'unknown']),
        /** `trusted`; `incomplete`: trusted once the issuer named in the certificate is fetched; else why not. */
        trust: z.discriminatedUnion('state', [
          z.object({ state: z.literal('trusted') }),
          z.object({ state: z.literal('incomplete'), issuer: z.string() }),
          z.object({ state: z.literal('untrusted'), code: z.string(), message: z.string() }),
        ]),
        /**
         * The first issuer without which nothing is trusted any more and that ends before the leaf; absent where there is none, and
         * where nothing is trusted now.
         */
        firstEnd: z.object({ subject: z.string(), notAfter: z.number() }).readonly().optional(),
        /** Whether the leaf names the host as browsers match it (RFC 9525; no common name). */
        matches: z.boolean(),
        stapled: z.boolean(),
        /** Set when only a client at a lowered security level gets this far: what a current one ends with. */
        refused: z.string().optional(),
        clientCertificate: z.enum(['requested', 'required']).optional(),
      })
      .readonly()
      .optional(),
    /** `why` is one of the door's words, or `unreadable` for a leaf that is no certificate. */
    trouble: z.object({ why: z.string(), detail: z.string() }).readonly().optional(),
  })
  .readonly();

/** What each production host shows at its TLS port. One entry a host, the canonical one first. */
export const tlsEndpoints = defineArtifact('tls/endpoints', z.array(endpoint).readonly());

export type TlsCertificate = z.infer<typeof certificate>;
export type TlsEndpoint = z.infer<typeof endpoint>;
export type TlsEndpoints = ValueOf<typeof tlsEndpoints>;
