import type { Fault, UnavailableReason } from './fault.ts';

/** A fact that could not be read, with everything that would settle it: each permission, flag or key by name. */
export type Unavailable = {
  readonly state: 'unavailable';
  readonly reason: UnavailableReason;
  readonly hint: string;
};

/** Reading went wrong in a way that nobody's permission explains. */
export type Failed = { readonly state: 'failed'; readonly fault: Fault; readonly ms: number };

/** The three ways a gatherer can end. `ms` is wall time. */
export type Gathered<V> = { readonly state: 'ok'; readonly value: V; readonly ms: number } | Unavailable | Failed;

/** What a gatherer ends in when it has no value. */
export type Missing = Unavailable | Failed;

/** The value of a fact that came. */
export function valueIn<V>(fact: Gathered<V>): V | undefined {
  return fact.state === 'ok' ? fact.value : undefined;
}

/** What would help to get a missed fact, in words. */
export function wayOut(missing: Missing): string {
  if (missing.state === 'unavailable') return missing.hint;
  return `${missing.fault.message}; ${missing.fault.hint ?? 'run the audit again'}`;
}
