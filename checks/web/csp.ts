import { policyFaults } from '../../src/analysis/csp/faults.ts';
import { groupedByPlace } from '../../src/analysis/site-answers/grouped.ts';
import { valuesOf } from '../../src/analysis/site-answers/headers.ts';
import { documentOf, pageQuestions, shownPages } from '../../src/analysis/site-answers/pages.ts';
import { questionsOf } from '../../src/analysis/site-answers/questions.ts';
import { said } from '../../src/analysis/site-answers/said.ts';
import { webPages } from '../../src/artifacts/web/pages.ts';
import { defineCheck, failOr, pass, unlessOpen } from '../../src/core/check.ts';

const roles = ['root', 'sign-in'] as const;

/** Injected scripts do not run. */
export const csp = defineCheck({
  meta: {
    id: 'web/csp',
    title: 'A Content-Security-Policy keeps injected scripts from running',
    why: 'With it a hole that lets somebody write into a page stays a nuisance; without it their script acts as the visitor who is signed in.',
    fix: "Send “Content-Security-Policy: script-src 'nonce-…' 'strict-dynamic'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'” with a fresh nonce in every answer. Next.js: set the nonce in middleware or proxy.ts, as its guide shows.",
    severity: 'medium',
    refs: [
      'https://www.w3.org/TR/CSP3/',
      'https://nextjs.org/docs/app/guides/content-security-policy',
      'https://cheatsheetseries.owasp.org/cheatsheets/Content_Security_Policy_Cheat_Sheet.html',
    ],
    messages: {
      missing: 'There is no Content-Security-Policy.',
      'report-only': 'The Content-Security-Policy only reports; nothing is enforced.',
      'meta-only': 'The policy stands in the page alone, where frame-ancestors and reports have no effect.',
      'no-script-policy': 'The policy does not speak of scripts.',
      'unsafe-inline': 'The policy allows inline scripts: {because}.',
      'unsafe-eval': 'The policy allows text to be run as a script: {because}.',
      'any-source': 'The policy allows scripts from anywhere: {because}.',
      'no-object-src': 'The policy does not limit plugins: {because}.',
      'no-base-uri': 'The policy lets injected markup move the base of every relative address: {because}.',
    },
  },
  needs: { pages: webPages },
  evaluate: ({ pages }) => {
    const shown = shownPages(pages, roles);
    const findings = groupedByPlace(
      shown.flatMap((page) =>
        policyFaults(page.answer.headers, documentOf(page).policies).map(({ key, because, evidence, severity }) => {
          return { key, data: { because }, at: { kind: 'url', url: page.url } as const, evidence, severity };
        }),
      ),
    );
    const open = questionsOf(pageQuestions(pages, roles));
    const [first] = shown;
    const header = first === undefined ? '' : (valuesOf(first.answer.headers, 'content-security-policy')[0] ?? '');
    const fine = pass(`Content-Security-Policy: ${said(header, 300)}`);
    return failOr(findings, unlessOpen(open, fine));
  },
});
