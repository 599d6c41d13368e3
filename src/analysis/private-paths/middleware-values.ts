import type { ArrowFunctionExpression, Function as FunctionLike, Node } from 'oxc-parser';
import { type Piece, parseExpression } from '../next-routes/expression.ts';
import { matchesExpression } from '../next-routes/match-expression.ts';
import type { MiddlewareModule } from './middleware-module.ts';

/** Names that stand for something in a part of a module; the module's own and its imports are behind the outermost. */
export type Scope = {
  readonly module: MiddlewareModule;
  readonly names: Map<string, Value>;
  readonly outer?: Scope;
};

/** What an expression of a middleware is for one path and for a visitor whom nobody knows. */
export type Value =
  | { readonly is: 'unknown' }
  /** A session, user or token: not there for such a visitor. */
  | { readonly is: 'nobody' }
  /** `bySession`: it would be otherwise for somebody who is signed in. */
  | { readonly is: 'plain'; readonly value: string | number | boolean | undefined; readonly bySession: boolean }
  | { readonly is: 'list'; readonly items: readonly Value[] }
  | { readonly is: 'object'; readonly node: Extract<Node, { type: 'ObjectExpression' }>; readonly scope: Scope }
  | { readonly is: 'function'; readonly node: FunctionNode; readonly scope: Scope }
  | { readonly is: 'expression'; readonly piece: Piece; readonly ignoreCase: boolean }
  /** A route matcher of a sign-in library over such patterns. */
  | { readonly is: 'routes'; readonly patterns: Value }
  /** What `NextAuth(config)` gives: called or exported, it lets `config.callbacks.authorized` decide. */
  | { readonly is: 'next-auth'; readonly config: Value };

export type FunctionNode = ArrowFunctionExpression | FunctionLike;

export const unknown: Value = { is: 'unknown' };
export const nobody: Value = { is: 'nobody' };

/** The longest text that is worked out, in UTF-16 units. */
export const longest = 4_000;

/** A value that is known for the path alone. */
export function plain(value: string | number | boolean | undefined, bySession = false): Value {
  return { is: 'plain', value, bySession };
}

/** Whether a value counts as true, and whether that hangs on nobody being signed in; `undefined` when it is not known. */
export function truthOf(value: Value): { readonly holds: boolean; readonly bySession: boolean } | undefined {
  if (value.is === 'unknown') return undefined;
  if (value.is === 'nobody') return { holds: false, bySession: true };
  if (value.is === 'plain') return { holds: Boolean(value.value), bySession: value.bySession };
  return { holds: true, bySession: false };
}

// As libraries and people call what belongs to the visitor who is signed in.
const personal =
  /^(?:auth|session|user|token|jwt|claims|sessionClaims|userId|sessionId|currentUser|isLoggedIn|isAuthenticated|isSignedIn)$/;

/** Whether a name that is bound to nothing here stands for who is signed in: a parameter `token`, a property `auth`. */
export function isPersonal(name: string): boolean {
  return personal.test(name);
}

/** A property of something that is no written object; `path` is the one that is asked for. */
export function memberOf(object: Value, name: string, path: string): Value {
  if (object.is === 'nobody') return nobody;
  if (object.is === 'next-auth') return name === 'auth' ? object : unknown;
  if (object.is === 'list')
    return name === 'length' ? plain(object.items.length) : (object.items[Number(name)] ?? unknown);
  if (object.is === 'plain' && typeof object.value === 'string') {
    // An address that was made of a path is that path here.
    if (name === 'pathname' || name === 'href') return object;
    return name === 'length' ? plain(object.value.length) : unknown;
  }
  if (object.is === 'plain' && object.value === undefined) return object;
  if (object.is !== 'unknown') return unknown;
  if (name === 'pathname') return plain(path);
  if (name === 'url' || name === 'href') return plain(`https://host.invalid${path}`);
  if (name === 'method') return plain('GET');
  if (name === 'search') return plain('');
  return isPersonal(name) ? nobody : unknown;
}

