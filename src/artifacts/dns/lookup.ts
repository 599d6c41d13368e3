import * as z from 'zod';

/** How nobody spoke: no answer in time, or nobody there to ask. It may be the auditor's own network. */
export const silence = z.enum(['timeout', 'unreachable']);

/** Why a name server gave nothing usable, in words, with who was asked: the name may or may not be there. */
const unanswered = z.object({
  state: z.literal('unknown'),
  kind: silence.optional(),
  /** The RCODE when the server spoke: `SERVFAIL`, `REFUSED`. */
  rcode: z.string().optional(),
  /** Set when the aliases lead in a circle: nobody gets an address by that name. */
  circle: z.literal(true).optional(),
  detail: z.string(),
});

/**
 * The addresses of one type that a name leads to. NXDOMAIN (no such name) and NODATA (a name without this type) are different
 * facts; after a CNAME they speak of the last name of the chain.
 */
export const addressLookup = z
  .discriminatedUnion('state', [
    z.object({ state: z.literal('found'), addresses: z.array(z.string()).readonly() }),
    z.object({ state: z.literal('nodata') }),
    z.object({ state: z.literal('nxdomain') }),
    unanswered,
  ])
  .readonly();

/** Names that a record set points to: NS or MX targets. */
export const nameLookup = z
  .discriminatedUnion('state', [
    z.object({ state: z.literal('found'), names: z.array(z.string()).readonly() }),
    z.object({ state: z.literal('nodata') }),
    z.object({ state: z.literal('nxdomain') }),
    unanswered,
  ])
  .readonly();

export type AddressLookup = z.infer<typeof addressLookup>;
export type NameLookup = z.infer<typeof nameLookup>;
