import { unwrap } from '../env-reads/expression.ts';
import { matchesExpression } from '../next-routes/match-expression.ts';
import { rememberPatterns } from '../next-routes/path-pattern.ts';
import { guardByNextAuth } from './middleware-libraries.ts';
import { type Matchers, type MiddlewareModule, matchersOf } from './middleware-module.ts';
import {
  apply,
  exportedValue,
  type Guard,
  lookUp,
  type MiddlewareWorld,
  noteGuard,
  type Run,
  TooMuchMiddlewareError,
} from './middleware-run.ts';
import { type Scope, unknown, type Value } from './middleware-values.ts';

/** A `middleware.ts` or `proxy.ts` with what it is made of. */
export type Middleware = {
  readonly module: MiddlewareModule;
  readonly world: MiddlewareWorld;
  readonly matchers: Matchers;
  readonly pattern: Run['pattern'];
};

/** Puts a middleware together; `undefined` when its file cannot be read. */
export function readMiddleware(path: string, world: MiddlewareWorld): Middleware | undefined {
  const module = world.module(path);
  return module === undefined
    ? undefined
    : { module, world, matchers: matchersOf(module), pattern: rememberPatterns() };
}

/**
 * How a middleware turns away a visitor whom nobody knows, at a path; `undefined` when it lets them pass. The code is read, never run: what it
 * asks of the path is worked out, what it asks of a session is answered as for a stranger, and anything else may be either way.
 */
export function guardAt({ module, world, matchers, pattern }: Middleware, path: string): Guard | undefined {
  const covered = isCovered(matchers, path, pattern);
  if (covered === false) return undefined;
  const run: Run = {
    path,
    world,
    pattern,
    guards: [],
    returns: [],
    sure: covered === true,
    bySession: false,
    steps: 0,
  };
  const scope: Scope = { module, names: new Map() };
  try {
    enter(run, scope);
  } catch (error) {
    // The stack and our own limit: code that goes beyond them may do anything.
    if (!(error instanceof TooMuchMiddlewareError || error instanceof RangeError)) throw error;
    run.sure = false;
    noteGuard(run, scope, module.program, 'a middleware that is too large to read');
  }
  return run.guards.find(({ sure }) => sure) ?? run.guards[0];
}

function isCovered({ patterns, unread }: Matchers, path: string, parse: Run['pattern']): boolean | undefined {
  if (patterns === undefined) return true;
  const found = patterns.map((pattern) => {
    const piece = parse(pattern);
    return piece === undefined ? undefined : matchesExpression(piece, path, { whole: true, ignoreCase: false });
  });
  if (found.includes(true)) return true;
  return unread.length > 0 || found.includes(undefined) ? undefined : false;
}

// https://nextjs.org/docs/app/api-reference/file-conventions/proxy#exports
function enter(run: Run, scope: Scope): void {
  const { exports, bindings, imports, program } = scope.module;
  const name = ['proxy', 'middleware', 'default'].find((one) => exports.has(one));
  const target = name === undefined ? undefined : exports.get(name);
  if (target === undefined) return;
  const alias = typeof target === 'string' ? bindings.get(target)?.node : undefined;
  const inner = alias === undefined ? undefined : unwrap(alias);
  const local = inner?.type === 'Identifier' ? inner.name : typeof target === 'string' ? target : '';
  const link = typeof target === 'string' ? imports.get(local) : target;
  if (link?.from === 'next-auth/middleware') {
    noteGuard(run, scope, program, 'the middleware of next-auth');
    return;
  }
  const value = link === undefined ? lookUp(run, scope, local) : exportedValue(run, scope.module, link.from, link.name);
  if (value === undefined) {
    noteGuard(run, scope, program, `what ${link?.from.slice(0, 80) ?? local} does`, false);
    return;
  }
  entered(run, scope, value);
}

function entered(run: Run, scope: Scope, value: Value): void {
  if (value.is === 'next-auth') guardByNextAuth(run, scope, value.config);
  if (value.is !== 'function') return;
  const made = apply(run, value, [unknown, unknown]);
  if (made.is === 'function') apply(run, made, [unknown, unknown]);
}
