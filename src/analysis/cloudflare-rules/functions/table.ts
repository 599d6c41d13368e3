import { Refusal } from '../cursor.ts';
import { elementType, isArrayValue, isMapValue, knownElements, missing, unknown, type Value } from '../value.ts';
import { encodedFunctions } from './encoded.ts';
import { replaceFunctions } from './replace.ts';
import {
  anyInteger,
  anyText,
  type Call,
  literalInteger,
  literalText,
  optional,
  type Parameter,
  plain,
  type RuleFunction,
} from './signature.ts';
import { textFunctions } from './text.ts';

const truths: Parameter = { types: ['Array<Boolean>'], literal: 'never' };
const mapTypes = ['Map<Array<String>>', 'Map<Array<Integer>>', 'Map<Integer>'];
const arrayTypes = ['Array<String>', 'Array<Integer>', 'Array<Boolean>'];
const address: Parameter = { types: ['IP'], literal: 'never' };
const nobodyKnows: Call = () => unknown;

function cidr(...sizes: readonly number[]): RuleFunction {
  return {
    ...plain('IP', [address, ...sizes.map(() => literalInteger)], nobodyKnows),
    prepare: ([, ...bits]) => {
      const wrong = bits.find(
        ({ literal }, index) => !(Number(literal) >= 1 && Number(literal) <= (sizes[index] ?? 0)),
      );
      if (wrong !== undefined) throw new Refusal(wrong.at, 'this prefix is out of range');
      return nobodyKnows;
    },
  };
}

/** `any` and `all`: `settling` is the element that decides alone. What no key leads to has no elements. */
function over(settling: boolean): RuleFunction {
  const call: Call = ([elements]) => {
    if (elements === missing) return !settling;
    if (elements === undefined) return unknown;
    if (knownElements(elements).includes(settling)) return settling;
    return isArrayValue(elements) && !elements.includes(unknown) ? !settling : unknown;
  };
  return { ...plain('Boolean', [truths], call), takesHoles: true };
}

const hasValue: RuleFunction = {
  parameters: [
    { types: [...arrayTypes, 'Map<Integer>'], literal: 'never' },
    { types: ['String', 'Integer', 'Boolean'], literal: 'may' },
  ],
  returns: () => 'Boolean',
  prepare: ([collection, value]) => {
    if (elementType(collection?.type ?? '') !== value?.type) {
      throw new Refusal(value?.at ?? 0, 'the value and those of the collection are of one type');
    }
    return ([among, wanted]) => holds(among, wanted ?? unknown);
  },
};

/** Every function that the language documents; those whose value no request tells give `unknown`. */
export const ruleFunctions: ReadonlyMap<string, RuleFunction> = new Map<string, RuleFunction>([
  ...Object.entries(textFunctions),
  ...Object.entries(encodedFunctions),
  ...Object.entries(replaceFunctions),
  ['any', over(true)],
  ['all', over(false)],
  ['has_key', plain('Boolean', [{ types: mapTypes, literal: 'never' }, anyText], hasKey)],
  ['has_value', hasValue],
  ['cidr', cidr(32, 128)],
  ['cidr6', cidr(128)],
  ['uuidv4', plain('String', [anyText], nobodyKnows)],
  ['sha256', plain('String', [anyText], nobodyKnows)],
  ['is_jwt_present', plain('Boolean', [literalText], nobodyKnows)],
  ['is_jwt_valid', plain('Boolean', [literalText], nobodyKnows)],
  [
    'is_timed_hmac_valid_v0',
    plain(
      'Boolean',
      [literalText, anyText, literalInteger, anyInteger, optional(literalInteger), optional(literalText)],
      nobodyKnows,
    ),
  ],
  ['bit_slice', plain('Integer', [anyText, anyInteger, anyInteger], nobodyKnows)],
]);

function hasKey([map, key]: readonly Value[]): Value {
  if (map === undefined || !isMapValue(map) || typeof key !== 'string') return unknown;
  const found = map.get(key);
  return found === unknown ? unknown : found !== missing;
}

function holds(collection: Value | undefined, wanted: Value): Value {
  const among = collection !== undefined && isMapValue(collection) ? collection.values() : collection;
  if (among === undefined) return unknown;
  if (knownElements(among).includes(wanted)) return true;
  return isArrayValue(among) && !among.includes(unknown) ? false : unknown;
}
