import type { Call } from './middleware-calls.ts';
import { apply, noteGuard, propertyOf, type Run } from './middleware-run.ts';
import { anyOf, nobody, plain, routed, type Scope, truthOf, unknown, type Value } from './middleware-values.ts';

/**
 * Middleware of session libraries that turns everybody away who is not signed in, but for paths that its options name.
 * https://next-auth.js.org/configuration/nextjs#middleware, https://workos.com/docs/authkit/nextjs
 */
export function isGuardLibrary(name: string): boolean {
  return /^(?:withAuth|authMiddleware|authkitMiddleware|withMiddlewareAuthRequired|withAuthRequired)$/.test(name);
}

const publicLists = ['publicRoutes', 'ignoredRoutes', 'publicPaths', 'unauthenticatedPaths'] as const;

/** Notes what such a library does with the visitor, and reads the function that it is given. */
export function guardByLibrary(run: Run, scope: Scope, { node, name, args }: Call): void {
  for (const one of args) if (one.is === 'function') apply(run, one, []);
  const options = args.filter((one) => one.is === 'object');
  const middlewareAuth = options.map((one) => propertyOf(run, one, 'middlewareAuth'));
  if (name === 'authkitMiddleware' && !middlewareAuth.some((one) => one.is === 'object')) return;
  const open = anyOf([...options, ...middlewareAuth].flatMap((one) => publicOf(run, one)));
  if (truthOf(open)?.holds === true) return;
  const authorized = authorizedBy(run, options);
  if (truthOf(authorized)?.holds === true) return;
  const isSure = truthOf(open) !== undefined && truthOf(authorized) !== undefined;
  noteGuard(run, scope, node, `${name}()`, isSure);
}

/** Notes what `NextAuth(config).auth` does as a middleware: `config.callbacks.authorized` decides, without it nobody is turned away. */
export function guardByNextAuth(run: Run, scope: Scope, config: Value): void {
  const authorized = authorizedBy(run, [config]);
  if (config.is === 'object' && truthOf(authorized)?.holds === false && isDecided(run, config)) {
    noteGuard(run, scope, config.node, 'callbacks.authorized');
  } else if (truthOf(authorized) === undefined) {
    noteGuard(run, scope, config.is === 'object' ? config.node : scope.module.program, 'callbacks.authorized', false);
  }
}

function isDecided(run: Run, config: Value): boolean {
  return propertyOf(run, propertyOf(run, config, 'callbacks'), 'authorized').is === 'function';
}

function publicOf(run: Run, options: Value): readonly Value[] {
  if (options.is !== 'object') return [];
  return publicLists.flatMap((list) => {
    const value = propertyOf(run, options, list);
    if (value.is === 'plain' && value.value === undefined) return [];
    return [value.is === 'function' ? apply(run, value, []) : routed(value, run.path, run.pattern)];
  });
}

/** What the callback says of somebody without a session; without a callback, that they are not authorized. */
function authorizedBy(run: Run, options: readonly Value[]): Value {
  for (const one of options) {
    if (one.is === 'unknown') return unknown;
    const callback = propertyOf(run, propertyOf(run, one, 'callbacks'), 'authorized');
    if (callback.is === 'function') return apply(run, callback, [unknown]);
    if (callback.is === 'unknown') return unknown;
  }
  return options.length === 0 ? nobody : plain(false, true);
}
