import { describe, expect, it } from 'vitest';
import { acts, asksWho } from './session-words.ts';

describe('a function that asks who is signed in', () => {
  it.each([
    ...['getServerSession', 'auth', 'currentUser', 'getToken', 'getSession', 'verifySession', 'requireUser', 'getAuth'],
    ...['validateRequest', 'unauthorized', 'getCurrentUser', 'getAuthUser', 'requireUserOrRedirect', 'requireUserId'],
    ...[
      'getUserFromRequest',
      'getUserFromCookies',
      'getUserId',
      'isLoggedIn',
      'isAuthenticated',
      'withAuth',
      'withSession',
    ],
    ...[
      'withApiAuthRequired',
      'withPageAuthRequired',
      'getSessionCookie',
      'getViewer',
      'getMe',
      'checkAuth',
      'verifyJWT',
    ],
    ...[
      'requireAdmin',
      'ensureAuthenticated',
      'assertSignedIn',
      'protect',
      'getLoggedInUser',
      'getSessionUser',
      'fetchMe',
    ],
  ])('%s', (name) => expect(asksWho(name)).toBe(true));

  it.each([
    ...[
      'getUser',
      'getUsers',
      'getUserById',
      'getUserByUsername',
      'createSession',
      'getCheckoutSession',
      'verifyCaptcha',
    ],
    ...[
      'verifyCaptchaToken',
      'validateUserInput',
      'getProducts',
      'getAuthor',
      'author',
      'useSession',
      'signIn',
      'authors',
    ],
    ...['checkEmail', 'withRouter', 'isUser', 'verifyWebhookSignature', 'createBillingPortalSession', 'setSession', ''],
  ])('is not %s', (name) => expect(asksWho(name)).toBe(false));
});

it.each([
  'deleteAccount',
  'signOut',
  'logOut',
  'sendReceipt',
  'updateMany',
  'createOrder',
  'createPortalSession',
  'create',
  'cancel',
])('%s changes something', (name) => expect(acts(name)).toBe(true));
it.each(['getOrders', 'createClient', 'createServerClient', 'removePrefix', 'signIn', 'created', 'select', 'logs'])(
  '%s only reads',
  (name) => expect(acts(name)).toBe(false),
);
