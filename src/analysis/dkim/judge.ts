import type { DkimSelector, DomainDkim } from '../../artifacts/mail/dkim.ts';
import type { Severity } from '../../core/finding.ts';
import { excerptOf } from '../tag-list/excerpt.ts';
import { type DkimKeyRecord, isKeyRecord, parseKeyRecord } from './key-record.ts';

/** What can be wrong with the key at a selector. */
export type DkimFault =
  | 'short'
  | 'weak'
  | 'revoked'
  | 'testing'
  | 'malformed'
  | 'narrow'
  | 'several'
  | 'dangling'
  | 'absent'
  | 'ed25519-alone';

/** One fault, with the place and the words for it. */
export type DkimFinding = {
  readonly key: DkimFault;
  readonly selector: DkimSelector;
  readonly detail: string;
  readonly evidence: string;
  readonly severity: Severity;
};

/** The record at a selector, when there is exactly one that was meant as a key. */
export function keyAt({ answer, from }: DkimSelector): DkimKeyRecord | undefined {
  const [text, ...more] = keyTexts(answer, from);
  return text === undefined || more.length > 0 ? undefined : parseKeyRecord(text);
}

/** Whether receivers verify signatures by the key at the selector: at least 1024 bits (RFC 8301 section 3.2), not revoked. */
export function isSoundKey(selector: DkimSelector): boolean {
  const record = keyAt(selector);
  return record !== undefined && isSoundRecord(record);
}

/** The same of a record by itself. */
export function isSoundRecord(record: DkimKeyRecord): boolean {
  if (record.key === undefined || record.faults.length > 0) return false;
  if (!record.allowsEmail || !record.allowsSha256) return false;
  return record.key.state === 'ed25519' || (record.key.state === 'rsa' && record.key.bits >= 1024);
}

/** Whether the domain has something at any selector: a key, a broken one, or an alias to one. */
export function hasKeys({ selectors }: DomainDkim): boolean {
  return selectors.some(({ answer, from }) =>
    answer.state === 'found' ? keyTexts(answer, from).length > 0 : answer.state === 'absent' && answer.chain.length > 0,
  );
}

/** Every fault of the domain's keys. That none was found is not said here. */
export function judgeKeys(domain: DomainDkim): readonly DkimFinding[] {
  const sound = domain.selectors.filter(isSoundKey);
  const [first] = sound;
  const isEdAlone = first !== undefined && sound.every((one) => keyAt(one)?.key?.state === 'ed25519');
  const alone = isEdAlone
    ? [found('ed25519-alone', first, 'no RSA key stands beside it', textOf(first), 'medium')]
    : [];
  return [...domain.selectors.flatMap((selector) => judgeSelector(selector, sound.length > 0)), ...alone];
}

function judgeSelector(selector: DkimSelector, hasSound: boolean): readonly DkimFinding[] {
  const { answer, from, name } = selector;
  if (answer.state === 'unanswered') return [];
  if (answer.state === 'absent') {
    const target = answer.chain.at(-1);
    if (target === undefined) return [found('absent', selector, '', `${name} TXT: no record`, 'high')];
    const isOurs = from === 'configuration' || from === 'sender';
    return [
      found('dangling', selector, target, `${name} CNAME ${target}: no TXT record there`, isOurs ? 'high' : 'medium'),
    ];
  }
  const texts = keyTexts(answer, from);
  if (texts.length > 1)
    return [
      found('several', selector, String(texts.length), texts.map((text) => excerptOf(text, 100)).join('\n'), 'high'),
    ];
  const record = keyAt(selector);
  return record === undefined ? [] : judgeRecord(selector, record, hasSound);
}

function judgeRecord(selector: DkimSelector, record: DkimKeyRecord, hasSound: boolean): readonly DkimFinding[] {
  const { key, type, faults } = record;
  const say = (fault: DkimFault, detail: string, severity: Severity) => [
    found(fault, selector, detail, textOf(selector), severity),
  ];
  // An old key is revoked beside its successor; alone, or where mail is signed by it, it breaks every signature.
  const isInUse = !hasSound || selector.from === 'configuration';
  if (record.revoked && faults.length === 0) return say('revoked', '', isInUse ? 'high' : 'low');
  if (faults.length > 0) return say('malformed', faults.join('; '), 'high');
  if (type !== 'rsa' && type !== 'ed25519')
    return say('malformed', `no receiver knows its type k=${type.slice(0, 20)}`, 'high');
  const bits = key?.state === 'rsa' ? key.bits : undefined;
  return [
    ...(bits !== undefined && bits < 1024 ? say('short', String(bits), 'high') : []),
    ...(bits !== undefined && bits >= 1024 && bits < 2048 ? say('weak', String(bits), 'medium') : []),
    ...(record.testing ? say('testing', '', 'high') : []),
    ...(record.allowsSha256 ? [] : say('narrow', 'h= leaves out sha256', 'high')),
    ...(record.allowsEmail ? [] : say('narrow', 's= leaves out email', 'high')),
  ];
}

// At a configured selector every text was meant as a key; elsewhere something else may stand there.
function keyTexts(answer: DkimSelector['answer'], from: DkimSelector['from']): readonly string[] {
  if (answer.state !== 'found') return [];
  return from === 'configuration' ? answer.texts : answer.texts.filter(isKeyRecord);
}

function textOf({ name, answer, from }: DkimSelector): string {
  return `${name} TXT ${excerptOf(keyTexts(answer, from)[0] ?? '')}`;
}

function found(
  key: DkimFault,
  selector: DkimSelector,
  detail: string,
  evidence: string,
  severity: Severity,
): DkimFinding {
  return { key, selector, detail, evidence, severity };
}
