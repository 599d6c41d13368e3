import { fromBytes, toBytes } from '../bytes.ts';
import { Refusal } from '../cursor.ts';
import { missing, unknown, type Value } from '../value.ts';
import {
  type Argument,
  anyText,
  computedText,
  literalText,
  optional,
  type Parameter,
  plain,
  type RuleFunction,
  textAt,
} from './signature.ts';

const key: Parameter = { types: ['String', 'Integer'], literal: 'may' };
// Nobody encodes deeper; each round reads the whole value again.
const mostRounds = 32;

const urlDecode: RuleFunction = {
  parameters: [computedText, optional(literalText)],
  returns: () => 'String',
  prepare: ([, options]) => {
    const letters = optionsOf(options, 'ru');
    const decode = (text: string): Value => decodeOnce(text, letters.includes('u'));
    return ([source]) => {
      let text = typeof source === 'string' ? decode(source) : unknown;
      if (!letters.includes('r')) return text;
      for (let round = 1, before: Value = source ?? unknown; text !== before && typeof text === 'string'; round += 1) {
        if (round > mostRounds) return unknown;
        before = text;
        text = decode(text);
      }
      return text;
    };
  },
};

const encodeBase64: RuleFunction = {
  parameters: [anyText, optional(literalText)],
  returns: () => 'String',
  prepare: ([, options]) => {
    const letters = optionsOf(options, 'up');
    return (values) => {
      const padded = btoa(textAt(values, 0));
      const standard = letters.includes('p') ? padded : padded.replaceAll('=', '');
      return letters.includes('u') ? standard.replaceAll('+', '-').replaceAll('/', '_') : standard;
    };
  },
};

/** Functions that read or write encodings: URL, Base64, JSON. */
export const encodedFunctions: Readonly<Record<string, RuleFunction>> = {
  url_decode: urlDecode,
  encode_base64: encodeBase64,
  decode_base64: plain('String', [computedText], (values) => decodeBase64(textAt(values, 0))),
  lookup_json_string: {
    ...plain('String', [anyText, key], (values) => {
      const found = jsonAt(values);
      return typeof found === 'string' ? toBytes(found) : missing;
    }),
    rest: key,
  },
  lookup_json_integer: {
    ...plain('Integer', [anyText, key], (values) => {
      const found = jsonAt(values);
      if (typeof found !== 'number') return missing;
      // 42.0 is none of its integers, and a parsed number does not say how it was written.
      return /\d[.eE]/.test(textAt(values, 0)) || !Number.isSafeInteger(found) ? unknown : found;
    }),
    rest: key,
  },
};

function optionsOf(options: Argument | undefined, known: string): string {
  const letters = String(options?.literal ?? '');
  if (options !== undefined && [...letters].some((letter) => !known.includes(letter))) {
    throw new Refusal(options.at, `the options are ${[...known].join(' and ')}`);
  }
  return letters;
}

function decodeOnce(text: string, readsUnicode: boolean): Value {
  const spaced = text.replaceAll('+', ' ');
  const wide = readsUnicode
    ? spaced.replace(/%u([\dA-Fa-f]{4})/g, (_, digits: string) =>
        toBytes(String.fromCharCode(Number.parseInt(digits, 16))),
      )
    : spaced;
  // What half of a surrogate pair becomes, no page says.
  if (readsUnicode && /%u[Dd][89A-Fa-f]/.test(spaced)) return unknown;
  return wide.replace(/%([\dA-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

function decodeBase64(text: string): Value {
  // `atob` forgives white space; what the engine makes of text that is no Base64, no page says.
  if (!/^[A-Za-z\d+/]*={0,2}$/.test(text)) return unknown;
  try {
    return atob(text);
  } catch {
    return unknown;
  }
}

/** What the keys lead to in a JSON document; `undefined` for nothing, or for no document. */
function jsonAt([document, ...keys]: readonly Value[]): unknown {
  let found: unknown;
  try {
    found = JSON.parse(typeof document === 'string' ? (fromBytes(document) ?? '') : '');
  } catch {
    return undefined;
  }
  for (const step of keys) {
    if (typeof found !== 'object' || found === null) return undefined;
    const isIndex = typeof step === 'number';
    if (isIndex !== Array.isArray(found)) return undefined;
    const name = typeof step === 'string' ? (fromBytes(step) ?? '') : String(step);
    if (!Object.hasOwn(found, name)) return undefined;
    found = Reflect.get(found, name);
  }
  return found;
}
