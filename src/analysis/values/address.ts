import type { ValueTrait } from '../../artifacts/env/value.ts';
import { isAddressName, leadsToDatabase } from '../env-names/name.ts';
import { databaseSchemes, describeDatabase } from './database.ts';
import { bareHost, localKind, supabaseProject } from './host.ts';

type UrlTrait = Extract<ValueTrait, { kind: 'url' }>;
type DatabaseTrait = Extract<ValueTrait, { kind: 'database' }>;

/** A value that may be an address: `name` tells whether a word without a scheme is one, `fingerprint` keeps tenants apart. */
export type Candidate = {
  readonly text: string;
  readonly name: string;
  readonly fingerprint: (text: string) => string;
};

const webSchemes = /^(?:https?|wss?):$/;

/** What an address gives away: a web address or a database, `undefined` for anything else. */
export function describeAddress(candidate: Candidate): UrlTrait | DatabaseTrait | undefined {
  const url = parse(candidate);
  if (url === undefined || isMisread(url)) return undefined;
  return webSchemes.test(url.protocol) ? webAddress(url) : describeDatabase(url, candidate.fingerprint);
}

function webAddress(url: URL): UrlTrait {
  const host = bareHost(url.hostname);
  const local = localKind(host);
  const project = supabaseProject(host);
  return {
    kind: 'url',
    origin: `${url.protocol}//${url.host}`,
    host,
    ...(local === undefined ? {} : { local }),
    credentials: url.password !== '',
    sandbox: host.split('.').some((label) => /^(?:sandbox|sandbox-.*|.*-sandbox)$/.test(label)),
    ...(project === undefined ? {} : { project }),
  };
}

function parse({ text, name }: Candidate): URL | undefined {
  const address = firstHost(text.replace(/^jdbc:/i, ''));
  if (URL.canParse(address)) {
    const url = new URL(address);
    // "localhost:3000" parses as the scheme "localhost:".
    if (databaseSchemes.has(url.protocol) || webSchemes.test(url.protocol)) return url;
  }
  // Without a scheme, "com.acme.test" may be anything: only the variable's name makes it an address.
  if (!isAddressName(name) && !leadsToDatabase(name)) return undefined;
  const bare =
    /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\]|0\.0\.0\.0|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,})(?::\d+)?(?:\/\S*)?$/i;
  return bare.test(text) && URL.canParse(`http://${text}`) ? new URL(`http://${text}`) : undefined;
}

// Replica sets name several hosts, which no parser of URLs takes: the first one stands for all.
function firstHost(text: string): string {
  const scheme = /^[a-z+]+:/i.exec(text)?.[0].toLowerCase();
  if (scheme === undefined || !databaseSchemes.has(scheme)) return text;
  return text.replace(/^([a-z+]+:\/\/(?:[^@/]*@)?[^,/?#@]*)(?:,[^,/?#]*)+/i, '$1');
}

// A password with an unescaped "/", "?" or "#" ends the authority early: what then looks like host and port are pieces
// of user and password, and must not be shown as an address.
function isMisread(url: URL): boolean {
  const isCut = `${url.pathname}${url.search}${url.hash}`.includes('@');
  if (!isCut || !webSchemes.test(url.protocol) || url.username !== '') return isCut;
  // "http://localhost:3000/@vite" and "https://medium.com/@acme" are whole; "https://user:12/34@host" is cut.
  return url.port !== '' && !url.hostname.includes('.') && localKind(bareHost(url.hostname)) !== 'loopback';
}
