import type { Node } from 'oxc-parser';
import { calleeName, memberName, stringOf, unwrap } from '../env-reads/expression.ts';
import { isSessionCookie } from '../set-cookie/session-cookies.ts';
import { asksWho } from './session-words.ts';

/** What a place in code says: which call or read it is, in words as they stand there. */
export type Sign = {
  readonly what: string;
  /** Set when the name alone says little: the local name to look behind. */
  readonly weak?: string;
};

/** The sign that an answer depends on who asks: a session, a session's cookie, the `authorization` header. */
export function sessionSign(node: Node): Sign | undefined {
  if (node.type === 'MemberExpression') return requestSign(node);
  if (node.type !== 'CallExpression') return undefined;
  const name = calleeName(node);
  if (name === undefined) return undefined;
  if (asksWho(name)) return { what: `${name}()` };
  if (name === 'getUser' || name === 'getClaims') return userSign(node, name);
  if (name !== 'get' && name !== 'has' && name !== 'getAll') return undefined;
  const asked = stringOf(node.arguments[0]);
  if (asked === undefined) return undefined;
  if (/^(?:authorization|x-api-key)$/i.test(asked)) return { what: `the ${asked.toLowerCase()} header` };
  const holder = unwrap(node.callee);
  const isStore = holder.type === 'MemberExpression' && /cookie|store|jar/i.test(namesIn(holder.object).join(' '));
  return isStore && isSessionCookie({ name: asked }) ? { what: `the cookie ${asked.slice(0, 60)}` } : undefined;
}

// `supabase.auth.getUser()`, and what needs no word of whom, asks who is signed in; `db.getUser(id)` looks up anybody.
function userSign(node: Extract<Node, { type: 'CallExpression' }>, name: string): Sign | undefined {
  if (node.callee.type === 'Identifier')
    return node.arguments.length === 0 ? { what: `${name}()`, weak: name } : undefined;
  const callee = unwrap(node.callee);
  const isAuth = callee.type === 'MemberExpression' && namesIn(callee.object).some((one) => /^auth|session/i.test(one));
  return isAuth || node.arguments.length === 0 ? { what: `${isAuth ? 'auth.' : ''}${name}()` } : undefined;
}

// `req.cookies.session`, `req.headers.authorization`, `req.user`, as handlers of the Pages Router read them.
function requestSign(node: Extract<Node, { type: 'MemberExpression' }>): Sign | undefined {
  const name = memberName(node);
  if (name === undefined) return undefined;
  const object = unwrap(node.object);
  const holder = memberName(object);
  if (holder === 'cookies' && isSessionCookie({ name })) return { what: `the cookie ${name.slice(0, 60)}` };
  if (holder === 'headers' && /^(?:authorization|x-api-key)$/i.test(name)) return { what: `the ${name} header` };
  const isRequest = object.type === 'Identifier' && /^(?:req|request)$/.test(object.name);
  return isRequest && /^(?:session|user|auth)$/.test(name) ? { what: `${object.name}.${name}` } : undefined;
}

/** The names along a chain of members and calls, the last first: `from`, `supabase` for `supabase.from('a')`. */
export function namesIn(node: Node): readonly string[] {
  const names: string[] = [];
  let inner: Node = node;
  for (let depth = 0; depth < 20; depth += 1) {
    inner = unwrap(inner);
    if (inner.type === 'AwaitExpression') inner = inner.argument;
    else if (inner.type === 'CallExpression') inner = inner.callee;
    else if (inner.type === 'MemberExpression') {
      names.push(memberName(inner) ?? '');
      inner = inner.object;
    } else break;
  }
  return inner.type === 'Identifier' ? [...names, inner.name] : names;
}
