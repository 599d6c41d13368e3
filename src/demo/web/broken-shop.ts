import type { PlantedSecrets } from '../planted.ts';
import { type PrivatePolicy, privatePage } from './customer-pages.ts';
import { customerOf } from './customers.ts';
import { homePage, missingPage, signInPage } from './markup.ts';
import { html, type Page, redirect, text, type Visit } from './page.ts';

/**
 * The shop as it went live in a hurry: headers copied from an answer on a forum, a policy that allows what it was meant to stop, the last
 * sprint's `noindex`, a file of variables among the public ones, a dashboard that shared caches may keep and that answers for whatever is
 * asked below it.
 */
export function brokenShop(visit: Visit, secrets: PlantedSecrets): Page {
  const page = privatePage(visit, customerOf(visit, secrets), policy) ?? pageAt(visit, secrets);
  const { 'cache-control': caching, ...others } = standing;
  // A handler says nothing of caching by itself, a page does.
  const own = visit.path === '/api/account' ? others : { ...others, 'cache-control': caching };
  return { ...page, headers: { ...own, ...crossOrigin(visit), ...page.headers } };
}

function pageAt(visit: Visit, secrets: PlantedSecrets): Page {
  switch (visit.path) {
    case '/':
      return html(homePage(inlineScript));
    case '/sign-in':
      return html(signInPage(inlineScript + recorder), {
        'set-cookie': `harbor_session=${secrets.visitorSession}; Path=/`,
      });
    case '/robots.txt':
      return text('User-agent: *\nAllow: /\n');
    case '/.env':
      return text(`DATABASE_URL=${secrets.databaseUrl}\nSTRIPE_SECRET_KEY=${secrets.stripeLiveKey}\n`);
    // vercel.json sends every address under /api to the same one with a slash.
    case '/api/webhooks/stripe':
      return redirect(308, '/api/webhooks/stripe/');
    case '/api/webhooks/stripe/':
      return { status: 405, headers: { allow: 'POST' }, body: '' };
    default:
      return html(missingPage(inlineScript, `<pre>${trace}</pre>`), {}, 404);
  }
}

const standing = {
  server: 'Vercel',
  'x-powered-by': 'Next.js',
  'x-vercel-cache': 'MISS',
  'cache-control': 'public, max-age=0, must-revalidate',
  'strict-transport-security': 'max-age=300',
  'content-security-policy': "default-src 'self'; script-src 'self' 'unsafe-inline' https:",
  'x-robots-tag': 'noindex',
} as const;

// Whoever asks is allowed, with the visitor's cookies.
function crossOrigin({ headers }: Visit): Page['headers'] {
  const { origin } = headers;
  if (origin === undefined) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    vary: 'Origin',
  };
}

const inlineScript = '<script>self.__next_f=[]</script>\n<script src="/_next/static/chunks/main.js" async></script>';
const shared = { 'cache-control': 'public, s-maxage=600' } as const;
// Prerendered by mistake: Vercel's own cache sends strangers away, with an answer of some minutes ago.
const prerendered = { 'x-vercel-cache': 'HIT', age: '214' } as const;

const policy: PrivatePolicy = {
  scripts: inlineScript,
  headers: { '/dashboard': shared, '/account': {}, '/api/account': {} },
  anonymous: { '/dashboard': {}, '/account': prerendered, '/api/account': {} },
  anythingBelow: true,
};

const recorder = '\n<script src="https://cdn.session-recorder.example/v2/record.js" async></script>';

const trace = `NotFoundError: no page for this address
    at findPage (/var/task/.next/server/chunks/414.js:1:20417)
    at async renderPage (/var/task/node_modules/next/dist/server/base-server.js:1862:28)
    at async /var/task/___next_launcher.cjs:48:5`;
