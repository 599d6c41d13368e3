import { fromBytes } from '../bytes.ts';
import { Refusal } from '../cursor.ts';
import { compilePattern } from '../regex/pattern.ts';
import { unknown, type Value } from '../value.ts';
import { parseWildcard, wildcardCaptures } from '../wildcard.ts';
import { type Argument, anyText, computedText, literalText, optional, type RuleFunction, textAt } from './signature.ts';

const mostReferences = 8;

const regexReplace: RuleFunction = {
  parameters: [anyText, literalText, anyText],
  returns: () => 'String',
  prepare: ([, written]) => {
    const pattern = patternOf(written);
    if (pattern === undefined) return () => unknown;
    return (values) => {
      const source = textAt(values, 0);
      const groups = pattern.find(source);
      if (groups === undefined) return source;
      if (groups === 'unknown') return unknown;
      const [[start, end] = [0, 0]] = groups;
      const captures = groups.map(([from, to]) => (from < 0 ? '' : source.slice(from, to)));
      const replaced = filled(textAt(values, 2), captures);
      return replaced === undefined ? unknown : source.slice(0, start) + replaced + source.slice(end);
    };
  },
};

const wildcardReplace: RuleFunction = {
  parameters: [computedText, literalText, anyText, optional(literalText)],
  returns: () => 'String',
  prepare: ([, written, , flags]) => {
    if (flags !== undefined && flags.literal !== 's' && flags.literal !== '') {
      throw new Refusal(flags.at, 'the only flag of wildcard_replace() is s');
    }
    const wildcard = parseWildcard(String(written?.literal ?? ''), flags?.literal === 's');
    if ('message' in wildcard) throw new Refusal(written?.at ?? 0, wildcard.message);
    return (values): Value => {
      const source = textAt(values, 0);
      const captures = wildcardCaptures(wildcard, source);
      return captures === undefined ? source : (filled(textAt(values, 2), [undefined, ...captures]) ?? unknown);
    };
  },
};

const removeQueryArgs: RuleFunction = {
  parameters: [computedText, literalText],
  rest: literalText,
  returns: () => 'String',
  prepare: ([field]) => {
    if (field?.field !== 'http.request.uri.query' && field?.field !== 'raw.http.request.uri.query') {
      throw new Refusal(field?.at ?? 0, 'remove_query_args() takes http.request.uri.query or its raw form');
    }
    return ([query, ...names]) =>
      typeof query === 'string'
        ? query
            .split('&')
            .filter((argument) => !names.includes(argument.split('=', 1)[0] ?? ''))
            .join('&')
        : unknown;
  },
};

/** Functions that rewrite addresses. */
export const replaceFunctions: Readonly<Record<string, RuleFunction>> = {
  regex_replace: regexReplace,
  wildcard_replace: wildcardReplace,
  remove_query_args: removeQueryArgs,
};

function patternOf(written: Argument | undefined) {
  const at = written?.at ?? 0;
  const text = fromBytes(String(written?.literal ?? ''));
  if (text === undefined) throw new Refusal(at, 'this regular expression is no UTF-8');
  try {
    return compilePattern(text);
  } catch (refusal) {
    throw refusal instanceof Refusal ? new Refusal(at, refusal.message) : refusal;
  }
}

/** A replacement with `${1}` and `$$` filled in; `undefined` for what the documentation does not tell. */
function filled(replacement: string, captures: readonly (string | undefined)[]): string | undefined {
  const references = replacement.match(/\$(?:\$|\{\d{1,3}\})?/g) ?? [];
  const parts = replacement.split(/\$(?:\$|\{\d{1,3}\})?/);
  const texts = references.map((reference) => (reference === '$$' ? '$' : captures[referenceNumber(reference)]));
  const count = references.filter((reference) => reference !== '$$').length;
  if (count > mostReferences || texts.includes(undefined)) return undefined;
  return parts.map((part, index) => part + (texts[index] ?? '')).join('');
}

/** -1 for a lone `$`. */
function referenceNumber(reference: string): number {
  return reference === '$' ? -1 : Number(reference.slice(2, -1));
}
