import * as z from 'zod';
import { defineArtifact, type ValueOf } from '../../core/artifact.ts';

const group = z
  .object({
    /** Product tokens in lower case; `*` for everybody. */
    agents: z.array(z.string()).readonly(),
    rules: z.array(z.object({ allow: z.boolean(), path: z.string() }).readonly()).readonly(),
  })
  .readonly();

/** What came for `/robots.txt`. https://www.rfc-editor.org/rfc/rfc9309 */
export const robotsAnswer = z.discriminatedUnion('state', [
  z
    .object({
      state: z.literal('read'),
      url: z.string(),
      groups: z.array(group).readonly(),
      /** False when it is longer than what is read: a rule beyond may say anything. */
      whole: z.boolean(),
    })
    .readonly(),
  /** A 4xx, or a page where text was wanted: crawlers then may go anywhere. */
  z.object({ state: z.literal('absent'), url: z.string(), status: z.number() }).readonly(),
  /** A 5xx: crawlers then must stay away (§2.3.1.4). */
  z.object({ state: z.literal('unreachable'), url: z.string(), status: z.number() }).readonly(),
  z.object({ state: z.literal('redirected'), url: z.string(), to: z.string() }).readonly(),
  z.object({ state: z.literal('guarded'), url: z.string(), by: z.string() }).readonly(),
  z.object({ state: z.literal('failed'), url: z.string(), why: z.string(), detail: z.string() }).readonly(),
]);

/** The canonical host's robots.txt. */
export const webRobots = defineArtifact('web/robots', robotsAnswer);

export type RobotsAnswer = ValueOf<typeof webRobots>;
export type RobotsGroup = z.infer<typeof group>;
