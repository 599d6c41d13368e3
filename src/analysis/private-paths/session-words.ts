const exact: ReadonlySet<string> = new Set([
  ...['auth', 'protect', 'authenticate', 'authorize', 'unauthorized', 'forbidden', 'getToken', 'validateRequest'],
  ...['jwtVerify', 'getIronSession', 'unsealData', 'getKindeServerSession', 'getServerSideSession', 'redirectToSignIn'],
]);
// Sessions of something else, and checks of something else than a visitor.
const others: ReadonlySet<string> = new Set([
  ...['checkout', 'stripe', 'payment', 'billing', 'upload', 'captcha', 'turnstile', 'recaptcha', 'csrf', 'webhook'],
  ...['signature', 'reset', 'chat', 'game', 'training', 'email', 'invite', 'invitation', 'input', 'form', 'schema'],
]);
const proves: ReadonlySet<string> = new Set([
  ...['require', 'ensure', 'assert', 'verify', 'validate', 'authenticate', 'authorize', 'protect', 'check', 'enforce'],
]);
const gets: ReadonlySet<string> = new Set(['get', 'fetch', 'load', 'read', 'resolve', 'retrieve', 'current', 'try']);
const people: ReadonlySet<string> = new Set(['user', 'account', 'customer', 'profile', 'member', 'admin', 'person']);
const signedIn: ReadonlySet<string> = new Set(['session', 'auth', 'viewer', 'me', 'identity', 'principal', 'login']);
const proved = new Set([...people, ...signedIn, 'authentication', 'token', 'jwt', 'role', 'access']);
const current: ReadonlySet<string> = new Set([
  ...['current', 'auth', 'authed', 'authenticated', 'authorized', 'logged', 'signed', 'server', 'session', 'my', 'own'],
  ...['active', 'verified'],
]);
const endings: ReadonlySet<string> = new Set([
  ...['or', 'redirect', 'throw', 'fail', 'from', 'in', 'cookie', 'cookies', 'request', 'req', 'headers', 'server'],
  ...['ssr', 'page', 'api', 'route', 'required', 'cached', 'safe', 'optional', 'context', 'data', 'info'],
]);

/**
 * Whether a function by this name asks who is signed in, or refuses those who are not: `getServerSession`, `requireUser`,
 * `getUserFromRequest`, `isLoggedIn`, `withAuth`. What is called `getUser` alone may look up anybody.
 */
export function asksWho(name: string): boolean {
  if (exact.has(name)) return true;
  const words = wordsOf(name);
  if (words.some((word) => others.has(word))) return false;
  const [verb = ''] = words;
  if (verb === 'with') return words.some((word) => signedIn.has(word) || word === 'user' || word === 'authentication');
  if (verb === 'is' || verb === 'has') return isState(words);
  const named = words.slice(0, lastNoun(words) + 1);
  const noun = named.at(-1) ?? '';
  if (proves.has(verb))
    return named.length > 1 && (proved.has(noun) || isState(words) || named.slice(-2).join(' ') === 'user id');
  if (!gets.has(verb)) return false;
  if (signedIn.has(noun)) return true;
  const isCurrent = named.some((word) => current.has(word)) || isFromRequest(words);
  return people.has(noun) ? isCurrent : words.slice(0, 3).join(' ') === 'get user id';
}

/** Whether a function by this name changes something: `deleteAccount`, `sendReceipt`, `signOut`. What is merely made, such as a client, is no change. */
export function acts(name: string): boolean {
  const words = wordsOf(name);
  const [verb = '', second = ''] = words;
  if (verb === 'create') return words.length === 1 || records.has(words.at(-1) ?? '');
  if (ending.has(verb)) return words.slice(1).some((word) => records.has(word.replace(/s$/, '')));
  return changing.has(verb) || ['sign out', 'log out', 'sign off', 'log off', 'opt out'].includes(`${verb} ${second}`);
}

// Of what is kept, these are acts; `clearTimeout` and `removeItem` are none.
const ending: ReadonlySet<string> = new Set([
  'end',
  'clear',
  'close',
  'expire',
  'kill',
  'terminate',
  'remove',
  'drop',
  'add',
]);

const changing: ReadonlySet<string> = new Set([
  ...['delete', 'destroy', 'purge', 'wipe', 'revoke', 'cancel', 'unsubscribe', 'deactivate', 'logout', 'signout'],
  ...['insert', 'update', 'upsert', 'save', 'send', 'publish', 'approve', 'confirm', 'accept', 'reject', 'redeem'],
  ...['refund', 'charge', 'disconnect', 'unlink', 'invalidate', 'enqueue', 'sync', 'erase', 'reset'],
]);
const records: ReadonlySet<string> = new Set([
  ...[
    'user',
    'account',
    'customer',
    'order',
    'invoice',
    'payment',
    'subscription',
    'checkout',
    'token',
    'record',
    'row',
  ],
  ...['entry', 'post', 'comment', 'message', 'team', 'organization', 'project', 'booking', 'profile', 'session', 'log'],
  ...['cookie', 'cart', 'member', 'key', 'login'],
]);

function isState(words: readonly string[]): boolean {
  const state = words.slice(1).join(' ');
  return /^(?:user )?(?:authenticated|authorized|authed|logged in|signed in|admin)$|^(?:valid |active )?session$/.test(
    state,
  );
}

function isFromRequest(words: readonly string[]): boolean {
  const from = words.indexOf('from');
  return (
    from !== -1 && words.slice(from).some((word) => /^(?:session|cookies?|request|req|token|headers?|jwt)$/.test(word))
  );
}

function lastNoun(words: readonly string[]): number {
  const from = words.indexOf('from');
  let at = (from > 0 ? from : words.length) - 1;
  while (at > 0 && endings.has(words[at] ?? '')) at -= 1;
  return at;
}

/** The words of a camelCase or snake_case name, in lower case. */
export function wordsOf(name: string): readonly string[] {
  return name
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}
