import type { Truth } from './request.ts';

/** Kleene's logic: what is unknown matters only where the rest does not settle the answer. */
export function notOf(truth: Truth): Truth {
  return truth === 'unknown' ? truth : !truth;
}

/** Whether all hold; asks no further than the first that does not. */
export function allOf(truths: Iterable<Truth>): Truth {
  let isUnknown = false;
  for (const truth of truths) {
    if (truth === false) return false;
    isUnknown ||= truth === 'unknown';
  }
  return isUnknown ? 'unknown' : true;
}

/** Whether one holds; asks no further than the first that does. */
export function anyOf(truths: Iterable<Truth>): Truth {
  let isUnknown = false;
  for (const truth of truths) {
    if (truth === true) return true;
    isUnknown ||= truth === 'unknown';
  }
  return isUnknown ? 'unknown' : false;
}

/** Whether an odd number of them holds: `xor` over several. */
export function oddOf(truths: Iterable<Truth>): Truth {
  let isOdd = false;
  for (const truth of truths) {
    if (truth === 'unknown') return truth;
    isOdd = isOdd !== truth;
  }
  return isOdd;
}
