import { hiddenPaths, withoutPrivatePaths } from '../../src/analysis/cache-paths/no-paths.ts';
import { headerFindings } from '../../src/analysis/cache-paths/private-headers.ts';
import { seenAnswers } from '../../src/analysis/cache-paths/served.ts';
import { unseenQuestion } from '../../src/analysis/cache-paths/unseen.ts';
import { isShown } from '../../src/analysis/live-proof/caching-answer.ts';
import { questionsOf } from '../../src/analysis/site-answers/questions.ts';
import { cacheLiveProof } from '../../src/artifacts/cache/live-proof.ts';
import { privatePaths } from '../../src/artifacts/repository/private-paths.ts';
import { privateAnswers } from '../../src/artifacts/site/private-answers.ts';
import { optional } from '../../src/core/artifact.ts';
import { blocked, defineCheck, failOr, pass, unlessOpen } from '../../src/core/check.ts';
import { valueIn } from '../../src/core/gathered.ts';
import { count, listOf } from '../../src/core/text.ts';

/** Private answers forbid every cache between the origin and the user. */
export const privateHeaders = defineCheck({
  meta: {
    id: 'cache/private-headers',
    title: 'Private answers say “private” or “no-store”',
    why: 'Without either word every cache on the way may keep the answer and give it to the next person: the edge, a company’s proxy, a service put in front later.',
    fix: 'Answer private paths with “Cache-Control: private, no-store”. In Next.js pass the header to the Response of the route handler, or set it for the path in headers() of next.config; take out public, s-maxage and CDN-Cache-Control.',
    severity: 'high',
    refs: [
      'https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2',
      'https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html#web-content-caching',
    ],
    messages: {
      shared: 'A private answer invites shared caches to store it: {header}.',
      contradiction:
        'A private answer invites and forbids storing at once, and caches differ in what they make of it: {header}.',
      storable: 'A private answer does not forbid storing: {header}.',
    },
  },
  needs: { paths: privatePaths, answers: optional(privateAnswers), proof: optional(cacheLiveProof) },
  evaluate: ({ paths, answers, proof }) => {
    const none = withoutPrivatePaths(paths);
    if (none !== undefined) return none;
    const seen = seenAnswers(valueIn(answers), valueIn(proof)).filter(({ variant }) => variant !== 'confused');
    if (answers.state !== 'ok' && seen.length === 0) return blocked(answers);
    const open = questionsOf([unseenQuestion(paths, answers, seen), hiddenPaths(paths)]);
    const at = [...new Set(seen.filter(({ answer }) => isShown(answer)).map(({ path }) => path))];
    const fine = pass(`${count(at.length, 'private path forbids', 'private paths forbid')} storing: ${listOf(at)}`);
    return failOr(headerFindings(seen), unlessOpen(open, fine));
  },
});
