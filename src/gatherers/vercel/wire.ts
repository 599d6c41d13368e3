import * as z from 'zod';
import { ProviderFault } from '../../core/fault.ts';
import type { ProviderAnswer } from '../../core/io.ts';

/**
 * Optional on Vercel's wire: absent, null and the right type are all met in practice. Anything else fails the parse.
 */
export function loose<T extends z.ZodType>(schema: T) {
  return z
    .union([schema, z.null()])
    .optional()
    .transform((value) => value ?? undefined);
}

/** Milliseconds since 1970 that a calendar knows; Vercel also sends ISO text in older rows. */
export const wireTime = z
  .union([z.number(), z.string().transform((text) => Date.parse(text))])
  .pipe(z.number().min(0).max(8.64e15));

/**
 * The pages of an answer through our own tolerant schema. Unknown words and extra keys pass; a missing essential is a
 * fault, because an answer that cannot be read must never look like an empty one.
 */
export function readPages<T>(answer: ProviderAnswer, schema: z.ZodType<T>, what: string): readonly T[] {
  return answer.pages.map((page) => {
    const parsed = schema.safeParse(page);
    if (parsed.success) return parsed.data;
    throw new ProviderFault(
      `Vercel answered ${what} in a shape this version cannot read${issueOf(parsed.error)}.`,
      'Update launch-ready; if it is the newest, report the drift.',
    );
  });
}

/** The first page of an answer that has just one. */
export function readPage<T>(answer: ProviderAnswer, schema: z.ZodType<T>, what: string): T {
  const [first] = readPages(answer, schema, what);
  if (first !== undefined) return first;
  throw new ProviderFault(`Vercel answered ${what} with nothing.`, 'Run the audit again.');
}

// Where and what was expected, in zod's words, which quote no value.
function issueOf({ issues: [issue] }: z.ZodError): string {
  return issue === undefined ? '' : ` (${issue.path.join('.') || 'top level'}: ${issue.message})`;
}
