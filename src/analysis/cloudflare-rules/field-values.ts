import { lowerAscii, toBytes } from './bytes.ts';
import type { EdgeRequest, EdgeResponse, KnownHeaders } from './request.ts';
import {
  addressParts,
  argumentMap,
  argumentsOf,
  cookiesOf,
  extensionOf,
  languagesOf,
  trimBlanks,
} from './request-parts.ts';
import { type MapValue, missing, type SomeOf, unknown, type Value, wholeMap } from './value.ts';
import type { RuleWorld } from './world.ts';

/**
 * The value of a field, as bytes. `unknown` for what a request does not tell: the visitor's address and place, scores,
 * TLS, time, bodies, and headers that nobody told.
 */
export function fieldValue(name: string, world: RuleWorld): Value {
  if (name === 'cf.zone.name') return world.zone === undefined ? unknown : toBytes(world.zone);
  const ofRequest = requestFields.get(name);
  if (ofRequest !== undefined) return ofRequest(world.request);
  const ofResponse = responseFields.get(name);
  return ofResponse === undefined || world.response === undefined ? unknown : ofResponse(world.response);
}

/** The header that settles a field which is made of one header alone. */
export const headerOfField: ReadonlyMap<string, string> = new Map([
  ['http.cookie', 'cookie'],
  ['http.request.cookies', 'cookie'],
  ['http.referer', 'referer'],
  ['http.user_agent', 'user-agent'],
  ['http.x_forwarded_for', 'x-forwarded-for'],
  ['http.request.accepted_languages', 'accept-language'],
  ['http.response.content_type.media_type', 'content-type'],
]);

const requestFields: ReadonlyMap<string, (request: EdgeRequest) => Value> = new Map<
  string,
  (request: EdgeRequest) => Value
>([
  ['ssl', ({ scheme }) => scheme === 'https'],
  ['http.host', ({ host }) => toBytes(host)],
  ['http.request.method', ({ method }) => toBytes(method.toUpperCase())],
  ['http.request.full_uri', (request) => addressParts(request).fullUri],
  ['http.request.uri', (request) => addressParts(request).uri],
  ['http.request.uri.path', (request) => addressParts(request).path],
  ['http.request.uri.path.extension', (request) => extensionOf(addressParts(request).path)],
  ['http.request.uri.query', (request) => addressParts(request).query],
  ['http.request.uri.args', (request) => wholeMap(argumentMap(addressParts(request).query))],
  ['http.request.uri.args.names', (request) => argumentsOf(addressParts(request).query).map(([name]) => name)],
  ['http.request.uri.args.values', (request) => argumentsOf(addressParts(request).query).map(([, value]) => value)],
  ['raw.http.request.full_uri', (request) => addressParts(request).rawFullUri],
  ['raw.http.request.uri', (request) => addressParts(request).rawUri],
  ['raw.http.request.uri.path', (request) => addressParts(request).rawPath],
  ['raw.http.request.uri.path.extension', (request) => extensionOf(addressParts(request).rawPath)],
  ['raw.http.request.uri.query', (request) => addressParts(request).rawQuery],
  ['raw.http.request.uri.args', (request) => wholeMap(argumentMap(addressParts(request).rawQuery))],
  ['raw.http.request.uri.args.names', (request) => argumentsOf(addressParts(request).rawQuery).map(([name]) => name)],
  [
    'raw.http.request.uri.args.values',
    (request) => argumentsOf(addressParts(request).rawQuery).map(([, value]) => value),
  ],
  ['http.request.headers', ({ host, headers }) => headerMap(headers, host)],
  ['http.request.headers.names', headerNames],
  ['http.request.headers.values', ({ host, headers }) => headerValues(headers, host)],
  ['http.request.cookies', ({ headers }) => ofHeader(headers, 'cookie', '; ', (text) => wholeMap(cookiesOf(text)))],
  ['http.request.accepted_languages', ({ headers }) => ofHeader(headers, 'accept-language', ',', languagesOf)],
  ['http.cookie', ({ headers }) => ofHeader(headers, 'cookie', '; ', (text) => text)],
  ['http.referer', ({ headers }) => ofHeader(headers, 'referer', ', ', (text) => text)],
  ['http.user_agent', ({ headers }) => ofHeader(headers, 'user-agent', ', ', (text) => text)],
  ['http.x_forwarded_for', ({ headers }) => ofHeader(headers, 'x-forwarded-for', ', ', (text) => text)],
  // A visitor's request has no more headers than the edge keeps.
  ['http.request.headers.truncated', () => false],
  ['cf.edge.server_port', ({ host, scheme }) => portOf(host, scheme)],
  // https://developers.cloudflare.com/ruleset-engine/rules-language/fields/reference/cf.threat_score/
  ['cf.threat_score', () => 0],
]);

