import * as z from 'zod';
import { defineArtifact } from '../../core/artifact.ts';

const exposedFile = z
  .object({
    path: z.string(),
    url: z.string(),
    answer: z.discriminatedUnion('state', [
      /** The file itself, by its content. `shown` tells what it holds, never a value. */
      z.object({ state: z.literal('exposed'), shown: z.string() }),
      /** Too many requests, or a server in trouble: what is there was not seen. */
      z.object({ state: z.literal('unread'), status: z.number() }),
      /** Another status than these and 200, or the error that the working site answers to every path that is nowhere. */
      z.object({ state: z.literal('absent'), status: z.number() }),
      /** The same path on a host that is none of production's. */
      z.object({ state: z.literal('redirected'), to: z.string() }),
      /** 200 with the site's own page, as single-page apps answer everything, or with nothing. */
      z.object({ state: z.literal('page') }),
      /** 200 with something that is neither: its media type. */
      z.object({ state: z.literal('unclear'), type: z.string() }),
      z.object({ state: z.literal('guarded'), by: z.string() }),
      z.object({ state: z.literal('failed'), why: z.string(), detail: z.string() }),
    ]),
  })
  .readonly();

/** What the canonical host answers for files that are often left on a server. */
export const webExposedFiles = defineArtifact('web/exposed-files', z.array(exposedFile).readonly());

export type ExposedFile = z.infer<typeof exposedFile>;
