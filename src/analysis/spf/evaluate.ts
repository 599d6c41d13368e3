import { type Asking, answerAll, type MaybePromise, type SpfAsk } from './asking.ts';
import { checkHost, type Outcome } from './check-host.ts';
import { validatedName } from './client-names.ts';
import {
  ask,
  type EvaluationState,
  isHalt,
  note,
  type Place,
  type SpfResult,
  type SpfStep,
  settle,
} from './evaluation-state.ts';
import { dottedIp, formatIp, type IpAddress, reverseTree } from './ip-address.ts';
import { expandMacros } from './macro-expansion.ts';
import { type MacroPart, parseMacroString, usesMacro } from './macro-string.ts';
import type { SpfRecord } from './record.ts';
import { targetName } from './target-name.ts';

/** What a receiver knows when it checks. */
export type SpfRequest = {
  /** From `parseClientAddress`. */
  readonly client: IpAddress;
  /** MAIL FROM without angle brackets; empty for a bounce, which is checked by its HELO name (RFC 7208 section 2.4). */
  readonly sender: string;
  readonly helo?: string;
  /** The receiving host, for macro `r` in explanations. */
  readonly receiver?: string;
  /** Milliseconds since 1970, for macro `t` in explanations. */
  readonly now: number;
};

/** What check_host() answers, and how it came to it. */
export type SpfEvaluation = {
  readonly result: SpfResult;
  /** Why, in words. */
  readonly why: string;
  /** What the domain's owner tells a refused sender; empty unless the result is `fail` and the record has a usable `exp=`. */
  readonly explanation: string;
  /** The sender as evaluated: with `postmaster` where no local part was given. */
  readonly sender: string;
  readonly domain: string;
  readonly lookups: number;
  readonly voids: number;
  /** Never empty. */
  readonly steps: readonly SpfStep[];
};

/**
 * Would this sender pass? check_host() of RFC 7208, complete. The answer is there at once when all of `ask`'s are; a promise
 * otherwise. Throws only what `ask` throws. At most 10 terms ask, each at most 11 questions. Several evaluations may share
 * `parsed`, records by their text.
 */
export function evaluateSpf(
  request: SpfRequest,
  ask: SpfAsk,
  parsed: Map<string, SpfRecord> = new Map(),
): MaybePromise<SpfEvaluation> {
  return answerAll(evaluate(request, ask, parsed));
}

function* evaluate(
  { client, sender, helo = '', receiver, now }: SpfRequest,
  answer: SpfAsk,
  parsed: Map<string, SpfRecord>,
): Asking<SpfEvaluation> {
  const isBounce = sender === '';
  const { local, domain } = splitSender(isBounce ? helo : sender, isBounce);
  const whole = `${local}@${domain}`;
  const state: EvaluationState = {
    client,
    ask: answer,
    values: (d, p = '') => ({
      d,
      p,
      s: whole,
      l: local,
      o: domain,
      i: dottedIp(client),
      v: reverseTree(client),
      h: helo === '' ? 'unknown' : helo,
      c: formatIp(client),
      r: receiver ?? 'unknown',
      t: String(Math.floor(now / 1000)),
    }),
    steps: [],
    parsed,
    lookups: 0,
    voids: 0,
    isVoid: false,
  };
  const place = { domain, depth: 0 };
  const identity = isBounce ? 'HELO, because MAIL FROM is empty' : 'MAIL FROM';
  note(state, place, { step: 'identity', detail: `${whole} (${identity}) from ${formatIp(client)}` });
  const outcome = yield* checkHost(state, place);
  const { lookups, voids } = state;
  const explanation = outcome.explanation === undefined ? '' : yield* explain(state, outcome.explanation);
  note(state, place, { step: 'result', result: outcome.result, detail: outcome.why });
  return {
    result: outcome.result,
    why: outcome.why,
    explanation,
    sender: whole,
    domain,
    lookups,
    voids,
    steps: state.steps,
  };
}

// Section 4.3: a sender without a local part is the postmaster's.
function splitSender(sender: string, isHelo: boolean): { readonly local: string; readonly domain: string } {
  const at = isHelo ? -1 : sender.lastIndexOf('@');
  const domain = sender.slice(at + 1, sender.endsWith('.') ? -1 : undefined);
  return { local: at > 0 ? sender.slice(0, at) : 'postmaster', domain };
}

// Section 6.2: whatever goes wrong here is as if there were no exp=, and nothing here counts towards the limits.
function* explain(state: EvaluationState, { target, domain }: NonNullable<Outcome['explanation']>): Asking<string> {
  const place = { domain, depth: 0 };
  const expanded = yield* expandFreely(state, target.parts, domain);
  const name = expanded === undefined ? undefined : targetName(expanded);
  if (name === undefined) return without(state, place, `"${expanded ?? target.text}" is no name that DNS can hold`);
  const reply = ask(state, name, 'TXT');
  const records = settle(state, name, 'TXT', reply instanceof Promise ? yield reply : reply);
  if (isHalt(records)) return without(state, place, records.why);
  const [only] = records;
  if (only?.text === undefined || records.length > 1)
    return without(state, place, `${name} has ${records.length} TXT records, not one`);
  const parsed = parseMacroString(only.text, 'explain-string');
  if ('fault' in parsed) return without(state, place, `the text at ${name} holds ${parsed.fault.why}`);
  const text = yield* expandFreely(state, parsed.parts, domain);
  if (text === undefined || !/^[ -~]*$/.test(text)) return without(state, place, `the text at ${name} is not ASCII`);
  note(state, place, { step: 'explanation', detail: text });
  return text;
}

function without(state: EvaluationState, place: Place, why: string): string {
  note(state, place, { step: 'explanation', detail: `none, because ${why}` });
  return '';
}

function* expandFreely(
  state: EvaluationState,
  parts: readonly MacroPart[],
  domain: string,
): Asking<string | undefined> {
  const p = usesMacro(parts, 'p') ? yield* validatedName(state, domain, false) : '';
  return isHalt(p) ? undefined : expandMacros(parts, state.values(domain, p));
}
