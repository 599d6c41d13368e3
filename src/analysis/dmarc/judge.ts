import type { DomainDmarc } from '../../artifacts/mail/dmarc.ts';
import type { Severity } from '../../core/finding.ts';
import { excerptOf } from '../tag-list/excerpt.ts';
import { type DmarcProblem, type DmarcRecord, isMeantAsDmarc, parseDmarcRecord } from './record.ts';
import { effectivePolicy, recordTexts } from './walk.ts';

/** What can be wrong with a domain's policy. */
export type DmarcFault =
  | 'none'
  | 'malformed'
  | 'several'
  | 'no-policy'
  | 'monitoring'
  | 'assumed'
  | 'testing'
  | 'subdomains'
  | 'suffix'
  | 'removed'
  | 'damaged';

/** One fault. `name` is where the record stands or should stand. */
export type DmarcFinding = {
  readonly key: DmarcFault;
  readonly name: string;
  readonly detail: string;
  readonly severity: Severity;
};

/** Every fault of the policy that governs a domain; none where a question was not answered. */
export function judgePolicy({ domain, steps, governing }: DomainDmarc): readonly DmarcFinding[] {
  const own = `_dmarc.${domain}`;
  const meant = steps.flatMap(({ domain: at, answer }) => {
    const text = answer.state === 'found' ? answer.texts.find(isMeantAsDmarc) : undefined;
    return text === undefined || recordTexts(answer).length > 0 ? [] : [{ name: `_dmarc.${at}`, text }];
  });
  const malformed = meant.map(({ name, text }) => finding('malformed', name, excerptOf(text, 80), 'high'));
  if (governing.state === 'unanswered') return malformed;
  if (governing.state === 'none') return malformed.length > 0 ? malformed : [finding('none', own, '', 'high')];
  if (governing.state === 'several')
    return [finding('several', `_dmarc.${governing.domain}`, String(governing.texts.length), 'high')];
  const record = parseDmarcRecord(governing.text);
  const name = `_dmarc.${governing.domain}`;
  const ownMeant = malformed.filter((one) => one.name === own);
  const ownTexts = steps.flatMap(({ domain: at, answer }) => (at === domain ? recordTexts(answer) : []));
  return [
    ...ownMeant,
    ...(ownTexts.length > 1 ? [finding('several', own, String(ownTexts.length), 'high')] : []),
    ...judgeRecord(record, name, governing.as),
    ...record.problems.flatMap((one) => judgeProblem(one, record, name)),
  ];
}

function judgeRecord(record: DmarcRecord, name: string, as: 'own' | 'subdomain' | 'missing'): readonly DmarcFinding[] {
  const policy = effectivePolicy(record, as);
  if (policy === undefined) return [finding('no-policy', name, '', 'high')];
  const suffix = as === 'own' && record.psd === 'y' ? [finding('suffix', name, '', 'medium')] : [];
  if (record.assumed) return [finding('assumed', name, '', 'medium'), ...suffix];
  const { published, effective } = policy;
  if (published === 'none')
    return [finding('monitoring', name, as === 'own' ? 'p' : `p, sp or np for ${as} names`, 'medium'), ...suffix];
  if (effective !== published) return [finding('testing', name, `${published} to ${effective}`, 'medium'), ...suffix];
  const isOpen = as === 'own' && (record.subdomains === 'none' || record.missing === 'none');
  const tag = record.subdomains === 'none' ? 'sp=none' : 'np=none';
  return [...(isOpen ? [finding('subdomains', name, tag, 'medium')] : []), ...suffix];
}

function judgeProblem({ kind, tag, text }: DmarcProblem, record: DmarcRecord, name: string): readonly DmarcFinding[] {
  // Said already: without a sound p, sp and np the record counts as p=none or as no policy.
  if (kind === 'invalid' && ['p', 'sp', 'np'].includes(tag) && (record.assumed || record.policy === undefined))
    return [];
  // Report addresses are the matter of email/dmarc-reports.
  if (tag === 'rua' || tag === 'ruf') return [];
  const words = excerptOf(text, 60);
  if (kind !== 'removed') return [finding('damaged', name, words, 'medium')];
  const isWhole = /^pct\s*=\s*100$/i.test(text);
  return [finding('removed', name, words, isWhole ? 'low' : 'medium')];
}

function finding(key: DmarcFault, name: string, detail: string, severity: Severity): DmarcFinding {
  return { key, name, detail, severity };
}

/** The walk in one line, name by name: `_dmarc.mail.example.com: no record; _dmarc.example.com: v=DMARC1; p=none`. */
export function describeWalk({ steps, governing }: Pick<DomainDmarc, 'steps' | 'governing'>): string {
  const end = governing.state === 'found' ? steps.findIndex(({ domain }) => domain === governing.domain) : -1;
  const shown = end === -1 ? steps : steps.slice(0, end + 1);
  return shown
    .map(({ domain, answer }) => {
      if (answer.state === 'unanswered') return `_dmarc.${domain}: ${answer.why}`;
      const texts = answer.state === 'found' ? answer.texts : [];
      return `_dmarc.${domain}: ${texts.length === 0 ? 'no record' : texts.map((text) => excerptOf(text)).join(' | ')}`;
    })
    .join(' → ');
}
