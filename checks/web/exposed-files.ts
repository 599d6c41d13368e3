import { failedQuestion, guardedQuestion, questionsOf } from '../../src/analysis/site-answers/questions.ts';
import { unreadQuestion } from '../../src/analysis/site-answers/unread.ts';
import { type ExposedFile, webExposedFiles } from '../../src/artifacts/web/exposed-files.ts';
import { defineCheck, failOr, pass, type Unsettled, unlessOpen } from '../../src/core/check.ts';

/** Nothing was left on the server. */
export const exposedFiles = defineCheck({
  meta: {
    id: 'web/exposed-files',
    title: 'No environment file, repository or backup can be downloaded',
    why: 'Scanners ask every new host for these files within minutes; one of them holds the keys, the source or the customers.',
    fix: 'Take the file out of the folder that is served (public/, or the web root) and deploy again; then change every secret that was in it: count it as read by others.',
    severity: 'blocker',
    refs: [
      'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/02-Configuration_and_Deployment_Management_Testing/04-Review_Old_Backup_and_Unreferenced_Files_for_Sensitive_Information',
      'https://nextjs.org/docs/app/api-reference/file-conventions/public-folder',
    ],
    messages: { exposed: '{path} can be downloaded by anybody.' },
  },
  needs: { files: webExposedFiles },
  evaluate: ({ files }) => {
    const findings = files.flatMap(({ path, url, answer }) => {
      if (answer.state !== 'exposed') return [];
      const evidence = `GET ${url}: 200, ${answer.shown}`;
      return [{ key: 'exposed', data: { path }, at: { kind: 'url', url }, evidence } as const];
    });
    const open = questionsOf(files.map(questionOf));
    const fine = pass(`none of these came: ${files.map(({ path }) => path).join(', ')}`);
    return failOr(findings, unlessOpen(open, fine));
  },
});

function questionOf({ url, answer }: ExposedFile): Unsettled | undefined {
  if (answer.state === 'failed') return failedQuestion(url, answer.why);
  if (answer.state === 'unread') return unreadQuestion(url, answer.status);
  if (answer.state === 'guarded') return guardedQuestion(url, answer.by);
  if (answer.state === 'redirected') {
    const hint = 'name the host that answers itself with "production" in launch-ready.json';
    return { because: `${url} redirects to ${answer.to}`, hint };
  }
  if (answer.state !== 'unclear') return undefined;
  return { because: `${url} answered 200 with ${answer.type}`, hint: 'open the address and look at what comes' };
}
