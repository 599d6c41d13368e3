import { basename } from 'node:path/posix';
import type { EnvFile } from '../../artifacts/repository/env-files.ts';

const modes: ReadonlyMap<string, EnvFile['role']> = new Map([
  ['local', 'local'],
  ['development', 'development'],
  ['dev', 'development'],
  ['test', 'test'],
  ['preview', 'preview'],
  ['staging', 'preview'],
  ['production', 'production'],
  ['prod', 'production'],
]);
const example = /(?:^|[._-])(?:example|sample|template|dist|defaults?|schema)(?:[._-]|$)/i;
const code = /\.(?:[mc]?[jt]sx?|json|md|ya?ml|sh|py|rb|go|rs|png|svg)$/i;

/** Whether a file holds variables by its name: `.env`, `.env.local`, `env.example`, `.dev.vars`. Code such as `.env.ts` does not. */
export function isEnvFile(path: string): boolean {
  const name = basename(path);
  if (code.test(name)) return false;
  if (/^\.env(?:$|[._-])|^\.envrc$/.test(name)) return true;
  return /^\.dev\.vars(?:$|\.)/.test(name) || /^env[._-](?:example|sample|template)$/i.test(name);
}

/** What a file of variables is for, by its name. `.env.production.local` is production's. */
export function envFileRole(path: string): EnvFile['role'] {
  const name = basename(path);
  if (example.test(name)) return 'example';
  if (name === '.env' || name === '.envrc') return 'all';
  if (name.startsWith('.dev.vars')) return 'development';
  const words = name
    .split(/[._-]/)
    .slice(2)
    .filter((word) => word !== '');
  const roles = words.map((word) => modes.get(word.toLowerCase()) ?? 'other');
  return roles.find((role) => role !== 'local') ?? roles[0] ?? 'other';
}
