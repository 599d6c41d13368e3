import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';
import { askedTexts } from './asked.ts';

const logo = z.discriminatedUnion('state', [
  z
    .object({
      state: z.literal('answered'),
      url: z.string(),
      status: z.number(),
      /** Whether there was more than 64 KiB, of which nothing is known. */
      truncated: z.boolean(),
      /** Whether the root element is `svg`, its `baseProfile`, and whether it carries a script. */
      svg: z.object({ profile: z.string().optional(), script: z.boolean() }).readonly().optional(),
    })
    .readonly(),
  z.object({ state: z.literal('failed'), url: z.string(), why: z.string(), detail: z.string() }).readonly(),
]);

/** TXT at `default._bimi` of each mail domain and the logo it names. BIMI is an Internet draft. */
export const mailBimi = defineArtifact(
  'mail/bimi',
  z.array(z.object({ domain: z.string(), txt: askedTexts, logo: logo.optional() }).readonly()).readonly(),
);

export type BimiLogo = z.infer<typeof logo>;
export type MailBimi = ValueOf<typeof mailBimi>;
