import * as z from 'zod';

/** A line of a file: `path` relative to the audited root with `/`, `line` from 1. */
export const place = z.object({ path: z.string(), line: z.number() }).readonly();
export type Place = z.infer<typeof place>;
