import { hiddenPaths, withoutPrivatePaths } from '../../src/analysis/cache-paths/no-paths.ts';
import { seenAnswers, servedFindings, vercelProof } from '../../src/analysis/cache-paths/served.ts';
import { unseenQuestion } from '../../src/analysis/cache-paths/unseen.ts';
import { usesVercel } from '../../src/analysis/edge-addresses/uses-vercel.ts';
import { isShown } from '../../src/analysis/live-proof/caching-answer.ts';
import { questionsOf } from '../../src/analysis/site-answers/questions.ts';
import { cacheLiveProof } from '../../src/artifacts/cache/live-proof.ts';
import { dnsAddresses } from '../../src/artifacts/dns/addresses.ts';
import { dnsHosting } from '../../src/artifacts/dns/hosting.ts';
import { privatePaths } from '../../src/artifacts/repository/private-paths.ts';
import { privateAnswers } from '../../src/artifacts/site/private-answers.ts';
import { optional } from '../../src/core/artifact.ts';
import { blocked, defineCheck, failOr, notApplicable, pass, unlessOpen } from '../../src/core/check.ts';
import { valueIn } from '../../src/core/gathered.ts';
import { count, listOf } from '../../src/core/text.ts';

/** Vercel’s own cache holds no private page either. */
export const vercelEdge = defineCheck({
  meta: {
    id: 'cache/vercel-edge',
    title: 'Vercel’s cache holds no private page',
    why: 'Behind Cloudflare stands a second cache: a page that it stores is the same for every user, however Cloudflare is set.',
    fix: 'Render the page for each request: read the session with cookies() or headers() in it, take out revalidate, force-static and s-maxage, and deploy again. A shell without anybody’s data that loads the rest with the session: accept the finding with that reason.',
    severity: 'high',
    refs: ['https://vercel.com/docs/headers/response-headers', 'https://vercel.com/docs/cdn-cache'],
    messages: {
      stored: '{path} was answered from Vercel’s cache ({header}).',
      refusal:
        'The answer that turns strangers away from {path} is stored ({header}): who is signed in may get it, too.',
    },
  },
  needs: {
    paths: privatePaths,
    answers: optional(privateAnswers),
    proof: optional(cacheLiveProof),
    hosting: optional(dnsHosting),
    addresses: optional(dnsAddresses),
  },
  evaluate: ({ paths, answers, proof, hosting, addresses }) => {
    const none = withoutPrivatePaths(paths);
    if (none !== undefined) return none;
    const seen = seenAnswers(valueIn(answers), valueIn(proof)).filter(({ variant }) => variant !== 'confused');
    const refused = seen.filter(({ answer }) => answer.turnedAway);
    const findings = [
      ...servedFindings(
        seen.filter((one) => !refused.includes(one)),
        'stored',
        vercelProof,
      ),
      ...servedFindings(refused, 'refusal', vercelProof).map((one) => ({ ...one, severity: 'medium' as const })),
    ];
    const elsewhere = valueIn(hosting)?.elsewhere ?? [];
    if (elsewhere.length > 0 && addresses.state === 'ok' && !usesVercel(valueIn(hosting), addresses.value)) {
      return failOr(findings, notApplicable(`deployed elsewhere: ${listOf(elsewhere, 3)}`));
    }
    if (answers.state !== 'ok' && seen.length === 0) return blocked(answers);
    const open = questionsOf([unseenQuestion(paths, answers, seen), hiddenPaths(paths)]);
    const at = [...new Set(seen.filter(({ answer }) => isShown(answer)).map(({ path }) => path))];
    const fine = pass(`no answer of ${count(at.length, 'private path')} came from Vercel’s cache: ${listOf(at)}`);
    return failOr(findings, unlessOpen(open, fine));
  },
});
