import { type IpAddress, parseIp4, parseIp6 } from './ip-address.ts';
import { type MacroPart, parseDomainSpec, parseMacroString } from './macro-string.ts';

/** How much of a term is shown, in characters. */
export const longestTerm = 120;

/** A name to be expanded, as it stands and in parts. */
export type DomainSpec = { readonly text: string; readonly parts: readonly MacroPart[] };

/** What a match means: pass, fail, softfail, neutral (RFC 7208 section 4.6.2). */
export type Qualifier = '+' | '-' | '~' | '?';

type Directive = { readonly kind: 'directive'; readonly text: string; readonly qualifier: Qualifier };

/** A mechanism with its qualifier. Prefixes are bits; where a record gives none they are the whole address. */
export type SpfDirective = Directive &
  (
    | { readonly mechanism: 'all' }
    | { readonly mechanism: 'include'; readonly target: DomainSpec }
    | { readonly mechanism: 'exists'; readonly target: DomainSpec }
    | {
        readonly mechanism: 'a' | 'mx';
        readonly target?: DomainSpec;
        readonly prefix4: number;
        readonly prefix6: number;
      }
    | { readonly mechanism: 'ptr'; readonly target?: DomainSpec }
    | { readonly mechanism: 'ip4' | 'ip6'; readonly network: IpAddress; readonly prefix: number }
  );

/** `redirect=` or `exp=`. */
export type SpfModifier = {
  readonly kind: 'redirect' | 'exp';
  readonly text: string;
  readonly target: DomainSpec;
};

type TermFault = { readonly kind: 'fault'; readonly at: number; readonly why: string };
type Term = SpfDirective | SpfModifier | { readonly kind: 'unknown' } | TermFault;

/** Reads one term of a record; `from` is its place there. https://www.rfc-editor.org/rfc/rfc7208#section-12 */
export function parseTerm(text: string, from: number): Term {
  const first = text[0];
  const signed = first === '+' || first === '-' || first === '?' || first === '~';
  const start = signed ? 1 : 0;
  const end = endOfName(text, start);
  if (!signed && end > 0 && text[end] === '=') return parseModifier(text, end + 1, from);
  const read = readMechanism(text.slice(start, end).toLowerCase(), text.slice(end));
  if ('why' in read) return { kind: 'fault', at: from + start + (read.at ?? 0), why: read.why };
  return { kind: 'directive', text, qualifier: signed ? first : '+', ...read };
}

// A letter, then letters, digits, `-`, `_` and `.`; where there is no letter the name is empty.
function endOfName(text: string, start: number): number {
  let end = start;
  for (; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    const isLetter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
    if (isLetter) continue;
    const isInner = (code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x2e || code === 0x5f;
    if (end === start || !isInner) break;
  }
  return end;
}

function parseModifier(text: string, valueAt: number, from: number): Term {
  const name = text.slice(0, valueAt - 1).toLowerCase();
  const value = text.slice(valueAt);
  const isKnown = name === 'redirect' || name === 'exp';
  const parsed = isKnown ? parseDomainSpec(value) : parseMacroString(value, 'unknown-modifier');
  if ('fault' in parsed) return { kind: 'fault', at: from + valueAt + parsed.fault.at, why: parsed.fault.why };
  if (!isKnown) return { kind: 'unknown' };
  return { kind: name, text, target: { text: value, parts: parsed.parts } };
}

type DropCommon<D> = D extends SpfDirective ? Omit<D, keyof Directive> : never;
type Mechanism = DropCommon<SpfDirective> | { readonly why: string; readonly at?: number };

// `rest` is what follows the name: nothing, or text that begins with `:` or `/`, or something that makes it another name.
function readMechanism(name: string, rest: string): Mechanism {
  if (name === 'all') return rest === '' ? { mechanism: 'all' } : { why: '"all" takes nothing behind it' };
  if (name === 'include' || name === 'exists') return readNamed(name, rest);
  if (name === 'a' || name === 'mx') return readAddresses(name, rest);
  if (name === 'ip4' || name === 'ip6') return readNetwork(name, rest);
  if (name !== 'ptr') return { why: 'a mechanism that does not exist' };
  if (rest === '') return { mechanism: 'ptr' };
  const target = readTarget(rest);
  if ('why' in target) return { ...target, at: name.length + target.at };
  return { mechanism: 'ptr', target };
}

function readNamed(mechanism: 'include' | 'exists', rest: string): Mechanism {
  const target = readTarget(rest);
  if ('why' in target) return { ...target, at: mechanism.length + target.at };
  return { mechanism, target };
}

type BadTarget = { readonly why: string; readonly at: number };

function readTarget(rest: string): DomainSpec | BadTarget {
  if (!rest.startsWith(':')) return { why: 'a colon and a name must follow', at: 0 };
  const text = rest.slice(1);
  const parsed = parseDomainSpec(text);
  return 'fault' in parsed ? { why: parsed.fault.why, at: 1 + parsed.fault.at } : { text, parts: parsed.parts };
}

function readAddresses(mechanism: 'a' | 'mx', rest: string): Mechanism {
  if (rest === '') return { mechanism, prefix4: 32, prefix6: 128 };
  // No name ends in a slash and digits: its last label would be none (section 7.1).
  const lengths = /(?:\/(0|[1-9]\d?))?(?:\/\/(0|[1-9]\d{0,2}))?$/.exec(rest);
  const name = rest.slice(0, lengths?.index ?? rest.length);
  const prefix4 = lengths?.[1] === undefined ? 32 : Number(lengths[1]);
  const prefix6 = lengths?.[2] === undefined ? 128 : Number(lengths[2]);
  if (prefix4 > 32 || prefix6 > 128) return { why: 'a prefix that is longer than an address', at: mechanism.length };
  if (name === '') return { mechanism, prefix4, prefix6 };
  const target = readTarget(name);
  if ('why' in target) return { ...target, at: mechanism.length + target.at };
  return { mechanism, target, prefix4, prefix6 };
}

function readNetwork(mechanism: 'ip4' | 'ip6', rest: string): Mechanism {
  const most = mechanism === 'ip4' ? 32 : 128;
  const slash = rest.indexOf('/');
  const address = slash < 0 ? rest : rest.slice(0, slash);
  const length = slash < 0 ? most : readLength(rest.slice(slash + 1));
  if (!address.startsWith(':')) return { why: 'a colon and an address must follow', at: mechanism.length };
  const network = mechanism === 'ip4' ? parseIp4(address.slice(1)) : parseIp6(address.slice(1));
  if (network === undefined)
    return { why: `no ${mechanism === 'ip4' ? 'IPv4' : 'IPv6'} address`, at: mechanism.length };
  if (length > most) return { why: `a prefix that is not 0 to ${most}`, at: mechanism.length + slash };
  return { mechanism, network, prefix: length };
}

// More than any address has when the text is no length: leading zeros are none.
function readLength(text: string): number {
  return /^(?:0|[1-9]\d{0,2})$/.test(text) ? Number(text) : Number.POSITIVE_INFINITY;
}
