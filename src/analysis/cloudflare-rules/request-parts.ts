import { lowerAscii, toBytes } from './bytes.ts';
import type { EdgeRequest } from './request.ts';

/** The address of a request in the pieces that fields give, as bytes. */
export type AddressParts = {
  readonly path: string;
  readonly query: string;
  readonly uri: string;
  readonly fullUri: string;
  readonly rawPath: string;
  readonly rawQuery: string;
  readonly rawUri: string;
  readonly rawFullUri: string;
};

// Two hundred rules ask the same request for the same pieces.
const parts = new WeakMap<EdgeRequest, AddressParts>();

/** The pieces of the request's address; made once a request. */
export function addressParts(request: EdgeRequest): AddressParts {
  const known = parts.get(request);
  if (known !== undefined) return known;
  const origin = toBytes(`${request.scheme}://${request.host}`);
  const path = toBytes(request.path);
  const query = toBytes(request.query);
  const rawPath = toBytes(request.rawPath);
  const rawQuery = toBytes(request.rawQuery);
  const uri = query === '' ? path : `${path}?${query}`;
  const rawUri = rawQuery === '' ? rawPath : `${rawPath}?${rawQuery}`;
  const made = { path, query, uri, fullUri: origin + uri, rawPath, rawQuery, rawUri, rawFullUri: origin + rawUri };
  parts.set(request, made);
  return made;
}

/**
 * `http.request.uri.path.extension`: in lower case, after the last dot of the last segment, which does not begin with it.
 * https://developers.cloudflare.com/ruleset-engine/rules-language/fields/reference/http.request.uri.path.extension/
 */
export function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : lowerAscii(name.slice(dot + 1));
}

/** The arguments of a query string in their order, not decoded. */
export function argumentsOf(query: string): readonly (readonly [name: string, value: string])[] {
  return query
    .split('&')
    .filter((argument) => argument !== '')
    .map((argument) => nameAndValue(argument));
}

/** Those arguments as a map: values in their order for a name that repeats. */
export function argumentMap(query: string): ReadonlyMap<string, readonly string[]> {
  return grouped(argumentsOf(query));
}

/** A `Cookie` header as a map: names decoded, values as they came, in their order for a name that repeats. */
export function cookiesOf(header: string): ReadonlyMap<string, readonly string[]> {
  const cookies = header
    .split(';')
    .map(trimBlanks)
    .filter((cookie) => cookie !== '');
  return grouped(
    cookies.map((cookie) => {
      const [name, value] = nameAndValue(cookie);
      return [decoded(name), value];
    }),
  );
}

/** The tags of an `Accept-Language` header by weight, heaviest first, without `*`. */
export function languagesOf(header: string): readonly string[] {
  return header
    .split(',')
    .map((piece) => {
      const [tag = '', ...parameters] = piece.split(';').map(trimBlanks);
      const weight = parameters.find((parameter) => parameter.startsWith('q='));
      return { tag, weight: weight === undefined ? 1 : Number(weight.slice(2)) };
    })
    .filter(({ tag }) => tag !== '' && tag !== '*')
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}

function nameAndValue(text: string): readonly [name: string, value: string] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
}

function decoded(name: string): string {
  return name.replace(/%([\dA-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}

function grouped(pairs: readonly (readonly [name: string, value: string])[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const values = found.get(name);
    if (values === undefined) found.set(name, [value]);
    else values.push(value);
  }
  return found;
}

/** Without the blanks and tabs around it; `trim` would take bytes of other characters too. */
export function trimBlanks(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isBlank(text, from)) from += 1;
  while (to > from && isBlank(text, to - 1)) to -= 1;
  return text.slice(from, to);
}

function isBlank(text: string, at: number): boolean {
  return text[at] === ' ' || text[at] === '\t';
}
