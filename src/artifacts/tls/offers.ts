import * as z from 'zod';
import { defineArtifact } from '../../core/artifact.ts';
import { tlsVersions } from '../../core/doors/tls.ts';
import { hostRole } from '../site/hosts.ts';

/** Groups of cipher suites that a server should not take, worst first. */
const weakGroups = ['null', 'anonymous', 'export', 'obsolete', 'small-prime'] as const;

/** What a server did with one offer. `detail` is in words; a reset counts as declined only where another offer was accepted. */
const answer = z.discriminatedUnion('state', [
  /** `cipher`: its IANA name. */
  z.object({ state: z.literal('accepted'), cipher: z.string() }),
  z.object({ state: z.literal('declined'), detail: z.string() }),
  z.object({ state: z.literal('unseen'), detail: z.string() }),
]);

const host = z
  .object({
    host: z.string(),
    port: z.number(),
    role: hostRole,
    /** One entry a version, oldest first; empty when the server could not be reached. */
    versions: z.array(z.object({ version: z.enum(tlsVersions), answer }).readonly()).readonly(),
    /** Suites of each weak group that were accepted: IANA names, with the bits of the prime for `small-prime`. */
    weak: z
      .array(z.object({ group: z.enum(weakGroups), cipher: z.string(), bits: z.number().optional() }).readonly())
      .readonly(),
    /** What TLS 1.2 comes to with a current client: the suite that the server picks, and what else it would take. */
    modern: z
      .object({
        cipher: z.string(),
        forwardSecrecy: z.enum(['picked', 'possible', 'none', 'unseen']),
        authenticated: z.enum(['picked', 'possible', 'none', 'unseen']),
      })
      .readonly()
      .optional(),
    /** Questions about suites that stayed open, in words: `obsolete suites: no answer in time`. */
    unseen: z.array(z.string()).readonly(),
    /** Set when the server could not be reached, or never spoke TLS. */
    trouble: z.object({ why: z.string(), detail: z.string() }).readonly().optional(),
  })
  .readonly();

/** Which versions and weak cipher suites each production host takes. One entry a host, the canonical one first. */
export const tlsOffers = defineArtifact('tls/offers', z.array(host).readonly());

export type TlsAnswer = z.infer<typeof answer>;
export type TlsHostOffers = z.infer<typeof host>;
export type WeakGroup = (typeof weakGroups)[number];
