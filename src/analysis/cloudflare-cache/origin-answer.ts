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
