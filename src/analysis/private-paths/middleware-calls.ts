import type { Node } from 'oxc-parser';
import { walk } from 'oxc-walker';
import { memberName, stringOf, unwrap } from '../env-reads/expression.ts';
import { isSessionCookie } from '../set-cookie/session-cookies.ts';
import { allOf, calledName, evaluate } from './middleware-expressions.ts';
import { guardByLibrary, isGuardLibrary } from './middleware-libraries.ts';
import { apply, lookUp, noteGuard, propertyOf, type Run, under } from './middleware-run.ts';
import {
  anyOf,
  expressionOf,
  isText,
  methodOf,
  nobody,
  plain,
  routed,
  type Scope,
  truthOf,
  unknown,
  type Value,
} from './middleware-values.ts';
import { isSignInAddress } from './names.ts';
import { sessionSign } from './signs.ts';

/** A call or a `new`, with what it calls by and its arguments. */
export type Call = {
  readonly node: Extract<Node, { type: 'CallExpression' | 'NewExpression' }>;
  readonly name: string;
  readonly args: readonly Value[];
};

// An answer that a middleware makes. It is there, and that is all that matters of it.
const response: Value = { is: 'list', items: [] };

const refusing = /^(?:protect|unauthori[sz]ed|forbidden|redirectTo(?:Sign|Log)In)$/;

/** What a call gives. Answers that turn the visitor away are noted, and functions that are known are read. */
export function call(run: Run, scope: Scope, node: Call['node']): Value {
  const args = node.arguments.map((one) => (one.type === 'SpreadElement' ? unknown : evaluate(run, scope, one)));
  const made: Call = { node, name: calledName(node), args };
  if (refusing.test(made.name)) {
    noteGuard(run, scope, node, `${made.name}()`);
    return response;
  }
  if (/^(?:redirect|permanentRedirect|rewrite)$/.test(made.name)) return sent(run, scope, made);
  if (/^(?:Response|NextResponse|json)$/.test(made.name)) return answered(run, scope, made);
  if (node.type === 'NewExpression') return constructed(made);
  const callee = unwrap(node.callee);
  if (callee.type === 'MemberExpression') return method(run, scope, made, callee);
  const called = callee.type === 'Identifier' ? lookUp(run, scope, callee.name) : evaluate(run, scope, callee);
  return invoked(run, scope, made, called);
}

function invoked(run: Run, scope: Scope, made: Call, called: Value): Value {
  const { node, name, args } = made;
  const [first = unknown] = args;
  const asks = sessionSign(node) !== undefined;
  if (called.is === 'function') {
    const value = apply(run, called, args);
    return asks && value.is === 'unknown' ? nobody : value;
  }
  if (called.is === 'routes') {
    return called.patterns.is === 'function'
      ? apply(run, called.patterns, args)
      : routed(called.patterns, run.path, run.pattern);
  }
  if (name === 'createRouteMatcher') return { is: 'routes', patterns: first };
  if (name === 'NextAuth') return { is: 'next-auth', config: first };
  if (name === 'Boolean') return allOf([first]);
  if (name === 'RegExp') return madeExpression(args);
  if (/^(?:String|decodeURI|decodeURIComponent)$/.test(name)) return first;
  if (isGuardLibrary(name)) {
    guardByLibrary(run, scope, made);
    return unknown;
  }
  // Session libraries hand the request to the function that they are given; what others do with theirs is not known.
  const isWrapper = asks || called.is === 'next-auth' || name === 'clerkMiddleware';
  under(run, isWrapper ? plain(true) : unknown, () => args.map((one) => handed(run, one)));
  return asks || called.is === 'next-auth' || called.is === 'nobody' ? nobody : unknown;
}

/** Reads functions that are handed to somebody who will call them, and functions that they make in turn. */
function handed(run: Run, value: Value, depth = 0): void {
  if (value.is === 'list') for (const item of value.items) handed(run, item, depth);
  if (value.is === 'function' && depth < 3) handed(run, apply(run, value, []), depth + 1);
}

