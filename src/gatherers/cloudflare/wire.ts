import * as z from 'zod';
import { ProviderFault } from '../../core/fault.ts';
import type { ProviderAnswer } from '../../core/io.ts';
import { neutraliseLine } from '../../core/text.ts';

/** Text that may be missing, null or empty on Cloudflare's wire; anything else fails the parse. */
export const looseText = z
  .string()
  .nullish()
  .transform((text) => (text === null || text === '' ? undefined : text));

/** Rows of every page. Unknown keys pass; a missing essential is a fault, because an unreadable answer must not look like an empty one. */
export function rowsIn<T>({ pages }: ProviderAnswer, row: z.ZodType<T>, what: string): readonly T[] {
  // A list that has nothing is also answered with null.
  const envelope = z.object({ result: z.array(row).nullable() });
  return pages.flatMap((page) => parsed(envelope, page, what).result ?? []);
}

/** The result of an answer that is one object. Throws `ProviderFault` like `rowsIn`. */
export function resultIn<T>({ pages }: ProviderAnswer, result: z.ZodType<T>, what: string): T {
  return parsed(z.object({ result }), pages[0], what).result;
}

function parsed<T>(schema: z.ZodType<T>, page: unknown, what: string): T {
  const { success, data, error } = schema.safeParse(page);
  if (success) return data;
  throw new ProviderFault(
    `Cloudflare answered ${what} in a shape this version cannot read${issueOf(error)}`,
    'update launch-ready; if it is the newest, report the drift',
  );
}

// Where and what was expected, in zod's words, which quote no value. Keys on the way may be from outside.
function issueOf({ issues: [issue] }: z.ZodError): string {
  if (issue === undefined) return '';
  return ` (${neutraliseLine(issue.path.join('.'), 80) || 'top level'}: ${neutraliseLine(issue.message, 120)})`;
}
