import { cookieFaultsAt } from '../../src/analysis/set-cookie/faults.ts';
import { isSessionCookie, showCookie } from '../../src/analysis/set-cookie/session-cookies.ts';
import { cookieSettings, unseenHops } from '../../src/analysis/set-cookie/settings.ts';
import { groupedByPlace } from '../../src/analysis/site-answers/grouped.ts';
import { answeredPages, documentOf, unseenQuestions } from '../../src/analysis/site-answers/pages.ts';
import { questionsOf } from '../../src/analysis/site-answers/questions.ts';
import { said } from '../../src/analysis/site-answers/said.ts';
import type { WebPage } from '../../src/artifacts/web/page.ts';
import { webPages } from '../../src/artifacts/web/pages.ts';
import { webRedirects } from '../../src/artifacts/web/redirects.ts';
import { optional } from '../../src/core/artifact.ts';
import { defineCheck, failOr, pass, unlessOpen } from '../../src/core/check.ts';
import { valueIn, wayOut } from '../../src/core/gathered.ts';
import { count, listOf } from '../../src/core/text.ts';

/** The session stays with the browser that signed in. */
export const cookies = defineCheck({
  meta: {
    id: 'web/cookies',
    title: 'Session cookies are Secure, HttpOnly and SameSite',
    why: 'A session cookie that a script can read, or that goes over http, is a sign-in that somebody else can use.',
    fix: 'Set the session cookie with “Path=/; Secure; HttpOnly; SameSite=Lax”, best under a name that begins with __Host-. Auth.js, NextAuth and iron-session do so in production when their site address is https.',
    severity: 'high',
    refs: [
      'https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html#cookies',
      'https://www.rfc-editor.org/rfc/rfc6265#section-4.1.2',
    ],
    messages: {
      'over-http': 'The session cookie {name} is set over http, where anybody on the way reads it: it needs {what}.',
      'not-secure': 'The session cookie {name} is also sent over http: it lacks {what}.',
      readable: 'Every script of the page can read the session cookie {name}: it lacks {what}.',
      'no-same-site':
        'The session cookie {name} leaves it to the browser whether other sites send it: it lacks {what}.',
      'cross-site': 'The session cookie {name} is sent with requests from every other site (SameSite=None).',
      dropped: 'Browsers drop the cookie {name}: SameSite=None needs {what}.',
      prefix: 'Browsers drop the cookie {name}: its name demands {what}.',
    },
  },
  needs: { pages: webPages, walks: optional(webRedirects) },
  evaluate: ({ pages, walks }) => {
    const answered = answeredPages(pages);
    const all = cookieSettings(pages, valueIn(walks) ?? []);
    const findings = groupedByPlace(
      all.flatMap(({ url, cookie }) =>
        cookieFaultsAt(url, cookie).map(({ key, what, severity }) => {
          const data = { name: cookie.name, what };
          return { key, data, at: { kind: 'url', url } as const, evidence: showCookie(cookie), severity };
        }),
      ),
    );
    const sessions = all.filter(({ cookie }) => !cookie.cleared && isSessionCookie(cookie));
    const names = [...new Set(sessions.map(({ cookie }) => said(cookie.name)))];
    const hops = walks.state === 'ok' ? undefined : { because: 'no redirect was read', hint: wayOut(walks) };
    const open = questionsOf([
      ...unread(pages),
      hops,
      ...unseenHops(valueIn(walks) ?? []),
      names.length === 0 && signsIn(pages) ? afterSignIn : undefined,
    ]);
    const seen = names.length === 0 ? 'no session cookie and no sign-in page' : `session cookies: ${listOf(names)}`;
    const fine = pass(`${seen}; ${count(answered.length, 'answer')} looked at`);
    return failOr(findings, unlessOpen(open, fine));
  },
});

const afterSignIn = {
  because: 'the session cookie is set at sign-in, which this audit does not do',
  hint: 'sign in, look at the cookie in the browser (Developer tools → Application → Cookies), and attest the answer',
};

function unread(pages: readonly WebPage[]) {
  return unseenQuestions(pages.filter(({ role }) => role !== 'webhook'));
}

function signsIn(pages: readonly WebPage[]): boolean {
  const isKnown = pages.some(({ role, found }) => role === 'sign-in' && found !== 'guess');
  return isKnown || answeredPages(pages).some((page) => documentOf(page).password);
}
