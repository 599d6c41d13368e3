import type { DomainAlignment, ReturnPath } from '../../artifacts/mail/alignment.ts';
import type { DkimSelector, DomainDkim } from '../../artifacts/mail/dkim.ts';
import type { DomainDmarc } from '../../artifacts/mail/dmarc.ts';
import type { MailSender } from '../../artifacts/mail/senders.ts';
import type { Confidence, Severity } from '../../core/finding.ts';
import { isSoundKey, isSoundRecord } from '../dkim/judge.ts';
import { parseKeyRecord } from '../dkim/key-record.ts';
import type { OpenQuestion } from '../mail-answers/unless-unanswered.ts';
import { providerOf } from '../mail-senders/dns-signs.ts';
import { mailProviders } from '../mail-senders/providers.ts';
import { parseDmarcRecord } from './record.ts';

/** The facts about one mail domain. `senders` are those of the repository. */
export type AlignmentFacts = {
  readonly alignment: DomainAlignment;
  readonly dmarc: DomainDmarc;
  readonly dkim: DomainDkim;
  readonly senders: readonly MailSender[];
};

/** A sender one of whose identifiers does not align: by strict mode, by the tree walk, or because `neither` is there. */
export type AlignmentFinding = {
  readonly key: 'spf-strict' | 'spf-organization' | 'dkim-strict' | 'neither';
  readonly sender: string;
  readonly host: string;
  readonly evidence: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
};

/** What was seen of a domain's senders: faults, open questions, and who aligns by what. */
export type AlignmentVerdict = {
  readonly findings: readonly AlignmentFinding[];
  /** With the sender that a question is about, where it is about one. */
  readonly questions: readonly (OpenQuestion & { readonly sender?: string })[];
  readonly aligned: readonly { readonly sender: string; readonly how: string }[];
};

/** Judges each sender by RFC 9989 section 4.4: SPF by its return path, DKIM by a key below the domain; one that aligns is enough. */
export function judgeAlignment(facts: AlignmentFacts): AlignmentVerdict {
  const { alignment, senders, dmarc } = facts;
  const claimed = new Set(senders.flatMap((sender) => pathsOf(sender, alignment)));
  const verdicts = [
    ...senders.map((sender) => judgeSender(sender, facts)),
    ...alignment.returnPaths.filter((path) => !claimed.has(path)).map((path) => judgePath(path, facts)),
  ];
  const { governing } = dmarc;
  const unasked = governing.state === 'unanswered' ? [{ ...governing, name: `_dmarc.${governing.domain}` }] : [];
  return {
    findings: verdicts.flatMap(({ findings }) => findings),
    questions: [...unasked, ...verdicts.flatMap(({ questions }) => questions)],
    aligned: verdicts.flatMap(({ aligned }) => aligned),
  };
}

function pathsOf(sender: MailSender, { domain, returnPaths }: DomainAlignment): readonly ReturnPath[] {
  const hosts = sender.returnPaths.map((label) => `${label}.${domain}`);
  return returnPaths.filter(({ host, providers }) => hosts.includes(host) && providers.includes(sender.id));
}

function judgeSender(sender: MailSender, facts: AlignmentFacts): AlignmentVerdict {
  const { dkim, alignment } = facts;
  const paths = pathsOf(sender, alignment);
  const key = keyOf(
    dkim,
    ({ selector, from }) => sender.selectors.includes(selector) || isNamed(sender, selector, from),
  );
  const judged = paths.map((path) => judgePath(path, facts, sender.title, key));
  if (judged.length > 0) return judged.find(({ aligned }) => aligned.length > 0) ?? judged[0] ?? nothing;
  if (key !== undefined) return aligned(sender.title, `DKIM, ${key.name}`);
  const provider = providerOf(sender.id);
  if (provider?.kind === 'relay')
    return open(sender.title, sender.title, 'the code does not name the server it sends through');
  const [unasked] = [...alignment.unanswered, ...unansweredKeys(dkim)];
  if (unasked !== undefined) return { ...nothing, questions: [{ ...unasked, sender: sender.title }] };
  if (provider?.selectorsFixed !== true)
    return open(sender.title, sender.title, 'no return path or key of it at the names it uses by default');
  const looked = [...sender.returnPaths, ...sender.selectors.map((selector) => `${selector}._domainkey`)];
  const evidence = `no record of ${sender.title} at ${looked.map((label) => `${label}.${dkim.domain}`).join(', ')}; ${sender.seen.join(', ')}`;
  const said = { sender: sender.title, host: dkim.domain, evidence };
  return { ...nothing, findings: [{ key: 'neither', ...said, severity: 'high', confidence: 'likely' }] };
}

