import type { Node } from 'oxc-parser';
import { calleeName, propertyName, stringOf, unwrap } from '../env-reads/expression.ts';
import { acts, wordsOf } from './session-words.ts';
import { namesIn, type Sign } from './signs.ts';

const stores: ReadonlySet<string> = new Set([
  ...['prisma', 'db', 'database', 'tx', 'trx', 'sql', 'knex', 'kysely', 'drizzle', 'mongo', 'redis', 'kv', 'supabase'],
  ...['stripe', 'resend', 'client', 'admin', 'cookie', 'cookies', 'repository', 'repo', 'collection', 'pool', 'axios'],
]);
const storePrefix =
  /^(?:prisma|db|database|sql|knex|kysely|drizzle|mongo|redis|kv|supabase|stripe|resend|client|admin)/i;
const surely: ReadonlySet<string> = new Set([
  ...[
    'deleteMany',
    'destroy',
    'updateMany',
    'createMany',
    'upsert',
    'insertOne',
    'insertMany',
    'updateOne',
    'deleteOne',
  ],
  ...['sendMail', 'sendEmail', 'signOut', 'logout', 'logOut', 'signout'],
]);
const changesRows =
  /\b(?:insert\s{1,20}into|delete\s{1,20}from|(?:truncate|drop|alter)\s{1,20}table|update\s{1,20}\S{1,100}\s{1,20}set\s{1,20}[^\s=]{1,100}\s{0,20}=)/i;

/** The sign that running a function changes something, so that its address is not asked. */
export function writeSign(node: Node): Sign | undefined {
  if (node.type === 'TaggedTemplateExpression') return statementSign(textOf(node.quasi));
  if (node.type === 'AssignmentExpression') return emptiedSession(node);
  const name = calleeName(node);
  if (node.type !== 'CallExpression' || name === undefined) return undefined;
  const callee = unwrap(node.callee);
  const what = `${name}()`;
  const statement = statementSign(textOf(node.arguments[0]));
  if (statement !== undefined) return statement;
  if (name === 'fetch') return sentMethod(node);
  if (surely.has(name) || /And(?:Delete|Update|Remove|Replace)$/.test(name)) return { what };
  if (callee.type === 'Identifier') return acts(name) ? { what } : undefined;
  if (callee.type !== 'MemberExpression') return undefined;
  const holders = namesIn(callee.object);
  if ((name === 'set' || name === 'delete') && holders.some((one) => /cookie|jar$/i.test(one))) return { what };
  if (!acts(name)) return undefined;
  // What a server object does for its own caller: `res.sendFile()`.
  if (holders.some((one) => /^(?:res|response|reply|NextResponse)$/.test(one))) return undefined;
  return wordsOf(name).length > 1 || holders.some(isStore) ? { what } : undefined;
}

/**
 * Whether functions of an object are handed to a session library, which calls them when it sees fit: `cookies: { setAll() {} }`.
 * https://supabase.com/docs/guides/auth/server-side/creating-a-client
 */
export function isCookieAdapter(node: Node): boolean {
  return node.type === 'Property' && /^(?:set|setAll|remove|delete)$/.test(propertyName(node) ?? '');
}

function isStore(name: string): boolean {
  return storePrefix.test(name) || wordsOf(name).some((word) => stores.has(word));
}

function textOf(node: Node | undefined): string {
  if (node === undefined) return '';
  if (node.type !== 'TemplateLiteral') return stringOf(node)?.slice(0, 2_000) ?? '';
  return node.quasis
    .map(({ value }) => value.raw)
    .join(' ? ')
    .slice(0, 2_000);
}

function statementSign(text: string): Sign | undefined {
  const found = changesRows.exec(`${text} `)?.[0];
  return found === undefined ? undefined : { what: found.split(/\s/, 1)[0] ?? '' };
}

// `req.session = null` ends it. https://expressjs.com/en/resources/middleware/cookie-session.html
function emptiedSession({ left, right }: Extract<Node, { type: 'AssignmentExpression' }>): Sign | undefined {
  const isEmpty = right.type === 'Literal' && right.value === null;
  return isEmpty && left.type === 'MemberExpression' && namesIn(left)[0] === 'session'
    ? { what: 'session = null' }
    : undefined;
}

function sentMethod(node: Extract<Node, { type: 'CallExpression' }>): Sign | undefined {
  const options = node.arguments[1];
  if (options?.type !== 'ObjectExpression') return undefined;
  for (const one of options.properties) {
    const method = one.type === 'Property' && propertyName(one) === 'method' ? stringOf(unwrap(one.value)) : undefined;
    // Much is asked by POST.
    if (method !== undefined && /^(?:put|patch|delete)$/i.test(method)) return { what: `fetch() by ${method}` };
  }
  return undefined;
}
