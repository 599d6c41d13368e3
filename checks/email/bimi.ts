import { judgeBimi } from '../../src/analysis/bimi/judge.ts';
import { unlessUnanswered } from '../../src/analysis/mail-answers/unless-unanswered.ts';
import { excerptOf } from '../../src/analysis/tag-list/excerpt.ts';
import { mailBimi } from '../../src/artifacts/mail/bimi.ts';
import { mailDmarc } from '../../src/artifacts/mail/dmarc.ts';
import { defineCheck, failOr, pass } from '../../src/core/check.ts';
import { listOf } from '../../src/core/text.ts';

/** Whether a published logo can be shown. That there is none is nobody's fault. */
export const bimi = defineCheck({
  meta: {
    id: 'email/bimi',
    title: 'The BIMI record, if there is one, works',
    why: 'A broken record shows no logo, and often it is the DMARC policy below it that is not enforced.',
    fix: 'Let TXT default._bimi.<domain> be v=BIMI1; l=https://<host>/logo.svg, with a logo in SVG Tiny PS, under DMARC p=quarantine or p=reject; or take the record away.',
    severity: 'low',
    refs: [
      'https://datatracker.ietf.org/doc/draft-brand-indicators-for-message-identification/',
      'https://bimigroup.org/implementation-guide/',
    ],
    messages: {
      malformed: 'The BIMI record of {domain} is not usable: {detail}.',
      unenforced: 'Receivers ignore the BIMI record of {domain}: {detail}.',
      logo: 'The logo of the BIMI record of {domain} cannot be shown: {detail}.',
    },
  },
  needs: { bimi: mailBimi, dmarc: mailDmarc },
  evaluate: ({ bimi, dmarc }) => {
    const judged = bimi.map((fact) => {
      const { domain, txt } = fact;
      const name = `default._bimi.${domain}`;
      const shown = txt.state === 'found' ? excerptOf(txt.texts.join(' | ')) : 'no record';
      const policy = dmarc.find((one) => one.domain === domain);
      const { faults, questions } = judgeBimi(fact, policy);
      const evidence = `${name} TXT ${shown}`;
      const at = { kind: 'dns', name, type: 'TXT' } as const;
      const findings = faults.map(({ key, detail }) => ({ key, data: { domain, detail }, at, evidence }));
      return { findings, questions, seen: `${domain}: ${shown}` };
    });
    return failOr(
      judged.flatMap(({ findings }) => findings),
      unlessUnanswered(
        judged.flatMap(({ questions }) => questions),
        pass(listOf(judged.map(({ seen }) => seen))),
      ),
    );
  },
});
