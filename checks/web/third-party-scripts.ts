import { documentOf, pageQuestions, type ShownPage, shownPages } from '../../src/analysis/site-answers/pages.ts';
import { questionsOf } from '../../src/analysis/site-answers/questions.ts';
import { said } from '../../src/analysis/site-answers/said.ts';
import { scriptOwner } from '../../src/analysis/third-party-scripts/providers.ts';
import { webPages } from '../../src/artifacts/web/pages.ts';
import { defineCheck, failOr, unknown } from '../../src/core/check.ts';

/** Strangers' scripts stay off the pages of people who are signed in. */
export const thirdPartyScripts = defineCheck({
  meta: {
    id: 'web/third-party-scripts',
    title: 'Pages with a sign-in load no third-party scripts that can change unseen',
    why: 'Such a script reads everything that the visitor types and sees; whoever takes over its host has every password from then on.',
    fix: 'Take the script off the sign-in and account pages, serve a fixed copy from your own host, or pin it with integrity="sha384-…" and crossorigin="anonymous".',
    severity: 'medium',
    refs: [
      'https://www.w3.org/TR/SRI/',
      'https://cheatsheetseries.owasp.org/cheatsheets/Third_Party_Javascript_Management_Cheat_Sheet.html',
    ],
    messages: { unpinned: '{host} runs a script on the sign-in page that nobody pinned.' },
  },
  needs: { pages: webPages },
  evaluate: ({ pages }) => {
    const shown = [
      ...shownPages(pages, ['sign-in']),
      ...shownPages(pages, ['root']).filter((page) => documentOf(page).password),
    ];
    const findings = shown.flatMap(unpinnedOn);
    const behind = afterSignIn(shown);
    const open = questionsOf([...pageQuestions(pages, ['sign-in']), ...shown.map(unread), behind]) ?? behind;
    return failOr(findings, unknown(open.because, open.hint));
  },
});

const withIdentity = 'name a test user with "users": {"a": …} and its pages with "privatePaths" in launch-ready.json';

/** What stands behind the sign-in is never seen by an anonymous visitor. */
function afterSignIn(shown: readonly ShownPage[]) {
  const looked = shown.map(({ url }) => url).join(' and ');
  const seen = looked === '' ? 'no sign-in page was found' : `${looked} was seen`;
  return { because: `${seen}; pages behind the sign-in were not`, hint: withIdentity };
}

/** Scripts of a page that is longer than what was read, or that has more of them than are kept. */
function unread({ url, answer }: ShownPage) {
  if (!answer.truncated && answer.document?.moreScripts !== true) return undefined;
  return {
    because: `${url} has scripts that were not read`,
    hint: 'look at all of them in a browser (Developer tools)',
  };
}

function unpinnedOn(page: ShownPage) {
  const loose = documentOf(page).scripts.filter(
    ({ src, integrity }) => !integrity && scriptOwner(src, page.url) === 'third',
  );
  const byHost = Map.groupBy(loose, ({ src }) => new URL(src).host);
  return [...byHost].map(([host, scripts]) => {
    const evidence = scripts
      .slice(0, 5)
      .map(({ src }) => `<script src="${said(src)}"> without integrity`)
      .join('\n');
    return { key: 'unpinned', data: { host }, at: { kind: 'url', url: page.url }, evidence } as const;
  });
}
