import type { Asking, SpfRecordData } from './asking.ts';
import {
  ask,
  countLookup,
  countVoid,
  type EvaluationState,
  type Halt,
  isHalt,
  settle,
  spfLimits,
} from './evaluation-state.ts';
import { type IpAddress, parseIp4, parseIp6, reverseName, sharesPrefix } from './ip-address.ts';
import { targetName } from './target-name.ts';

/**
 * The names that the client's PTR records give, at most ten; none after a DNS error (RFC 7208 section 5.5). The records are
 * asked for once an evaluation, and an empty answer counts as void for every term that needs them.
 */
export function* pointerNames(state: EvaluationState): Asking<readonly string[] | Halt> {
  state.pointers ??= yield* askPointers(state);
  if (state.stopped !== undefined) return state.stopped;
  return (state.pointers.isVoid ? countVoid(state) : undefined) ?? state.pointers.names;
}

function* askPointers(state: EvaluationState): Asking<NonNullable<EvaluationState['pointers']>> {
  const address = reverseName(state.client);
  const reply = ask(state, address, 'PTR');
  const records = settle(state, address, 'PTR', reply instanceof Promise ? yield reply : reply);
  if (isHalt(records)) return { names: [], isVoid: false };
  const names = records.slice(0, spfLimits.names).map(({ target = '' }) => targetName(target) ?? '');
  return { names: names.filter((name) => name !== ''), isVoid: records.length === 0 };
}

/** Whether the client's address is among those of `name`. A name that cannot be asked is not (section 5.5). */
export function* pointsBack(state: EvaluationState, name: string): Asking<boolean | Halt> {
  const found = yield* hasAddress(state, name, state.client.family === 4 ? 32 : 128);
  return isHalt(found) ? (state.stopped ?? false) : found;
}

/** Whether the client lies within `bits` of an address of `name` (section 5). */
export function* hasAddress(state: EvaluationState, name: string, bits: number): Asking<boolean | Halt> {
  const type = addressType(state.client);
  const reply = ask(state, name, type);
  const records = settle(state, name, type, reply instanceof Promise ? yield reply : reply);
  return isHalt(records) ? records : isAmong(state.client, records, bits);
}

/** The type of the address records that are looked at for a client (section 5). */
export function addressType({ family }: IpAddress): 'A' | 'AAAA' {
  return family === 4 ? 'A' : 'AAAA';
}

/** Whether the client lies within `bits` of one of the addresses. */
export function isAmong(client: IpAddress, records: readonly SpfRecordData[], bits: number): boolean {
  const parse = client.family === 4 ? parseIp4 : parseIp6;
  return records.some(({ address = '' }) => {
    const parsed = parse(address);
    return parsed !== undefined && sharesPrefix(client, parsed, bits);
  });
}

/** Whether `name` is `domain` or below it, whatever the case. */
export function isWithin(name: string, domain: string): boolean {
  const inner = name.toLowerCase();
  const outer = domain.toLowerCase();
  return inner === outer || inner.endsWith(`.${outer}`);
}

/**
 * Macro `p`: the domain itself, else a name below it, else any name that points back, else `unknown` (section 7.3). Its
 * question counts towards the ten of section 4.6.4 unless the macro stands in an explanation.
 */
export function* validatedName(state: EvaluationState, domain: string, isCounted: boolean): Asking<string | Halt> {
  const over = isCounted ? countLookup(state) : undefined;
  if (over !== undefined) return over;
  const before = state.voids;
  const names = yield* pointerNames(state);
  if (!isCounted) state.voids = before;
  if (isHalt(names)) return isCounted || state.stopped !== undefined ? names : 'unknown';
  const rank = (name: string): number => {
    if (name.toLowerCase() === domain.toLowerCase()) return 0;
    return isWithin(name, domain) ? 1 : 2;
  };
  for (const name of names.toSorted((a, b) => rank(a) - rank(b))) {
    const isValid = yield* pointsBack(state, name);
    if (isHalt(isValid)) return isValid;
    if (isValid) return name;
  }
  return 'unknown';
}
