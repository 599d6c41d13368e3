import { createHash, createHmac } from 'node:crypto';
import { type Location, placeOf } from './location.ts';

/** A finding's stable name: made from check, place and kind alone, so that a committed waiver holds on every machine. */
export function findingFingerprint(check: string, key: string, at: Location): string {
  return createHash('sha256')
    .update(`${check}\0${key}\0${placeOf(at)}`)
    .digest('hex')
    .slice(0, 16);
}

/** A secret's keyed fingerprint: equal for equal values of one project, meaningless in any other. `key` is 32 random bytes. */
export function secretFingerprint(key: Uint8Array, value: string): string {
  return createHmac('sha256', key).update(value).digest('hex').slice(0, 16);
}
