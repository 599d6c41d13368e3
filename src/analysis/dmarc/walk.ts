import type { AskedTexts } from '../../artifacts/mail/asked.ts';
import type { DmarcGoverningFact, DomainDmarc } from '../../artifacts/mail/dmarc.ts';
import { type DmarcPolicy, type DmarcRecord, isDmarcRecord, parseDmarcRecord } from './record.ts';

/** One name of a walk and what stood there. Several records discard each other; other texts at the name do not count. */
export type DmarcStep = DomainDmarc['steps'][number];

/** The names asked, from the domain up to where the walk stopped, and the organizational domain where it can be told. */
export type DmarcWalk = {
  readonly domain: string;
  readonly steps: readonly DmarcStep[];
  /** Absent when a question on the way was not answered, so that another name might be it. */
  readonly organizational?: string;
};

/** The record that governs a domain, read. */
export type DmarcGoverning =
  | (Omit<GoverningRecord, 'text'> & { readonly record: DmarcRecord })
  | Exclude<DmarcGoverningFact, { readonly state: 'found' }>;

type GoverningRecord = Extract<DmarcGoverningFact, { readonly state: 'found' }>;

const mostLabels = 8;

/**
 * The domains whose `_dmarc` a walk asks, in order: the domain itself, then up to the top, at most eight in all. From more
 * than eight labels it jumps to the last seven. https://www.rfc-editor.org/rfc/rfc9989#section-4.10
 */
export function walkDomains(domain: string): readonly string[] {
  const labels = domain.split('.');
  const next = Math.max(1, labels.length - (mostLabels - 1));
  return [domain, ...labels.slice(next).map((_label, index) => labels.slice(next + index).join('.'))];
}

/** Walks the tree. All names are asked at once; what lies above the place where the walk stops is not looked at. */
export async function walkDmarc(domain: string, ask: (name: string) => Promise<AskedTexts>): Promise<DmarcWalk> {
  const domains = walkDomains(domain);
  const answers = await Promise.all(
    domains.map(async (name) => ({ domain: name, answer: await ask(`_dmarc.${name}`) })),
  );
  const stop = answers.findIndex(({ answer }) => (recordIn(answer)?.psd ?? 'u') !== 'u');
  const steps = stop === -1 ? answers : answers.slice(0, stop + 1);
  const organizational = organizationalDomain(domain, steps);
  return { domain, steps, ...(organizational === undefined ? {} : { organizational }) };
}

/** The one valid record among a name's texts; none when there are several (RFC 9989 section 4.10). */
export function recordIn(answer: AskedTexts): DmarcRecord | undefined {
  const [text, ...more] = recordTexts(answer);
  return text === undefined || more.length > 0 ? undefined : parseDmarcRecord(text);
}

/** The texts at a name that are DMARC records. */
export function recordTexts(answer: AskedTexts): readonly string[] {
  return answer.state === 'found' ? answer.texts.filter(isDmarcRecord) : [];
}

/** RFC 9989 section 4.10.2: the `psd=n` domain, one label below `psd=y`, else the record with the fewest labels, else the start. */
function organizationalDomain(start: string, steps: readonly DmarcStep[]): string | undefined {
  // An unanswered name might hold a record, and with it be the organizational domain or end the walk.
  if (steps.some(({ answer }) => answer.state === 'unanswered')) return undefined;
  const found = steps.flatMap(({ domain, answer }) => {
    const record = recordIn(answer);
    return record === undefined ? [] : [{ domain, record }];
  });
  const last = found.at(-1);
  if (last === undefined) return start;
  if (last.record.psd !== 'y' || last.domain === start) return last.domain;
  return start
    .split('.')
    .slice(-(last.domain.split('.').length + 1))
    .join('.');
}

/**
 * The record that applies to mail from the walk's domain (RFC 9989 section 4.10.1): its own, else the organizational
 * domain's, else the public suffix's. Several records at one name count as none there. `exists` tells whether the domain itself is in DNS.
 */
export function governingRecord({ domain, steps, organizational }: DmarcWalk, exists: boolean): DmarcGoverning {
  const as = exists ? 'subdomain' : 'missing';
  for (const step of steps) {
    const { answer } = step;
    if (answer.state === 'unanswered')
      return { state: 'unanswered', domain: step.domain, why: answer.why, kind: answer.kind };
    const isOwn = step.domain === domain;
    const record = recordIn(answer);
    if (isOwn && record !== undefined) return { state: 'found', domain, record, as: 'own' };
    if (isOwn || record === undefined) continue;
    const isSuffix = record.psd === 'y';
    if (step.domain === organizational || isSuffix) return { state: 'found', domain: step.domain, record, as };
  }
  const several = steps.find(({ answer }) => recordTexts(answer).length > 1);
  if (several === undefined) return { state: 'none' };
  return { state: 'several', domain: several.domain, texts: recordTexts(several.answer) };
}

/** What receivers do for a domain governed so. `published` is before `t=y` lowers it; absent: the record has no policy. */
export function effectivePolicy(
  record: DmarcRecord,
  as: 'own' | 'subdomain' | 'missing',
): { readonly published: DmarcPolicy; readonly effective: DmarcPolicy } | undefined {
  const published = { own: record.policy, subdomain: record.subdomains, missing: record.missing }[as];
  if (published === undefined) return undefined;
  const lowered = published === 'reject' ? 'quarantine' : 'none';
  return { published, effective: record.testing ? lowered : published };
}
