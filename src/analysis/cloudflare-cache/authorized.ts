import type { Open, VisitorRequest } from './question.ts';

/** Whether a request carries `Authorization` when it leaves the edge: each case, and what would tell which. */
export type Authorized = {
  readonly cases: readonly boolean[];
  /** Whether the visitor's request tells it, or rules leave it open; otherwise it counts as not sent. */
  readonly isGiven: boolean;
  readonly open: readonly Open[];
};

/** The cases after rules about headers; `isTouched`: one of them may set or remove it. */
export function authorizedBy({ headers }: VisitorRequest, isTouched: boolean, open: readonly Open[]): Authorized {
  if (isTouched) return { cases: [false, true], isGiven: true, open };
  const given = headers.get('authorization');
  // What a visitor without it gets is what may be given to others.
  return { cases: [given !== undefined && given.length > 0], isGiven: given !== undefined, open: [] };
}
