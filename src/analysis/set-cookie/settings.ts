import type { PageCookie, WebPage } from '../../artifacts/web/page.ts';
import type { RedirectWalk } from '../../artifacts/web/redirects.ts';
import type { Unsettled } from '../../core/check.ts';
import { hostOf } from '../redirects/faults.ts';
import { questionOf } from '../redirects/questions.ts';
import { answeredPages } from '../site-answers/pages.ts';

/** A cookie and the address that sets it. */
export type CookieSetting = { readonly url: string; readonly cookie: PageCookie };

/** Every cookie that pages and the redirects on production's own hosts set, each once a place. */
export function cookieSettings(pages: readonly WebPage[], walks: readonly RedirectWalk[]): readonly CookieSetting[] {
  const own = new Set(walks.map(({ host }) => host));
  const hops = walks
    .flatMap((walk) => walk.hops)
    .filter(({ url, guard }) => guard === undefined && own.has(hostOf(new URL(url))));
  const answers = [
    ...answeredPages(pages).map(({ url, answer }) => ({ url, cookies: answer.cookies })),
    ...hops.map(({ url, cookies = [] }) => ({ url, cookies })),
  ];
  const settings = answers.flatMap(({ url, cookies }) => cookies.map((cookie) => ({ url, cookie })));
  const byText = new Map(settings.map((one) => [JSON.stringify(one), one]));
  return [...byText.values()];
}

/** The redirects whose cookies were not all seen, as open questions; a closed port sets none. */
export function unseenHops(walks: readonly RedirectWalk[]): readonly (Unsettled | undefined)[] {
  return walks.filter(({ end }) => end.state !== 'failed' || end.why !== 'refused').map(questionOf);
}
