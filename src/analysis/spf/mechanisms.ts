import type { Asking, SpfRecordData } from './asking.ts';
import { addressType, hasAddress, isAmong, isWithin, pointerNames, pointsBack, validatedName } from './client-names.ts';
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
import { sharesPrefix } from './ip-address.ts';
import { expandMacros } from './macro-expansion.ts';
import { usesMacro } from './macro-string.ts';
import { targetName } from './target-name.ts';
import type { DomainSpec, SpfDirective } from './term.ts';

/** Whether a mechanism matched, and what was looked at, in words. */
export type Match = { readonly matched: boolean; readonly detail: string };

/** A mechanism by what it needs: these ask DNS for the client's or another name. */
export type AskingDirective = Extract<SpfDirective, { readonly mechanism: 'a' | 'mx' | 'ptr' | 'exists' }>;

/** Whether one of the mechanisms that ask nothing matches. */
export function matchLocally(
  { client }: EvaluationState,
  directive: Extract<SpfDirective, { readonly mechanism: 'all' | 'ip4' | 'ip6' }>,
): Match {
  if (directive.mechanism === 'all') return { matched: true, detail: 'matches everybody' };
  const matched = sharesPrefix(client, directive.network, directive.prefix);
  return { matched, detail: matched ? 'the address is in it' : 'the address is not in it' };
}

/** Whether one of the mechanisms that look something up matches. https://www.rfc-editor.org/rfc/rfc7208#section-5 */
export function* matchByAsking(
  state: EvaluationState,
  directive: AskingDirective,
  domain: string,
): Asking<Match | Halt> {
  const over = countLookup(state);
  if (over !== undefined) return over;
  const { mechanism, target } = directive;
  const expanded =
    target === undefined ? domain : (literalName(target) ?? (yield* expandTarget(state, target, domain)));
  if (isHalt(expanded)) return expanded;
  const name = targetName(expanded);
  // RFC 7208 section 4.8 leaves such names open: no match, and no question.
  if (name === undefined) return { matched: false, detail: `"${expanded}" is no name that DNS can hold` };
  if (mechanism === 'ptr') return yield* matchPointer(state, name);
  const type = mechanism === 'exists' ? 'A' : mechanism === 'mx' ? 'MX' : addressType(state.client);
  const reply = ask(state, name, type);
  const records = settle(state, name, type, reply instanceof Promise ? yield reply : reply);
  if (isHalt(records)) return records;
  if (records.length === 0) return countVoid(state) ?? { matched: false, detail: `${name} ${lacking[mechanism]}` };
  if (mechanism === 'exists') return { matched: true, detail: `${name} exists` };
  const bits = state.client.family === 4 ? directive.prefix4 : directive.prefix6;
  if (mechanism === 'mx') return yield* matchExchanges(state, name, records, bits);
  const matched = isAmong(state.client, records, bits);
  return { matched, detail: `the address is ${matched ? 'one' : 'none'} of ${name}` };
}

// The implicit MX of mail delivery does not count: without MX records nothing matches (section 5.4).
const lacking = { a: 'has no such address', mx: 'has no MX records', exists: 'does not exist' } as const;

/** The name of a target that holds no macro. */
export function literalName({ parts }: DomainSpec): string | undefined {
  const [only] = parts;
  return parts.length === 1 && typeof only === 'string' ? only : undefined;
}

/** The expanded name as section 7 gives it, not yet cut or checked. A macro `p` costs a lookup. */
export function* expandTarget(state: EvaluationState, { parts }: DomainSpec, domain: string): Asking<string | Halt> {
  if (!usesMacro(parts, 'p')) return expandMacros(parts, state.values(domain));
  const p = yield* validatedName(state, domain, true);
  return isHalt(p) ? p : expandMacros(parts, state.values(domain, p));
}

function* matchExchanges(
  state: EvaluationState,
  name: string,
  records: readonly SpfRecordData[],
  bits: number,
): Asking<Match | Halt> {
  // Decided before any is asked: records come in any order, and the result must not depend on it.
  if (records.length > spfLimits.names)
    return { halt: 'permerror', why: `${name} has ${records.length} MX records, more than ${spfLimits.names}` };
  for (const { exchange = '' } of records) {
    const host = targetName(exchange);
    if (host === undefined) continue;
    const found = yield* hasAddress(state, host, bits);
    if (isHalt(found)) return found;
    if (found) return { matched: true, detail: `the address is one of ${host}, an MX of ${name}` };
  }
  return { matched: false, detail: `the address is none of the MX hosts of ${name}` };
}

function* matchPointer(state: EvaluationState, name: string): Asking<Match | Halt> {
  const pointers = yield* pointerNames(state);
  if (isHalt(pointers)) return pointers;
  for (const pointer of pointers) {
    if (!isWithin(pointer, name)) continue;
    const isValid = yield* pointsBack(state, pointer);
    if (isHalt(isValid)) return isValid;
    if (isValid) return { matched: true, detail: `the address is named ${pointer}` };
  }
  return { matched: false, detail: `no name of the address that points back lies within ${name}` };
}
