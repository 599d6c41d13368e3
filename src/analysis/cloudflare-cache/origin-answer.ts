import type { KnownHeaders } from '../cloudflare-rules/request.ts';

/** What the origin answers, as far as it is known. */
export type OriginAnswer = {
  /** `undefined`: not known. */
  readonly status: number | undefined;
  /** A name that is missing is unknown, an empty list is known to be absent. */
  readonly headers: KnownHeaders;
};

/** Nothing is known of the origin's answer. */
export const unknownOrigin: OriginAnswer = { status: undefined, headers: new Map() };

/** The headers of an answer by which the edge decides, in lower case. `date` gives `expires` its meaning. */
export const decidingHeaders: readonly string[] = [
  'cloudflare-cdn-cache-control',
  'cdn-cache-control',
  'surrogate-control',
  'cache-control',
  'expires',
  'date',
  'set-cookie',
  'vary',
  'content-type',
];

/** An answer that was seen whole: of the headers that decide, one that is not given was not there. Names in any case. */
export function wholeAnswer(status: number, headers: Iterable<readonly [name: string, value: string]>): OriginAnswer {
  const known = new Map<string, string[]>(decidingHeaders.map((name) => [name, []]));
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    known.set(key, [...(known.get(key) ?? []), value]);
  }
  return { status, headers: known };
}
