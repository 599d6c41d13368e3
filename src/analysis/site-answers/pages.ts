import type { AnsweredPage, PageDocument, WebPage } from '../../artifacts/web/page.ts';
import type { Unsettled } from '../../core/check.ts';
import { failedQuestion, guardedQuestion } from './questions.ts';
import { isTurnedAway, isUnread, unreadQuestion } from './unread.ts';

/** A page that the site itself showed, in full. */
export type ShownPage = { readonly url: string; readonly role: WebPage['role']; readonly answer: AnsweredPage };

type Role = WebPage['role'];

/** Pages that the site itself answered, whatever the status. */
export function answeredPages(pages: readonly WebPage[], roles: readonly Role[] = allRoles): readonly ShownPage[] {
  const found = pages.flatMap(({ url, role, answer }) =>
    answer.state === 'answered' && roles.includes(role) ? [{ url, role, answer }] : [],
  );
  // A root that leads to the sign-in page is that page: one place, judged once.
  return found.filter(({ url }, nth) => found.findIndex((other) => other.url === url) === nth);
}

/** Pages that visitors see: status 200 to 299. */
export function shownPages(pages: readonly WebPage[], roles: readonly Role[]): readonly ShownPage[] {
  return answeredPages(pages, roles).filter(({ answer }) => isShown(answer));
}

const allRoles: readonly Role[] = ['root', 'sign-in', 'missing', 'webhook'];

/** Whether an answer is a page that visitors see. */
export function isShown({ status }: AnsweredPage): boolean {
  return status >= 200 && status < 300;
}

/** The HTML of a page as far as it is judged; a page of another kind has none. */
export function documentOf({ answer }: ShownPage): PageDocument {
  return answer.document ?? { robots: [], policies: [], scripts: [], moreScripts: false, password: false };
}

/** Why an answer does not show the site’s page, and what would settle it; `undefined` when it does. */
export function pageQuestion({ url, answer }: Pick<WebPage, 'url' | 'answer'>): Unsettled | undefined {
  if (answer.state === 'guarded') return guardedQuestion(url, answer.by);
  if (answer.state === 'failed') return failedQuestion(url, answer.why);
  if (isShown(answer)) return undefined;
  if (answer.to !== undefined) {
    return {
      because: `${url} redirects to ${answer.to}`,
      hint:
        new URL(answer.to).host === new URL(url).host
          ? 'let the address lead to its page in one step'
          : 'name the host that answers itself with "production" in launch-ready.json',
    };
  }
  if (isUnread(answer.status)) return unreadQuestion(url, answer.status);
  return { because: `${url} answered ${answer.status}`, hint: 'run the audit again when the page answers 200' };
}

/**
 * Whether nothing that the site itself says at this address was read. An error of its own is what stands at the address
 * that is not there, at the webhook, and where a sign-in page was only guessed.
 */
export function isUnseen({ role, found, answer }: WebPage): boolean {
  if (answer.state !== 'answered' || isTurnedAway(answer.status)) return true;
  return isUnread(answer.status) && (role === 'root' || (role === 'sign-in' && found !== 'guess'));
}

/** What stayed open of the pages that were not read at all. */
export function unseenQuestions(pages: readonly WebPage[]): readonly (Unsettled | undefined)[] {
  return pages.filter(isUnseen).map(pageQuestion);
}

/** The questions of some pages. A sign-in page that was only guessed and is not there asks nothing. */
export function pageQuestions(pages: readonly WebPage[], roles: readonly Role[]): readonly (Unsettled | undefined)[] {
  return pages
    .filter(({ role }) => roles.includes(role))
    .map((page) => (isGuess(page) ? undefined : pageQuestion(page)));
}

function isGuess({ found, answer }: WebPage): boolean {
  return found === 'guess' && answer.state === 'answered' && !isShown(answer);
}
