import type { ValueTrait } from '../../artifacts/env/value.ts';
import { bareHost, isContainer, isLoopback, supabaseProject } from './host.ts';

type DatabaseTrait = Extract<ValueTrait, { kind: 'database' }>;

/** The schemes of database addresses as `URL.protocol` gives them, with the port that stands for none. */
export const databaseSchemes: ReadonlyMap<string, string> = new Map([
  ['postgres:', '5432'],
  ['postgresql:', '5432'],
  ['prisma+postgres:', ''],
  ['prisma:', ''],
  ['cockroachdb:', '26257'],
  ['mysql:', '3306'],
  ['mysql2:', '3306'],
  ['mariadb:', '3306'],
  ['sqlserver:', '1433'],
  ['mongodb:', '27017'],
  ['mongodb+srv:', ''],
  ['redis:', '6379'],
  ['rediss:', '6379'],
  ['libsql:', ''],
]);

// One host for every customer of PlanetScale, Prisma Postgres and Xata: who signs in says whose database it is.
const hostOfAll = /(?:^|\.)(?:psdb\.cloud|prisma\.io|prisma-data\.net|xata\.sh|pooler\.supabase\.com)$/;

/**
 * What a database address gives away. `server` is `<machine>/<database>`: equal for the same database, the part before
 * the slash equal for the same machine, whatever pooler, user or password stands in the address.
 */
export function describeDatabase(url: URL, fingerprint: (text: string) => string): DatabaseTrait {
  const host = bareHost(url.hostname);
  const server = `${machineOf(url, host, fingerprint)}/${databaseName(url)}`;
  return { kind: 'database', server, host, local: isLoopback(host) || isContainer(host) };
}

function machineOf(url: URL, host: string, fingerprint: (text: string) => string): string {
  const project = supabaseProject(host) ?? poolerProject(url, host);
  if (project !== undefined) return `${project}.supabase`;
  if (hostOfAll.test(host)) {
    const tenant = `${url.username}\0${url.searchParams.get('api_key') ?? ''}`;
    return `${host}#${fingerprint(tenant)}`;
  }
  // Neon's pooler is the database's own host with one more word.
  const direct = host.replace(/^([\w-]+)-pooler\./, '$1.');
  const isUsualPort = url.port === '' || url.port === databaseSchemes.get(url.protocol);
  if (isUsualPort) return direct;
  return `${direct.includes(':') ? `[${direct}]` : direct}:${url.port}`;
}

// Supabase's pooler is one host for all projects, told apart by the user: https://supabase.com/docs/guides/database/connecting-to-postgres
function poolerProject(url: URL, host: string): string | undefined {
  if (!host.endsWith('.pooler.supabase.com')) return undefined;
  return /^[\w-]+(?:\.|%2e)([a-z0-9-]+)$/i.exec(url.username)?.[1];
}

function databaseName(url: URL): string {
  const name = url.pathname.split('/')[1] ?? '';
  // Redis numbers its databases and starts at 0.
  return name === '' && /^rediss?:$/.test(url.protocol) ? '0' : name;
}
