import { hstsFaults } from '../../src/analysis/hsts/faults.ts';
import { failOrSilent, questionOf } from '../../src/analysis/redirects/questions.ts';
import { questionsOf } from '../../src/analysis/site-answers/questions.ts';
import { said } from '../../src/analysis/site-answers/said.ts';
import { isUnread, unreadQuestion } from '../../src/analysis/site-answers/unread.ts';
import { type RedirectWalk, webRedirects } from '../../src/artifacts/web/redirects.ts';
import { defineCheck, pass, unlessOpen } from '../../src/core/check.ts';

/** Browsers never try http again. */
export const hsts = defineCheck({
  meta: {
    id: 'tls/hsts',
    title: 'Browsers are told to use https alone for at least half a year',
    why: 'Without HSTS the first request of each visit may go over http, where anybody on the way can keep the visitor there.',
    fix: 'Send “Strict-Transport-Security: max-age=63072000; includeSubDomains” once with every https answer, redirects included; add “preload” only when every subdomain speaks https. Next.js: headers() in next.config.',
    severity: 'medium',
    refs: [
      'https://www.rfc-editor.org/rfc/rfc6797',
      'https://hstspreload.org/',
      'https://vercel.com/docs/cdn-security/encryption',
    ],
    messages: {
      missing: '{host} sends no Strict-Transport-Security over https.',
      'on-redirect': '{host} redirects without Strict-Transport-Security.',
      malformed: 'Browsers ignore the Strict-Transport-Security of {host}: {why}.',
      off: '{host} switches HSTS off (max-age=0).',
      short: '{host} asks for https for {why} only.',
      preload: '{host} asks to be preloaded, which needs {why} as well.',
      several: '{host} sends Strict-Transport-Security more than once; browsers read the first alone.',
    },
  },
  needs: { walks: webRedirects },
  evaluate: ({ walks }) => {
    const findings = hstsFaults(walks).map(({ key, host, url, why, evidence, severity }) => {
      return { key, data: { host, why }, at: { kind: 'url', url }, evidence, severity } as const;
    });
    const secure = walks.filter(({ kind }) => kind === 'https');
    const open = questionsOf(secure.map(firstQuestion));
    const [canonical] = secure;
    const header = canonical?.hops[0]?.hsts[0] ?? '';
    const fine = pass(`${canonical?.host}: Strict-Transport-Security: ${said(header)}`);
    return failOrSilent(findings, secure, unlessOpen(open, fine));
  },
});

/** The first answer is enough: where its redirects lead is another check’s question. */
function firstQuestion(walk: RedirectWalk) {
  const [first] = walk.hops;
  if (first !== undefined && first.guard === undefined) {
    return first.hsts.length === 0 && isUnread(first.status) ? unreadQuestion(first.url, first.status) : undefined;
  }
  return questionOf({ ...walk, hops: walk.hops.slice(0, 1) });
}
