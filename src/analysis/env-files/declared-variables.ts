import { parseEnv } from 'node:util';
import type { EnvFile } from '../../artifacts/repository/env-files.ts';
import { lineCounter } from '../env-reads/lines.ts';

type Declared = EnvFile['variables'][number];

const declaration = /^[ \t]*(?:export[ \t]+)?([\w.-]{1,200})[ \t]*=/gm;

/**
 * The names that a file of variables declares, with their lines; a name declared twice stands at its last line. Names in
 * comments and inside multi-line values are left out, as Node's own parser does. Values never leave this function.
 */
export function declaredVariables(text: string): readonly Declared[] {
  const plain = text.replace(/^\uFEFF/, '');
  const values = new Map(Object.entries(parseEnv(plain)));
  const found = new Map<string, Declared>();
  const lineOf = lineCounter(plain);
  for (const match of plain.matchAll(declaration)) {
    const [, name = ''] = match;
    const value = values.get(name);
    if (value !== undefined) found.set(name, { name, line: lineOf(match.index), empty: value.trim() === '' });
  }
  return [...found.values()];
}
