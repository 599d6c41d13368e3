import { lineCounter } from './lines.ts';

/** A variable that a Prisma schema or a package script reads. `line` starts at 1. */
export type TextRead = { readonly name: string; readonly line: number; readonly optional: boolean };

// An unclosed string runs to the end of its line: a string that could fail to match would cost quadratic time.
const token = /\/\/[^\n]*|"(?:[^"\\\n]|\\[^\n])*"?|\b(\w+)\s*=\s*(?=env\b)|\benv\s*\(\s*"([^"\\\n]{1,200})"\s*\)/g;

/**
 * The `env("…")` calls of a `schema.prisma`, comments left out. A shadow database is for development alone.
 * https://www.prisma.io/docs/orm/reference/prisma-schema-reference#datasource
 */
export function prismaReads(text: string): readonly TextRead[] {
  const lineOf = lineCounter(text);
  const reads: TextRead[] = [];
  let field: string | undefined;
  for (const match of text.matchAll(token)) {
    const [, assigned, name] = match;
    if (name !== undefined) {
      reads.push({ name, line: lineOf(match.index), optional: field === 'shadowDatabaseUrl' });
    }
    field = assigned;
  }
  return reads;
}
