import * as z from 'zod';

/**
 * How a question failed: `timeout` and `unreachable` may be the auditor's own network; `circle`: the aliases lead back to one
 * of them, which is what the zone says.
 */
export const troubleKind = z.enum(['refused', 'timeout', 'malformed', 'circle', 'unreachable']);

/** A question that nobody answered usably. `why` is in words and names the server. */
export const unanswered = z
  .object({
    state: z.literal('unanswered'),
    kind: troubleKind,
    why: z.string(),
  })
  .readonly();

/** There is no such record. `exists`: the name itself is there (NODATA); an alias that leads nowhere stands in `chain`. */
export const absent = z
  .object({ state: z.literal('absent'), exists: z.boolean(), chain: z.array(z.string()).readonly() })
  .readonly();

/** TXT records of a name, each with its strings joined. `chain` holds the CNAME targets on the way. */
export const askedTexts = z.discriminatedUnion('state', [
  z
    .object({
      state: z.literal('found'),
      texts: z.array(z.string()).readonly(),
      chain: z.array(z.string()).readonly(),
    })
    .readonly(),
  absent,
  unanswered,
]);

/** MX records of a name. An exchange of `''` or `.` is the null MX. */
export const askedExchanges = z.discriminatedUnion('state', [
  z
    .object({
      state: z.literal('found'),
      exchanges: z.array(z.object({ preference: z.number(), exchange: z.string() }).readonly()).readonly(),
    })
    .readonly(),
  absent,
  unanswered,
]);

export type Unanswered = z.infer<typeof unanswered>;
export type AskedTexts = z.infer<typeof askedTexts>;
export type AskedExchanges = z.infer<typeof askedExchanges>;
