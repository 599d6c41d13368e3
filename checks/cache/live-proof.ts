import { describeProofs } from '../../src/analysis/live-proof/describe.ts';
import { findingsOf } from '../../src/analysis/live-proof/findings.ts';
import { hasControl, leaksOf } from '../../src/analysis/live-proof/leaks.ts';
import { openQuestions } from '../../src/analysis/live-proof/open-questions.ts';
import { questionsOf } from '../../src/analysis/site-answers/questions.ts';
import { cacheLiveProof } from '../../src/artifacts/cache/live-proof.ts';
import { defineCheck, failOr, pass, unknown, unlessOpen } from '../../src/core/check.ts';
import { listOf } from '../../src/core/text.ts';

/** Asked for real: nobody gets from a cache what belongs to test user A. */
export const liveProof = defineCheck({
  meta: {
    id: 'cache/live-proof',
    title: 'Nobody gets another user’s private page from the cache, as tried',
    why: 'This is the leak itself, seen: a page made for one signed-in user was given to another, with the name, orders and address in it.',
    fix: 'Cloudflare → Caching → Cache Rules: put a last rule “Bypass cache” over the private paths (cache/private-paths names the rule that stores them), answer them with Cache-Control: private, no-store, answer unknown paths below them with 404, then Caching → Configuration → Purge Everything and run the proof again.',
    severity: 'blocker',
    refs: [
      'https://developers.cloudflare.com/cache/how-to/cache-rules/',
      'https://developers.cloudflare.com/cache/cache-security/cache-deception-armor/',
    ],
    messages: {
      markers: 'What belongs to test user A at {path} was given to {who}.',
      answer: 'The very answer that {owner} got at {path} was given to {who} as well.',
      admitted: 'Where test user A had asked, {path} was shown to {who}, who is turned away there otherwise.',
      stored: 'A cache keeps the answer that {owner} gets at {path}; nobody else was given it this time.',
      alike: 'A cache answers {path}, a private path; nothing in the answer tells whose it is.',
    },
  },
  needs: { proof: cacheLiveProof },
  evaluate: ({ proof }) => {
    const { proofs, left } = proof;
    const findings = findingsOf(proofs.flatMap(leaksOf));
    const judged = proofs.filter(hasControl);
    const open = questionsOf(openQuestions(proof));
    if (judged.length === 0 && open === undefined) return failOr(findings, withoutControl);
    const rest = left.length === 0 ? '' : `; not asked: ${listOf(left, 5)}`;
    return failOr(findings, unlessOpen(open, pass(`${describeProofs(judged, proofs)}${rest}`)));
  },
});

const withoutControl = unknown(
  'test user A got nothing of its own at any private path that was asked: turned away, or given what everybody gets',
  'sign in as test user A again and set its session anew (users.a.headers in launch-ready.json); when it is fresh, name texts that only A sees with users.a.markers, and where the host only redirects, the one that answers with "production"',
);
