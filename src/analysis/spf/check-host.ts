import type { Asking, SpfReply } from './asking.ts';
import {
  ask,
  countLookup,
  countVoid,
  type EvaluationState,
  type Halt,
  isHalt,
  note,
  type Place,
  type SpfResult,
  settle,
} from './evaluation-state.ts';
import { expandTarget, literalName, type Match, matchByAsking, matchLocally } from './mechanisms.ts';
import { isSpfRecord, parseSpfRecord, type SpfRecord } from './record.ts';
import { isPolicyDomain, targetName } from './target-name.ts';
import type { DomainSpec, Qualifier, SpfDirective, SpfModifier } from './term.ts';

/** What check_host() says of one domain. `explanation` is set on a `fail` of a record with `exp=`. */
export type Outcome = {
  readonly result: SpfResult;
  readonly why: string;
  readonly explanation?: { readonly target: DomainSpec; readonly domain: string };
};

const resultOf: Readonly<Record<Qualifier, SpfResult>> = { '+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral' };

/** check_host() for a domain, whose record may stand below others. https://www.rfc-editor.org/rfc/rfc7208#section-4 */
export function* checkHost(state: EvaluationState, place: Place): Asking<Outcome> {
  const { domain } = place;
  if (!isPolicyDomain(domain)) return noRecord(state, place, 'none', `"${domain}" is no domain with a policy`);
  const reply = ask(state, domain, 'TXT');
  const record = findRecord(state, place, reply instanceof Promise ? yield reply : reply);
  if ('result' in record) return record;
  note(state, place, { step: 'record', detail: record.text });
  const [fault] = record.faults;
  if (fault !== undefined) {
    const why = `syntax error in "${fault.term}" at character ${fault.at + 1}: ${fault.why}`;
    note(state, place, { step: 'record', term: fault.term, result: 'permerror', detail: why });
    return { result: 'permerror', why };
  }
  for (const directive of record.directives) {
    const match = isLocal(directive)
      ? matchLocally(state, directive)
      : directive.mechanism === 'include'
        ? matchInclude(yield* checkOther(state, directive.target, place))
        : yield* matchByAsking(state, directive, domain);
    const said = decide(state, directive, match, place);
    if (said === undefined) continue;
    const isFail = said.result === 'fail' && record.explanation !== undefined;
    return isFail ? { ...said, explanation: { target: record.explanation.target, domain } } : said;
  }
  const { redirect } = record;
  if (redirect !== undefined)
    return redirected(state, redirect, place, yield* checkOther(state, redirect.target, place));
  const why = `nothing in the record of ${domain} matches`;
  note(state, place, { step: 'default', result: 'neutral', detail: why });
  return { result: 'neutral', why };
}

type LocalDirective = Extract<SpfDirective, { readonly mechanism: 'all' | 'ip4' | 'ip6' }>;

function isLocal(directive: SpfDirective): directive is LocalDirective {
  const { mechanism } = directive;
  return mechanism === 'ip4' || mechanism === 'ip6' || mechanism === 'all';
}

// Section 4.4 and 4.5: of the domain's TXT records the one that counts.
function findRecord(state: EvaluationState, place: Place, reply: SpfReply): SpfRecord | Outcome {
  const { domain, depth } = place;
  const records = settle(state, domain, 'TXT', reply);
  if (isHalt(records)) return noRecord(state, place, records.halt, records.why);
  // The first question is free; those of include and redirect belong to a term.
  const over = records.length === 0 && depth > 0 ? countVoid(state) : undefined;
  if (over !== undefined) return noRecord(state, place, over.halt, over.why);
  let text: string | undefined;
  let count = 0;
  for (const record of records) {
    if (record.text === undefined || !isSpfRecord(record.text)) continue;
    text = record.text;
    count += 1;
  }
  if (text === undefined) return noRecord(state, place, 'none', `${domain} has no SPF record`);
  if (count > 1) return noRecord(state, place, 'permerror', `${domain} has ${count} SPF records`);
  const known = state.parsed.get(text);
  if (known !== undefined) return known;
  const record = parseSpfRecord(text);
  state.parsed.set(text, record);
  return record;
}

function noRecord(state: EvaluationState, place: Place, result: SpfResult, why: string): Outcome {
  note(state, place, { step: 'record', result, detail: why });
  return { result, why };
}

// What the directive decides, `undefined` when it does not match. Section 4.6.2.
function decide(
  state: EvaluationState,
  { text: term, qualifier }: SpfDirective,
  match: Match | Halt,
  place: Place,
): Outcome | undefined {
  if (isHalt(match)) {
    note(state, place, { step: 'mechanism', term, result: match.halt, detail: match.why });
    return { result: match.halt, why: match.why };
  }
  const { matched, detail } = match;
  if (!matched) {
    note(state, place, { step: 'mechanism', term, matched, detail });
    return undefined;
  }
  const result = resultOf[qualifier];
  note(state, place, { step: 'mechanism', term, matched, result, detail });
  return { result, why: `${term} of ${place.domain} matches: ${detail}` };
}

// The table of section 5.2.
function matchInclude({ result, why }: Outcome): Match | Halt {
  if (result === 'temperror' || result === 'permerror') return { halt: result, why };
  if (result === 'none') return { halt: 'permerror', why: `the include finds no record: ${why}` };
  return { matched: result === 'pass', detail: `the included record answers ${result}` };
}

function* checkOther(state: EvaluationState, target: DomainSpec, place: Place): Asking<Outcome> {
  const over = countLookup(state);
  if (over !== undefined) return { result: over.halt, why: over.why };
  const expanded = literalName(target) ?? (yield* expandTarget(state, target, place.domain));
  if (isHalt(expanded)) return { result: expanded.halt, why: expanded.why };
  return yield* checkHost(state, { domain: targetName(expanded) ?? expanded, depth: place.depth + 1 });
}

// Section 6.1.
function redirected(state: EvaluationState, redirect: SpfModifier, place: Place, outcome: Outcome): Outcome {
  const { result, why } = outcome;
  const said: Outcome =
    result === 'none' ? { result: 'permerror', why: `the redirect finds no record: ${why}` } : outcome;
  note(state, place, { step: 'redirect', term: redirect.text, result: said.result, detail: said.why });
  return said;
}
