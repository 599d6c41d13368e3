/** Whether an address or path is where people sign in, or are told that they must: its last words, or its host, say so. */
export function isSignInAddress(address: string): boolean {
  const plain = address.slice(0, 2_000).split(/[?#]/, 1)[0] ?? '';
  const [, host = '', path = plain] = /^https?:\/\/([^/]*)(.*)$/i.exec(plain) ?? [];
  if (/^(?:accounts?|login|signin|auth|sso|id|identity)\./i.test(host) || /auth0\.com$|clerk\./i.test(host))
    return true;
  return path.split('/').some((segment) => signIn.test(segment));
}

const signIn =
  /^(?:(?:sign|log)[-_]?(?:in|up|on)|register|registration|join|auth|oauth2?|sso|authenticate|unauthori[sz]ed|access-denied|denied|forbidden|401|403|sign-?out|log-?out|(?:forgot|reset|new|update)?[-_]?password(?:[-_](?:reset|forgotten))?|forgot|verify(?:-email|-request|-otp)?|verification|magic-link|otp|2fa|mfa|invite|invitation|sso-callback|session-expired|welcome-back)$/i;

// What is asked by machines, or tells nothing of a person, whatever the code around it does.
const machines: readonly (readonly [segment: RegExp, why: string])[] = [
  [/^(?:[\w-]{0,60}[-_])?web-?hooks?(?:[-_][\w-]{0,60})?$|^hooks?$/i, 'a webhook: a provider asks it'],
  [/^(?:crons?|cron-?jobs?|inngest|qstash)$/i, 'a scheduled job: the scheduler asks it'],
  [/^(?:healthz?|health-?check|livez|readyz|ping|status|uptime)$/i, 'a health check'],
];
const files =
  /^(?:robots\.txt|sitemap(?:[-_.][\w.-]{0,40})?|manifest(?:\.json|\.webmanifest)?|favicon\.ico|feed\.xml|rss(?:\.xml)?|atom\.xml|llms(?:-full)?\.txt|opengraph-image|og|og-image|twitter-image|apple-icon|\.well-known)$/i;

const marketing =
  /^(?:about|about-us|pricing|plans|features?|product|products|blog|posts|articles?|news|press|changelog|roadmap|docs?|documentation|guides?|help|faq|faqs|support|contact|contact-us|careers?|jobs|legal|terms|terms-of-(?:service|use)|tos|privacy|privacy-policy|cookies|cookie-policy|imprint|impressum|datenschutz|agb|security|trust|customers|case-studies|testimonials|partners|integrations|templates|examples|showcase|community|events|landing|home|waitlist|newsletter|download|downloads|compare|solutions|use-cases|enterprise|demo|tags?|categor(?:y|ies)|collections?|authors?|resources|learn|tutorials?|not-found|404|500|error|maintenance|offline)$/i;

const personal =
  /^(?:dashboards?|account|accounts|my-?account|settings|preferences|admin|administration|backoffice|profile|profiles|billing|subscriptions?|orders?|invoices?|payments?|purchases|wallet|inbox|messages|notifications|portal|console|workspaces?|members?|me|my|users?|my[-_].{1,60}|private|protected|secure|internal|favorites|favourites|wishlist|bookings?|reservations|medical-records?|documents)$/i;

/** The segments of a route that are written out, without those that are filled in. */
function wordsOf(route: string): readonly string[] {
  return route.split('/').filter((segment) => segment !== '' && !segment.includes('['));
}

/** Why a route answers machines alone; `undefined` for any other. A page, or what lies below a private name, is people's. */
export function machineRoute({
  path,
  kind,
}: {
  readonly path: string;
  readonly kind: 'page' | 'handler';
}): string | undefined {
  const words = wordsOf(path);
  const until = words.findIndex((word) => personal.test(word));
  const open = until === -1 ? words : words.slice(0, until);
  if (open.some((word) => files.test(word))) return 'a file that crawlers and browsers ask for';
  if (kind === 'page') return undefined;
  return machines.find(([segment]) => open.some((word) => segment.test(word)))?.[1];
}

/** Whether a route is for signing in, up or out, or back in after a forgotten password. A page below a private name is none. */
export function isSignInRoute(route: string): boolean {
  const words = wordsOf(route);
  const at = words.findIndex((word) => signIn.test(word));
  if (at === -1 || words.slice(0, at).some((word) => personal.test(word))) return false;
  // `/auth/login` and `/api/auth/[...nextauth]`, but not `/auth/dashboard`.
  return !words.slice(at + 1).some((word) => personal.test(word));
}

/** Whether a route's name says that it shows everybody the same: the start page, prices, a blog. */
export function isMarketingRoute(route: string): boolean {
  const [first] = wordsOf(route).filter((word) => word !== 'api');
  const shown = route.split('/').filter((segment) => segment !== '');
  if (shown.length === 0) return true;
  // `/[locale]` is the start page in a language.
  if (shown.length === 1 && /^\[(?:locale|lang|lng)\]$/i.test(shown[0] ?? '')) return true;
  return first !== undefined && marketing.test(first);
}

/** The word of a route that says that its answers belong to one person: `dashboard` in `/team/dashboard`. */
export function privateWord(route: string): string | undefined {
  return wordsOf(route).find((word) => personal.test(word));
}
