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
  const qualifier = signed ? first : '+';
  const common = { kind: 'directive', text, qualifier } as const;
  const read = readMechanism(text.slice(start, end), end, common);
  return read.kind === 'fault' ? { ...read, at: from + read.at } : read;
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

type Common = Pick<SpfDirective, 'kind' | 'text' | 'qualifier'>;

// Directives are spelled out: put together by spreads, a record takes much longer to read. Behind the name, which ends at
// `end`, stands nothing, or text that begins with `:` or `/`, or something that makes it another name.
function readMechanism(name: string, end: number, common: Common): SpfDirective | TermFault {
  const { kind, text, qualifier } = common;
  if (name === 'ip4' || name === 'ip6') return readNetwork(name, end, common);
  if (name === 'a' || name === 'mx') return readAddresses(name, end, common);
  const isBare = end === text.length;
  if (name === 'all')
    return isBare ? { kind, text, qualifier, mechanism: name } : fault(end - 3, '"all" takes nothing behind it');
  if (name === 'ptr' && isBare) return { kind, text, qualifier, mechanism: name };
  if (name === 'include' || name === 'exists' || name === 'ptr') {
    const target = readTarget(text.slice(end), end);
    return 'kind' in target ? target : { kind, text, qualifier, mechanism: name, target };
  }
  const lower = name.toLowerCase();
  if (lower !== name) return readMechanism(lower, end, common);
  return fault(end - name.length, 'a mechanism that does not exist');
}

function fault(at: number, why: string): TermFault {
  return { kind: 'fault', at, why };
}

function readTarget(rest: string, at: number): DomainSpec | TermFault {
  if (!rest.startsWith(':')) return fault(at, 'a colon and a name must follow');
  const text = rest.slice(1);
  const parsed = parseDomainSpec(text);
  return 'fault' in parsed ? fault(at + 1 + parsed.fault.at, parsed.fault.why) : { text, parts: parsed.parts };
}

function readAddresses(
  mechanism: 'a' | 'mx',
  end: number,
  { kind, text, qualifier }: Common,
): SpfDirective | TermFault {
  if (end === text.length) return { kind, text, qualifier, mechanism, prefix4: 32, prefix6: 128 };
  const rest = text.slice(end);
  // No name ends in a slash and digits: its last label would be none (section 7.1).
  const lengths = rest.includes('/') ? /(?:\/(0|[1-9]\d?))?(?:\/\/(0|[1-9]\d{0,2}))?$/.exec(rest) : undefined;
  const name = rest.slice(0, lengths?.index ?? rest.length);
  const prefix4 = lengths?.[1] === undefined ? 32 : Number(lengths[1]);
  const prefix6 = lengths?.[2] === undefined ? 128 : Number(lengths[2]);
  if (prefix4 > 32 || prefix6 > 128) return fault(end, 'a prefix that is longer than an address');
  if (name === '') return { kind, text, qualifier, mechanism, prefix4, prefix6 };
  const target = readTarget(name, end);
  return 'kind' in target ? target : { kind, text, qualifier, mechanism, target, prefix4, prefix6 };
}

function readNetwork(
  mechanism: 'ip4' | 'ip6',
  end: number,
  { kind, text, qualifier }: Common,
): SpfDirective | TermFault {
  const most = mechanism === 'ip4' ? 32 : 128;
  if (text[end] !== ':') return fault(end, 'a colon and an address must follow');
  const slash = text.indexOf('/', end);
  const address = text.slice(end + 1, slash < 0 ? text.length : slash);
  const network = mechanism === 'ip4' ? parseIp4(address) : parseIp6(address);
  if (network === undefined) return fault(end, `no ${mechanism === 'ip4' ? 'IPv4' : 'IPv6'} address`);
  const prefix = slash < 0 ? most : readLength(text, slash + 1);
  if (prefix > most) return fault(slash, `a prefix that is not 0 to ${most}`);
  return { kind, text, qualifier, mechanism, network, prefix };
}

// More than any address has when the text from `from` on is no length: leading zeros are none.
function readLength(text: string, from: number): number {
  const digits = text.length - from;
  const isPadded = digits > 1 && text.charCodeAt(from) === 0x30;
  if (digits === 0 || digits > 3 || isPadded) return Number.POSITIVE_INFINITY;
  let length = 0;
  for (let at = from; at < text.length; at += 1) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return Number.POSITIVE_INFINITY;
    length = length * 10 + digit;
  }
  return length;
}
