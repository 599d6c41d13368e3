import { lowerAscii, upperAscii } from '../bytes.ts';
import { Refusal } from '../cursor.ts';
import { elementType, isArrayValue, joinedElements, missing, unknown, type Value } from '../value.ts';
import {
  anyInteger,
  anyText,
  computedText,
  literalInteger,
  literalText,
  numberAt,
  optional,
  plain,
  type RuleFunction,
  textAt,
} from './signature.ts';

const arraysOfText = ['Array<String>', 'Array<Integer>', 'Array<Boolean>', 'Array<Array<String>>'];

const concat: RuleFunction = {
  parameters: [{ types: ['String', ...arraysOfText], literal: 'may' }],
  rest: { types: ['String', ...arraysOfText], literal: 'may' },
  returns: (first) => first,
  takesHoles: true,
  prepare: (args) => {
    const other = args.find(({ type }) => type !== args[0]?.type);
    if (other !== undefined) throw new Refusal(other.at, 'concat joins strings or arrays of one type');
    const isArray = elementType(args[0]?.type ?? '') !== undefined;
    return (values) => {
      // Missing values count as empty ones; whether nothing else gives a missing value again, no page says.
      if (values.every((value) => value === missing)) return unknown;
      const present = values.filter((value) => value !== missing);
      if (isArray) return joinedElements(present);
      return present.includes(unknown) ? unknown : present.join('');
    };
  },
};

const split: RuleFunction = {
  parameters: [anyText, literalText, literalInteger],
  returns: () => 'Array<String>',
  prepare: ([, separator, limit]) => {
    if (separator?.literal === '') throw new Refusal(separator.at, 'the separator of split() is not empty');
    const most = Number(limit?.literal);
    if (!(most >= 1 && most <= 128)) throw new Refusal(limit?.at ?? 0, 'the limit of split() is between 1 and 128');
    return (values) => {
      const pieces = textAt(values, 0).split(textAt(values, 1));
      if (pieces.length <= most) return pieces;
      return [...pieces.slice(0, most - 1), pieces.slice(most - 1).join(textAt(values, 1))];
    };
  },
};

/** Functions over strings and arrays. */
export const textFunctions: Readonly<Record<string, RuleFunction>> = {
  lower: plain('String', [computedText], (values) => lowerAscii(textAt(values, 0))),
  upper: plain('String', [computedText], (values) => upperAscii(textAt(values, 0))),
  starts_with: plain('Boolean', [computedText, anyText], (values) => textAt(values, 0).startsWith(textAt(values, 1))),
  ends_with: plain('Boolean', [computedText, anyText], (values) => textAt(values, 0).endsWith(textAt(values, 1))),
  contains: plain('Boolean', [computedText, anyText], (values) => textAt(values, 0).includes(textAt(values, 1))),
  len: plain('Integer', [{ types: ['String', ...arraysOfText], literal: 'never' }], ([value]) => lengthOf(value)),
  concat,
  split,
  join: plain('String', [{ types: ['Array<String>'], literal: 'never' }, anyText], (values) => joined(values)),
  substring: plain('String', [anyText, anyInteger, optional(anyInteger)], (values) => {
    const text = textAt(values, 0);
    return text.slice(numberAt(values, 1), numberAt(values, 2, text.length));
  }),
  remove_bytes: plain('String', [computedText, anyText], (values) => {
    const removed = new Set(textAt(values, 1));
    return [...textAt(values, 0)].filter((byte) => !removed.has(byte)).join('');
  }),
  to_string: plain('String', [{ types: ['Integer', 'Boolean', 'IP'], literal: 'never' }], ([value]) =>
    typeof value === 'number' || typeof value === 'boolean' ? String(value) : unknown,
  ),
};

function lengthOf(value: Value | undefined): Value {
  return typeof value === 'string' || (value !== undefined && isArrayValue(value)) ? value.length : unknown;
}

function joined(values: readonly Value[]): Value {
  const [items] = values;
  if (items === undefined || !isArrayValue(items) || items.includes(unknown)) return unknown;
  return items.join(textAt(values, 1));
}
