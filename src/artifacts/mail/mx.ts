import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';
import { absent, unanswered } from './asked.ts';

const exchange = z
  .object({
    preference: z.number(),
    /** In lower case without the dot at the end; empty for the null MX. */
    host: z.string(),
    /** What the host leads to. `alias`: a CNAME, whatever stands behind it. */
    leads: z.discriminatedUnion('state', [
      z.object({ state: z.literal('null') }),
      z.object({ state: z.literal('literal') }),
      z.object({ state: z.literal('alias'), target: z.string() }),
      z.object({ state: z.literal('addresses'), addresses: z.array(z.string()).readonly() }),
      z.object({ state: z.literal('nowhere'), exists: z.boolean() }),
      unanswered,
    ]),
  })
  .readonly();

/** MX records of each mail domain with what their targets lead to. */
export const mailMx = defineArtifact(
  'mail/mx',
  z
    .array(
      z
        .object({
          domain: z.string(),
          mx: z.discriminatedUnion('state', [
            z.object({ state: z.literal('found'), exchanges: z.array(exchange).readonly() }).readonly(),
            absent,
            unanswered,
          ]),
        })
        .readonly(),
    )
    .readonly(),
);

export type MailExchange = z.infer<typeof exchange>;
export type MailMx = ValueOf<typeof mailMx>;
