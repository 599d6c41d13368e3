import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';

/**
 * `canonical`: the host of the production address; `alias`: another production domain of the project at Vercel; `sibling`: the
 * apex or `www` beside the canonical one, guessed, and perhaps not there at all.
 */
export const hostRole = z.enum(['canonical', 'sibling', 'alias']);

const siteHost = z
  .object({
    /** In lower case: `shop.example.com`. */
    host: z.string(),
    /** 443 unless the production address names another. */
    port: z.number(),
    role: hostRole,
    /** Registrable domain by the public suffix list, absent for IP addresses and names that are one label. */
    domain: z.string().optional(),
    /** Whether the domain is the person's own; false below a platform's suffix such as `vercel.app`. */
    own: z.boolean(),
  })
  .readonly();

/** Every host that production answers at, the canonical one first. */
export const siteHosts = defineArtifact(
  'site/hosts',
  z
    .object({
      production: z.array(siteHost).readonly(),
      /** Registrable domains of the person's own hosts, without repeats: the zones to look at. */
      domains: z.array(z.string()).readonly(),
      /** Set when Vercel's domains could not be read, so that there may be more hosts: what would help. */
      unread: z.string().optional(),
    })
    .readonly(),
);

export type HostRole = z.infer<typeof hostRole>;
export type SiteHost = z.infer<typeof siteHost>;
export type SiteHosts = ValueOf<typeof siteHosts>;
