import * as z from 'zod';
import type { Missing } from '../../core/gathered.ts';

const reasons = z.enum([
  'no-credential',
  'denied',
  'expired',
  'challenge',
  'not-allowed',
  'offline',
  'timeout',
  'rate-limited',
  'not-found',
  'not-configured',
]);

/** Why one of several answers did not come: the same shapes as for a whole fact, so that a check can be `blocked` by it. */
const missing = z.discriminatedUnion('state', [
  z.object({ state: z.literal('unavailable'), reason: reasons, hint: z.string() }).readonly(),
  z
    .object({
      state: z.literal('failed'),
      fault: z.object({ message: z.string(), hint: z.string().exactOptional() }).readonly(),
      ms: z.number(),
    })
    .readonly(),
]);

/** One answer of several that make up a fact: its value, or what befell it. */
export type Read<V> = { readonly state: 'ok'; readonly value: V } | Missing;

/** The schema of `Read<V>`. */
export function readOf<T extends z.ZodType>(value: T) {
  return z.union([z.object({ state: z.literal('ok'), value }).readonly(), missing]);
}
