import type { ParseResult } from 'oxc-parser';
import { collectReads } from './collect.ts';
import type { FoundRead } from './collection.ts';
import { lineCounter } from './lines.ts';
import { type Directive, directiveOf, importsOf, requiresOf } from './module-links.ts';
import { namesOf } from './names.ts';
import { parseModule } from './parse.ts';

/** A read of one variable. `line` starts at 1. */
export type ModuleRead = Omit<FoundRead, 'offset'> & { readonly line: number };

/** What one JavaScript or TypeScript module says about variables and about the modules around it. */
export type ModuleFacts = {
  readonly reads: readonly ModuleRead[];
  /** Lines where any variable may be read. */
  readonly dynamic: readonly number[];
  /** Module specifiers that remain at run time. */
  readonly imports: readonly string[];
  readonly directive?: Directive;
  /** Why the module could not be used, or not in full. */
  readonly unread?: string;
};

const nothing: ModuleFacts = { reads: [], dynamic: [], imports: [] };

/** Reads one module's source. Never throws: what cannot be read is said in `unread`. */
export function readModule(path: string, source: string): ModuleFacts {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  const parsed = parseModule(path, text);
  if (parsed.state === 'unread') return { ...nothing, unread: parsed.why };
  try {
    const facts = factsOf(parsed.result, text);
    return parsed.damaged ? { ...facts, unread: 'it has syntax errors' } : facts;
  } catch (error) {
    // The stack is the one limit that a parsed tree can still exceed; anything else is a bug.
    if (error instanceof RangeError) return { ...nothing, unread: 'it is nested too deeply' };
    throw error;
  }
}

function factsOf(result: ParseResult, text: string): ModuleFacts {
  // The tree is costly and most modules do not need one: without these words there is nothing to find in it.
  const hasEnvironment = /\benv\b|createEnv/.test(text);
  const hasRequire = /\brequire\s*\(/.test(text);
  const hasDirective = /use (?:client|server)/.test(text);
  const imports = importsOf(result.module, text);
  if (!hasEnvironment && !hasRequire && !hasDirective) return { ...nothing, imports };
  const { program } = result;
  const directive = hasDirective ? directiveOf(program) : undefined;
  const required = hasRequire ? requiresOf(program) : [];
  const found = hasEnvironment ? collectReads(program, namesOf(program)) : { reads: [], dynamic: [] };
  const lineOf = lineCounter(text);
  return {
    reads: found.reads.map(({ offset, ...read }) => ({ ...read, line: lineOf(offset) })),
    dynamic: [...new Set(found.dynamic.map(lineOf))],
    imports: [...new Set([...imports, ...required])],
    ...(directive === undefined ? {} : { directive }),
  };
}