// Services with random selectors are taken at the person's word: a sound key at a selector that they named, and that no
// other service is known by.
function isNamed(sender: MailSender, selector: string, from: DkimSelector['from']): boolean {
  if (from !== 'configuration' || providerOf(sender.id)?.selectorsFixed === true) return false;
  return !mailProviders.some(({ id, selectors }) => id !== sender.id && selectors.includes(selector));
}

function judgePath(
  path: ReturnPath,
  facts: AlignmentFacts,
  title = titleOf(path),
  key = keyOf(facts.dkim, ({ selector }) => isSelectorOf(path, selector)),
): AlignmentVerdict {
  const { dmarc } = facts;
  const record = dmarc.governing.state === 'found' ? parseDmarcRecord(dmarc.governing.text) : undefined;
  const organization = organizationOf(path, facts);
  const below = path.keys.find(({ text }) => isSoundRecord(parseKeyRecord(text)));
  // A key below the return path signs for the return path: that is the domain under relaxed alignment alone.
  const isBelow = below !== undefined && record?.strictDkim !== true && organization === 'same';
  const signed = key?.name ?? (isBelow ? below.name : undefined);
  const beside = signed === undefined ? 'no DKIM key that aligns was found' : `DKIM aligns by ${signed}`;
  const said = { sender: title, host: path.host, confidence: 'certain' } as const;
  const severity = signed === undefined ? 'high' : 'medium';
  if (record?.strictSpf === true) {
    const evidence = `${path.record}; aspf=s in ${dmarcName(dmarc)}; ${beside}`;
    return { ...nothing, findings: [{ key: 'spf-strict', ...said, severity, evidence }] };
  }
  if (organization === 'untold' && signed === undefined)
    return open(title, path.host, 'its organizational domain could not be told');
  if (organization === 'other') {
    const evidence = `${path.record}; organizational domain ${path.organizational}, not ${facts.alignment.organizational}; ${beside}`;
    return { ...nothing, findings: [{ key: 'spf-organization', ...said, severity, evidence }] };
  }
  if (below !== undefined && signed === undefined) {
    const evidence = `${below.name}; adkim=s in ${dmarcName(dmarc)}; SPF aligns by ${path.host}`;
    return { ...nothing, findings: [{ key: 'dkim-strict', ...said, severity: 'medium', evidence }] };
  }
  const spf = organization === 'same' ? [`SPF, ${path.host}`] : [];
  return aligned(title, [...spf, ...(signed === undefined ? [] : [`DKIM, ${signed}`])].join(', and '));
}

function organizationOf(path: ReturnPath, { alignment }: AlignmentFacts): 'same' | 'other' | 'untold' {
  if (alignment.organizational === undefined || path.organizational === undefined) return 'untold';
  return alignment.organizational === path.organizational ? 'same' : 'other';
}

function isSelectorOf({ providers }: ReturnPath, selector: string): boolean {
  return providers.some((id) => providerOf(id)?.selectors.includes(selector) === true);
}

function dmarcName({ governing }: DomainDmarc): string {
  return governing.state === 'found' ? `_dmarc.${governing.domain}` : '_dmarc';
}

function titleOf({ providers }: ReturnPath): string {
  return providers.map((id) => providerOf(id)?.title ?? id).join(' or ');
}

function keyOf(dkim: DomainDkim, isOfSender: (selector: DkimSelector) => boolean): DkimSelector | undefined {
  return dkim.selectors.find((selector) => isOfSender(selector) && isSoundKey(selector));
}

function unansweredKeys({ domain, selectors, unanswered }: DomainDkim): readonly OpenQuestion[] {
  const whole = unanswered === undefined ? [] : [{ ...unanswered, name: `_domainkey.${domain}` }];
  return [
    ...whole,
    ...selectors.flatMap(({ name, answer }) => (answer.state === 'unanswered' ? [{ ...answer, name }] : [])),
  ];
}

const nothing: AlignmentVerdict = { findings: [], questions: [], aligned: [] };

function aligned(sender: string, how: string): AlignmentVerdict {
  return { ...nothing, aligned: [{ sender, how }] };
}

function open(sender: string, name: string, why: string): AlignmentVerdict {
  return { ...nothing, questions: [{ sender, name, why }] };
}
