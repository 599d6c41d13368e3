import { type OriginAnswer, wholeAnswer } from '../analysis/cloudflare-cache/origin-answer.ts';
import type { KnownHeaders } from '../analysis/cloudflare-rules/request.ts';
import { registrableDomain } from '../analysis/host-names/registrable-domain.ts';
import { UserError } from '../core/fault.ts';
import { plainHost } from '../core/network.ts';
import { neutraliseLine } from '../core/text.ts';
import { parseWord } from './flags.ts';

/** The flags of `explain --path`, as typed. */
export type PathFlags = {
  readonly path?: string | undefined;
  readonly host?: string | undefined;
  readonly header?: readonly string[] | undefined;
  readonly 'origin-header'?: readonly string[] | undefined;
  readonly 'origin-status'?: string | undefined;
  readonly format?: string | undefined;
  readonly config?: string | undefined;
  readonly timeout?: string | undefined;
  readonly verbose?: boolean | undefined;
};

/** What is asked: one GET of a visitor over https. */
export type PathQuestion = {
  /** As a browser sends it, without the query. */
  readonly path: string;
  /** As it was typed. */
  readonly typed: string;
  /** Without the `?`; empty when there is none. */
  readonly query: string;
  /** In lower case, with a port if one was given; absent: the production host. */
  readonly host: string | undefined;
  /** A header that was not given is unknown; one that was given empty is absent. */
  readonly headers: KnownHeaders;
  /** The origin's answer, when flags stand in for it: then it is known whole. */
  readonly origin: OriginAnswer | undefined;
  readonly format: 'text' | 'json';
};

/** Reads the flags. Throws `UserError` for what is no path, no host, no header and no status code. */
export function pathQuestionOf(flags: PathFlags): PathQuestion {
  const [path, query] = pathOf(flags.path ?? '');
  return {
    path,
    query,
    typed: flags.path ?? '',
    host: flags.host === undefined ? undefined : hostOf(flags.host),
    headers: visitorHeaders(flags.header ?? []),
    origin: originOf(flags['origin-header'] ?? [], flags['origin-status']),
    format: parseWord(flags.format, ['text', 'json'], '--format') ?? 'text',
  };
}

function pathOf(text: string): readonly [path: string, query: string] {
  if (!text.startsWith('/')) {
    const next = 'Give a path that begins with /, such as --path /dashboard; another host goes into --host.';
    throw new UserError(`--path ${neutraliseLine(text)} is no path.`, next);
  }
  // What browsers do not send as it stands; everything else is left alone, because rules see it before anybody tidies it.
  const [sent = '/'] = text
    .toWellFormed()
    .replace(/[^\x21-\x7e]/gu, encodeURIComponent)
    .split('#', 1);
  const mark = sent.indexOf('?');
  return mark === -1 ? [sent, ''] : [sent.slice(0, mark), sent.slice(mark + 1)];
}

function hostOf(text: string): string {
  const host = text.trim();
  const url = URL.canParse(`https://${host}`) ? new URL(`https://${host}`) : undefined;
  // A host alone: whatever else an address may hold would be lost on the way.
  const isAlone = url !== undefined && /^[^\s/?#@\\]+$/.test(host) && url.hostname.includes('.');
  if (isAlone && isPublic(plainHost(url.hostname))) return url.host.replace(/\.(?=:|$)/, '');
  throw new UserError(`--host ${neutraliseLine(text)} is no host.`, 'Give a name alone: --host shop.example.com.');
}

// No zone can hold an address or a public suffix such as co.uk.
function isPublic(name: string): boolean {
  return registrableDomain(name).domain !== undefined;
}

function visitorHeaders(given: readonly string[]): KnownHeaders {
  const headers = headersOf(given, '--header');
  if (headers.has('host')) throw new UserError('--header host: is the host.', 'Name it with --host shop.example.com.');
  return headers;
}

function originOf(given: readonly string[], status: string | undefined): OriginAnswer | undefined {
  if (given.length === 0 && status === undefined) return undefined;
  const headers = [...headersOf(given, '--origin-header')];
  const fields = headers.flatMap(([name, values]) => values.map((value) => [name, value] as const));
  const { headers: known, status: code } = wholeAnswer(statusOf(status ?? '200'), fields);
  // Flags tell the whole answer: rules may ask for any header, and one that was not given is not there.
  const whole = { get: (name: string) => known.get(name) ?? [], has: () => true };
  return { status: code, headers: Object.assign(new Map(known), whole) };
}

function statusOf(text: string): number {
  if (/^[1-5]\d\d$/.test(text.trim())) return Number(text);
  throw new UserError(
    `--origin-status ${neutraliseLine(text)} is no status code.`,
    'Give one, such as --origin-status 200.',
  );
}

const examples = { '--header': 'cookie: session=1', '--origin-header': 'cache-control: private' } as const;

// A name as RFC 9110 section 5.1 has it. An empty value says that the header is not there.
function headersOf(given: readonly string[], flag: keyof typeof examples): ReadonlyMap<string, readonly string[]> {
  const headers = new Map<string, readonly string[]>();
  for (const text of given) {
    const colon = text.indexOf(':');
    const name = text.slice(0, Math.max(0, colon)).trim().toLowerCase();
    const value = text.slice(colon + 1).trim();
    if (!/^[!#$%&'*+.^_`|~\da-z-]+$/.test(name) || /[\0\r\n]/.test(value)) {
      // The value may be a session: it is not repeated.
      const shown = name === '' ? 'without a name and a colon' : neutraliseLine(name);
      throw new UserError(`${flag} ${shown}: this is no header.`, `Write ${flag} "${examples[flag]}".`);
    }
    headers.set(name, [...(headers.get(name) ?? []), ...(value === '' ? [] : [value])]);
  }
  return headers;
}
