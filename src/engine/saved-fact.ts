import type { Fault, UnavailableReason } from '../core/fault.ts';
import type { Gathered } from '../core/gathered.ts';
import { neutralise } from '../core/text.ts';
import { isObject, maybe, number, objectOf, oneOf, text } from './shape.ts';

// A record, so that the compiler misses a reason that is added to the type and not here.
const reasons: Readonly<Record<UnavailableReason, true>> = {
  'no-credential': true,
  denied: true,
  expired: true,
  challenge: true,
  'not-allowed': true,
  offline: true,
  timeout: true,
  'rate-limited': true,
  'not-found': true,
  'not-configured': true,
};

/** One of the public words for why a fact could not be had. */
export const unavailableReason = oneOf(Object.keys(reasons));

/** A fault as JSON holds it. */
export const savedFault = objectOf({ message: text, hint: maybe(text) });

const ok = objectOf({ state: oneOf(['ok']), ms: number });
const unavailable = objectOf({ state: oneOf(['unavailable']), reason: unavailableReason, hint: text });
const failed = objectOf({ state: oneOf(['failed']), fault: savedFault, ms: number });

/** A fact as it was saved, its value read by `parse`. Throws when it is in none of the three states, or when `parse` throws. */
export function readSavedFact(raw: unknown, parse: (value: unknown) => unknown): Gathered<unknown> {
  if (ok(raw)) return { state: 'ok', value: parse(heldValue(raw)), ms: (raw as { readonly ms: number }).ms };
  if (unavailable(raw)) {
    const { reason, hint } = raw as Extract<Gathered<unknown>, { readonly state: 'unavailable' }>;
    return { state: 'unavailable', reason, hint: neutralise(hint) };
  }
  if (failed(raw)) {
    const { fault, ms } = raw as Extract<Gathered<unknown>, { readonly state: 'failed' }>;
    return { state: 'failed', fault: plainFault(fault), ms };
  }
  throw new TypeError('a fact is ok, unavailable or failed');
}

function heldValue(raw: unknown): unknown {
  return isObject(raw) ? raw.value : undefined;
}

function plainFault({ message, hint }: Fault): Fault {
  return hint === undefined
    ? { message: neutralise(message) }
    : { message: neutralise(message), hint: neutralise(hint) };
}
