import * as z from 'zod';
import { defineArtifact } from '../../core/artifact.ts';
import { hostRole } from '../site/hosts.ts';
import { pageCookie } from './page.ts';

const hop = z
  .object({
    /** Without user info, query values masked. */
    url: z.string(),
    status: z.number(),
    /** Where it sends visitors, absolute and masked; absent when it does not redirect, or names no usable place. */
    location: z.string().optional(),
    /** `Strict-Transport-Security` fields in order. */
    hsts: z.array(z.string()).readonly(),
    /** Cookies that it sets; absent without any. */
    cookies: z.array(pageCookie).readonly().optional(),
    /** Who answered in the site's place (a bot challenge, a sign-in wall), in words. */
    guard: z.string().optional(),
  })
  .readonly();

const walk = z
  .object({
    host: z.string(),
    role: hostRole,
    /** `http` and `https`: `/` to its end. `path`: one deep address, `webhook`: the payment webhook; of both only the first answer. */
    kind: z.enum(['http', 'https', 'path', 'webhook']),
    start: z.string(),
    /** Every answer in order, the last one included. */
    hops: z.array(hop).readonly(),
    /**
     * How it ends. `answered`: the last hop is no redirect. `open`: the redirect was not followed, because only the first
     * answer was wanted. `cut`: there is more than is followed. `broken`: the redirect names no usable place.
     */
    end: z.discriminatedUnion('state', [
      z.object({ state: z.literal('answered') }),
      z.object({ state: z.literal('open') }),
      z.object({ state: z.literal('loop'), to: z.string() }),
      z.object({ state: z.literal('cut'), to: z.string() }),
      z.object({ state: z.literal('broken'), raw: z.string() }),
      z.object({ state: z.literal('failed'), url: z.string(), why: z.string(), detail: z.string() }),
    ]),
  })
  .readonly();

/** Where each production host leads, answer by answer. The canonical host's walks come first. */
export const webRedirects = defineArtifact('web/redirects', z.array(walk).readonly());

export type RedirectHop = z.infer<typeof hop>;
export type RedirectWalk = z.infer<typeof walk>;