function method(run: Run, scope: Scope, made: Call, callee: Extract<Node, { type: 'MemberExpression' }>): Value {
  const { node, args } = made;
  const object = evaluate(run, scope, callee.object);
  const name = memberName(callee) ?? '';
  const [first = unknown] = args;
  if (object.is === 'list' && first.is === 'function') return overItems(run, object.items, name, first);
  if (object.is === 'object') {
    const own = propertyOf(run, object, name);
    if (own.is !== 'unknown') return invoked(run, scope, made, own);
  }
  if (object.is === 'unknown') {
    if (callee.object.type === 'Identifier' && callee.object.name === 'Object') return entries(run, name, first);
    if (name === 'from' || name === 'freeze') return first;
    const isCookie = (name === 'get' || name === 'has') && isText(first) && isSessionCookie({ name: first.value });
    if (isCookie || sessionSign(node) !== undefined) return nobody;
    return invoked(run, scope, made, unknown);
  }
  return methodOf(object, name, args);
}

function overItems(run: Run, items: readonly Value[], name: string, each: Extract<Value, { is: 'function' }>): Value {
  const results = items.map((item) => apply(run, each, [item]));
  if (name === 'some') return anyOf(results);
  if (name === 'every') return allOf(results);
  if (name === 'map') return { is: 'list', items: results };
  if (name === 'flatMap')
    return { is: 'list', items: results.flatMap((one) => (one.is === 'list' ? one.items : [one])) };
  if (name === 'filter' && !results.some((result) => truthOf(result) === undefined)) {
    return { is: 'list', items: items.filter((_item, at) => truthOf(results[at] ?? unknown)?.holds) };
  }
  if (name !== 'find') return unknown;
  const found = truthOf(anyOf(results));
  return found === undefined ? unknown : plain(found.holds ? true : undefined, found.bySession);
}

function entries(run: Run, name: string, object: Value): Value {
  if (name === 'freeze') return object;
  if (object.is !== 'object' || (name !== 'keys' && name !== 'values')) return unknown;
  const keys = object.node.properties.flatMap((one) => {
    if (one.type !== 'Property') return [];
    return one.key.type === 'Identifier' ? [one.key.name] : (stringOf(one.key) ?? []);
  });
  return { is: 'list', items: keys.map((key) => (name === 'keys' ? plain(key) : propertyOf(run, object, key))) };
}

function constructed({ name, args }: Call): Value {
  const [first = unknown] = args;
  if (name === 'Set') return first;
  if (name === 'RegExp') return madeExpression(args);
  // An address is its path here, and the visitor's own when it was made of the request.
  return name === 'URL' && isText(first) ? first : unknown;
}

function madeExpression([pattern = unknown, flags = plain('')]: readonly Value[]): Value {
  return isText(pattern) && isText(flags) ? expressionOf(pattern.value, flags.value) : unknown;
}

/** A visitor is sent on: to where people sign in, or elsewhere because nobody is signed in. */
function sent(run: Run, scope: Scope, { node, name, args }: Call): Value {
  const [first = unknown] = args;
  const address = isText(first) ? first.value : writtenAddress(node.arguments[0]);
  const isSignIn = address !== undefined && isSignInAddress(address);
  if (isSignIn || (run.bySession && name !== 'rewrite')) {
    noteGuard(run, scope, node, address === undefined ? `${name}()` : `${name} to ${address.slice(0, 60)}`);
  }
  return response;
}

function writtenAddress(node: Node | undefined): string | undefined {
  let found: string | undefined;
  if (node === undefined) return undefined;
  walk(node, {
    enter(inner) {
      const text = inner.type === 'TemplateElement' ? inner.value.cooked : stringOf(inner);
      if (found === undefined && typeof text === 'string' && /^(?:\/|https?:)/.test(text)) found = text;
    },
  });
  return found;
}

function answered(run: Run, scope: Scope, { node, args }: Call): Value {
  const options = args[1];
  const status = options === undefined ? unknown : propertyOf(run, options, 'status');
  // A 403 under a condition that has nothing to do with a session turns away robots and countries.
  const isRefusal =
    status.is === 'plain' && (status.value === 401 || (status.value === 403 && (run.sure || run.bySession)));
  if (isRefusal) noteGuard(run, scope, node, `an answer ${status.value}`);
  return response;
}
