import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';

const certificate = z
  .object({
    subject: z.string(),
    issuer: z.string(),
    /** Organisation of the issuer (`Let's Encrypt`), else its common name: what a CAA record is compared with. */
    issuerName: z.string(),
    /** DNS names and addresses of the subject alternative name; empty when there is none. */
    names: z.array(z.string()).readonly(),
    notBefore: z.number(),
    notAfter: z.number(),
    key: z.object({ type: z.string(), bits: z.number().optional() }).readonly(),
    signature: z.string(),
    serverAuth: z.boolean(),
    mustStaple: z.boolean(),
    selfSigned: z.boolean(),
    /** SHA-256 of the DER, hex. */
    fingerprint: z.string(),
  })
  .readonly();

const endpoint = z
  .object({
    host: z.string(),
    port: z.number(),
    role: z.enum(['canonical', 'sibling', 'alias']),
    /** Absent: the handshake failed, `trouble` says how. */
    handshake: z
      .object({
        version: z.string(),
        cipher: z.string(),
        keyExchange: z.string().optional(),
        /** As sent, leaf first as the server had it. */
        chain: z.array(certificate).readonly(),
        /** How the chain as sent stands: in order and complete to a root, or what is wrong with it. */
        order: z.enum(['right', 'wrong', 'extra']),
        /** `trusted`; `incomplete`: trusted once the issuer named in the certificate is fetched; else why not. */
        trust: z.discriminatedUnion('state', [
          z.object({ state: z.literal('trusted') }),
          z.object({ state: z.literal('incomplete'), issuer: z.string() }),
          z.object({ state: z.literal('untrusted'), code: z.string(), message: z.string() }),
        ]),
        /** Whether the leaf names the host as browsers match it (RFC 9525; no common name). */
        matches: z.boolean(),
        stapled: z.boolean(),
      })
      .readonly()
      .optional(),
    trouble: z.object({ why: z.string(), detail: z.string() }).readonly().optional(),
  })
  .readonly();

/** What each production host shows at its TLS port. One entry a host, the canonical one first. */
export const tlsEndpoints = defineArtifact('tls/endpoints', z.array(endpoint).readonly());

export type TlsCertificate = z.infer<typeof certificate>;
export type TlsEndpoint = z.infer<typeof endpoint>;
export type TlsEndpoints = ValueOf<typeof tlsEndpoints>;