const responseFields: ReadonlyMap<string, (response: EdgeResponse) => Value> = new Map<
  string,
  (response: EdgeResponse) => Value
>([
  ['http.response.code', ({ status }) => status ?? unknown],
  // Their names keep the case that the origin gave them, which nobody told.
  ['http.response.headers', ({ headers }) => headerMap(headers)],
  ['http.response.headers.values', ({ headers }) => headerValues(headers)],
  ['raw.http.response.headers', ({ headers }) => headerMap(headers)],
  ['raw.http.response.headers.values', ({ headers }) => headerValues(headers)],
  ['http.response.content_type.media_type', ({ headers }) => ofHeader(headers, 'content-type', ',', mediaType)],
]);

/** Names are lower-case keys; a name with a capital letter is never there. */
function headerMap(headers: KnownHeaders, host?: string): MapValue {
  const get = (key: string): Value => {
    if (key !== lowerAscii(key)) return missing;
    const values = headers.get(key) ?? (key === 'host' && host !== undefined ? [host] : undefined);
    if (values === undefined) return unknown;
    return values.length === 0 ? missing : values.map(toBytes);
  };
  const values = (): SomeOf => {
    const known = host === undefined || headers.has('host') ? headers : new Map([...headers, ['host', [host]]]);
    return someOf(
      headers,
      [...known.values()].filter(({ length }) => length > 0).map((one) => one.map(toBytes)),
    );
  };
  return { get, values };
}

/** The known lines of a header section, one for each value of a header that repeats. */
function headerLines(headers: KnownHeaders, host?: string): readonly (readonly [name: string, value: string])[] {
  const lines = [...headers].flatMap(([name, values]) => values.map((value) => [name, toBytes(value)] as const));
  return host === undefined || headers.has('host') ? lines : [...lines, ['host', toBytes(host)]];
}

/**
 * Names keep the case in which they were sent: lower case in HTTP/2, which visitors speak over TLS.
 * https://developers.cloudflare.com/ruleset-engine/rules-language/fields/reference/http.request.headers.names/
 */
function headerNames({ host, headers, scheme }: EdgeRequest): Value {
  if (scheme === 'http') return unknown;
  return someOf(
    headers,
    headerLines(headers, host).map(([name]) => name),
  );
}

function headerValues(headers: KnownHeaders, host?: string): SomeOf {
  return someOf(
    headers,
    headerLines(headers, host).map(([, value]) => value),
  );
}

/** Names and values of one section stand side by side. */
function someOf(origin: KnownHeaders, some: readonly Value[]): SomeOf {
  return { some, origin };
}

/** A field made of one header: an absent one counts as empty, as `http.cookie` and its like do. */
function ofHeader(headers: KnownHeaders, name: string, between: string, read: (text: string) => Value): Value {
  const values = headers.get(name);
  return values === undefined ? unknown : read(toBytes(values.join(between)));
}

function mediaType(text: string): string {
  const [type = ''] = text.split(';', 1);
  return lowerAscii(trimBlanks(type));
}

/** The port that the request came to: visitors name another than the usual one in `Host`. */
function portOf(host: string, scheme: EdgeRequest['scheme']): number {
  const port = /:(\d{1,5})$/.exec(host)?.[1];
  if (port !== undefined) return Number(port);
  return scheme === 'https' ? 443 : 80;
}
