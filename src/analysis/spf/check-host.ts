import type { Asking } from './asking.ts';
import {
  countLookup,
  countVoid,
  type EvaluationState,
  type Halt,
  isHalt,
  note,
  type Place,
  question,
  type SpfResult,
  settle,
} from './evaluation-state.ts';
import { expandTarget, type Match, matchByAsking, matchLocally } from './mechanisms.ts';
import { isSpfRecord, parseSpfRecord, type SpfRecord } from './record.ts';
import { isPolicyDomain, targetName } from './target-name.ts';
import type { DomainSpec, Qualifier, SpfDirective } from './term.ts';

/** What check_host() says of one domain. `explanation` is set on a `fail` of a record with `exp=`. */
export type Outcome = {
  readonly result: SpfResult;
  readonly why: string;
  readonly explanation?: { readonly target: DomainSpec; readonly domain: string };
};

const resultOf: Readonly<Record<Qualifier, SpfResult>> = { '+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral' };

/** check_host() for a domain, whose record may stand below others. https://www.rfc-editor.org/rfc/rfc7208#section-4 */
export function* checkHost(state: EvaluationState, place: Place): Asking<Outcome> {
  const record = yield* findRecord(state, place);
  if ('result' in record) {
    note(state, place, { step: 'record', result: record.result, detail: record.why });
    return record;
  }
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
        ? yield* matchInclude(state, directive.target, place)
        : yield* matchByAsking(state, directive, place.domain);
    const said = decide(state, directive, match, place);
    if (said === undefined) continue;
    const isFail = said.result === 'fail' && record.explanation !== undefined;
    return isFail ? { ...said, explanation: { target: record.explanation.target, domain: place.domain } } : said;
  }
  return yield* withoutMatch(state, record, place);
}

type LocalDirective = Extract<SpfDirective, { readonly mechanism: 'all' | 'ip4' | 'ip6' }>;

function isLocal(directive: SpfDirective): directive is LocalDirective {
  const { mechanism } = directive;
  return mechanism === 'ip4' || mechanism === 'ip6' || mechanism === 'all';
}

// Section 4.3 to 4.5: the domain, its TXT records, and the one that counts.
function* findRecord(state: EvaluationState, { domain, depth }: Place): Asking<SpfRecord | Outcome> {
  if (!isPolicyDomain(domain)) return { result: 'none', why: `"${domain}" is no domain with a policy` };
  const asked = question(domain, 'TXT');
  const records = settle(state, asked, yield asked);
  if (isHalt(records)) return { result: records.halt, why: records.why };
  // The first question is free; those of include and redirect belong to a term.
  const over = records.length === 0 && depth > 0 ? countVoid(state) : undefined;
  if (over !== undefined) return { result: over.halt, why: over.why };
  let text: string | undefined;
  let count = 0;
  for (const record of records) {
    if (record.text === undefined || !isSpfRecord(record.text)) continue;
    text = record.text;
    count += 1;
  }
  if (text === undefined) return { result: 'none', why: `${domain} has no SPF record` };
  if (count > 1) return { result: 'permerror', why: `${domain} has ${count} SPF records` };
  const known = state.parsed.get(text);
  if (known !== undefined) return known;
  const record = parseSpfRecord(text);
  state.parsed.set(text, record);
  return record;
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
function* matchInclude(state: EvaluationState, target: DomainSpec, place: Place): Asking<Match | Halt> {
  const inner = yield* checkOther(state, target, place);
  const { result, why } = inner;
  if (result === 'temperror' || result === 'permerror') return { halt: result, why };
  if (result === 'none') return { halt: 'permerror', why: `the include finds no record: ${why}` };
  return { matched: result === 'pass', detail: `the included record answers ${result}` };
}

function* checkOther(state: EvaluationState, target: DomainSpec, place: Place): Asking<Outcome> {
  const over = countLookup(state);
  if (over !== undefined) return { result: over.halt, why: over.why };
  const expanded = yield* expandTarget(state, target, place.domain);
  if (isHalt(expanded)) return { result: expanded.halt, why: expanded.why };
  return yield* checkHost(state, { domain: targetName(expanded) ?? expanded, depth: place.depth + 1 });
}

// Section 4.7 and 6.1: redirect, which `all` would have made void, or neutral.
function* withoutMatch(state: EvaluationState, { redirect }: SpfRecord, place: Place): Asking<Outcome> {
  if (redirect === undefined) {
    const why = `nothing in the record of ${place.domain} matches`;
    note(state, place, { step: 'default', result: 'neutral', detail: why });
    return { result: 'neutral', why };
  }
  const outcome = yield* checkOther(state, redirect.target, place);
  const { result, why } = outcome;
  const said: Outcome =
    result === 'none' ? { result: 'permerror', why: `the redirect finds no record: ${why}` } : outcome;
  note(state, place, { step: 'redirect', term: redirect.text, result: said.result, detail: said.why });
  return said;
}