/** What a method of a text, a list or an expression gives; lists with a function are not for this. */
export function methodOf(object: Value, method: string, args: readonly Value[]): Value {
  const [first = unknown] = args;
  if (object.is === 'list') return ofList(object.items, method, first);
  if (object.is === 'nobody') return nobody;
  if (object.is === 'expression') {
    return (method === 'test' || method === 'exec') && isText(first) ? matched(object, first.value) : unknown;
  }
  return isText(object) ? ofText(object, method, args) : unknown;
}

function ofList(items: readonly Value[], method: string, first: Value): Value {
  if (method === 'includes' || method === 'has') return includes(items, first);
  if (method === 'concat') return { is: 'list', items: [...items, ...(first.is === 'list' ? first.items : [first])] };
  if (method !== 'join' || !isText(first) || !items.every(isText)) return unknown;
  return plain(
    items
      .map((item) => (isText(item) ? item.value : ''))
      .join(first.value)
      .slice(0, longest),
  );
}

function ofText(object: Text, method: string, [first = unknown, second]: readonly Value[]): Value {
  const text = object.value;
  if (method === 'match' && first.is === 'expression') return matched(first, text);
  if (method === 'toLowerCase') return plain(text.toLowerCase());
  if (method === 'toUpperCase') return plain(text.toUpperCase());
  if (method === 'trim' || method === 'toString' || method === 'clone') return object;
  if (method === 'slice') return sliced(text, first, second);
  if (!isText(first)) return unknown;
  const other = first.value;
  if (method === 'replace' && second !== undefined && isText(second)) {
    const { value } = second;
    return plain(text.replace(other, () => value).slice(0, longest));
  }
  if (second !== undefined) return unknown;
  if (method === 'startsWith') return plain(text.startsWith(other));
  if (method === 'endsWith') return plain(text.endsWith(other));
  if (method === 'includes') return plain(text.includes(other));
  if (method !== 'split') return unknown;
  return {
    is: 'list',
    items: text
      .split(other)
      .slice(0, 100)
      .map((part) => plain(part)),
  };
}

type Text = { readonly is: 'plain'; readonly value: string; readonly bySession: boolean };

/** Whether a value is a text that is known. */
export function isText(value: Value): value is Text {
  return value.is === 'plain' && typeof value.value === 'string';
}

/** A written regular expression. */
export function expressionOf(pattern: string, flags: string): Value {
  const piece = /[^gimsy]/.test(flags) ? undefined : parseExpression(pattern);
  return piece === undefined ? unknown : { is: 'expression', piece, ignoreCase: flags.includes('i') };
}

/** Whether a path is among the routes of a matcher; `parse` reads a path pattern. */
export function routed(patterns: Value, path: string, parse: (pattern: string) => Piece | undefined): Value {
  const items = patterns.is === 'list' ? patterns.items : [patterns];
  const found = items.map((item) => {
    if (item.is === 'expression') return matched(item, path);
    const piece = isText(item) ? parse(item.value) : undefined;
    return piece === undefined ? unknown : plainOr(matchesExpression(piece, path, { whole: true, ignoreCase: true }));
  });
  return anyOf(found);
}

/** Whether one of several holds. */
export function anyOf(values: readonly Value[]): Value {
  const truths = values.map(truthOf);
  const held = truths.find((truth) => truth?.holds === true);
  if (held !== undefined) return plain(true, held.bySession);
  return truths.includes(undefined)
    ? unknown
    : plain(
        false,
        truths.some((truth) => truth?.bySession === true),
      );
}

function matched({ piece, ignoreCase }: Extract<Value, { is: 'expression' }>, text: string): Value {
  return plainOr(matchesExpression(piece, text, { whole: false, ignoreCase }));
}

function plainOr(holds: boolean | undefined): Value {
  return holds === undefined ? unknown : plain(holds);
}

function includes(items: readonly Value[], wanted: Value): Value {
  if (wanted.is !== 'plain') return unknown;
  return anyOf(items.map((item) => (item.is === 'plain' ? plain(item.value === wanted.value) : unknown)));
}

function sliced(text: string, from: Value, to: Value | undefined): Value {
  const [start, end] = [numberOf(from), to === undefined ? text.length : numberOf(to)];
  return start === undefined || end === undefined ? unknown : plain(text.slice(start, end));
}

function numberOf(value: Value): number | undefined {
  return value.is === 'plain' && typeof value.value === 'number' ? value.value : undefined;
}
