import type { MailAlignment } from '../../artifacts/mail/alignment.ts';
import type { MailDkim } from '../../artifacts/mail/dkim.ts';
import type { DomainHints } from '../../artifacts/mail/dns-hints.ts';
import { hasKeys } from '../dkim/judge.ts';
import { parseDmarcRecord } from '../dmarc/record.ts';
import { effectivePolicy } from '../dmarc/walk.ts';
import { isNullExchange } from '../mx/address.ts';
import { authorisesSomebody, forbidsEverybody, isPlainRefusal } from '../spf/intent.ts';

/**
 * Whether a domain shows mail by a DKIM key or a return path; `undefined` when that could not be asked. Of domains that are no
 * mail domains (`mail: 'no'`) nobody asks.
 */
export type MailSigns = (domain: Pick<DomainHints, 'domain' | 'mail'>) => boolean | undefined;

/** The signs of mail beside MX and SPF: a domain may send by a key and a return path alone. Without a fact, nobody could ask. */
export function mailSigns(dkim: MailDkim | undefined, alignment: MailAlignment | undefined): MailSigns {
  return ({ domain, mail }) => {
    const keys = dkim?.find((one) => one.domain === domain);
    const paths = alignment?.find((one) => one.domain === domain);
    if (keys !== undefined && hasKeys(keys)) return true;
    if (paths !== undefined && paths.returnPaths.length > 0) return true;
    if (mail === 'no') return false;
    if (keys === undefined || paths === undefined) return undefined;
    const isOpen = keys.unanswered !== undefined || keys.selectors.some(({ answer }) => answer.state === 'unanswered');
    return isOpen || paths.unanswered.length > 0 ? undefined : false;
  };
}

/**
 * The domains without mail, in the one way that checks and the table of records tell them: those that publish it (null MX and
 * `v=spf1 -all`), and those without any sign of mail beside a domain that has some. Another sign than those overrules both.
 */
export function withoutMail(hints: readonly DomainHints[], signs: MailSigns): readonly DomainHints[] {
  const hasMail = (one: DomainHints): boolean => showsMail(one) === true || signs(one) === true;
  const isBeside = hints.some((one) => one.mail !== 'no' && hasMail(one));
  return hints.filter((one) => {
    if (signs(one) === true) return false;
    if (isDeclaredSilent(one)) return true;
    // A configured mail domain sends because the person says so.
    return one.mail !== 'configuration' && (isBeside || one.mail === 'no') && isQuiet(one, signs);
  });
}

/** Whether nothing at all shows that the domain sends or takes mail. */
export function isQuiet(one: DomainHints, signs: MailSigns): boolean {
  return showsMail(one) === false && signs(one) === false;
}

/** Whether the domain publishes that it takes no mail (null MX, RFC 7505) and that nobody sends from it (`v=spf1 -all`). */
export function isDeclaredSilent({ mx, spf }: Pick<DomainHints, 'mx' | 'spf'>): boolean {
  const takesNone = mx.state === 'found' && mx.exchanges.every(({ exchange }) => isNullExchange(exchange));
  return takesNone && spf.state === 'found' && spf.texts.length === 1 && spf.texts.every(forbidsEverybody);
}

/** Whether MX or SPF show that the domain sends or takes mail; `undefined` when that could not be asked. */
export function showsMail({ mx, spf }: Pick<DomainHints, 'mx' | 'spf'>): boolean | undefined {
  const takes = mx.state === 'found' && mx.exchanges.some(({ exchange }) => !isNullExchange(exchange));
  const sends = spf.state === 'found' && spf.texts.some(authorisesSomebody);
  if (takes || sends) return true;
  return mx.state === 'unanswered' || spf.state === 'unanswered' ? undefined : false;
}

/** A record to publish; `data` is what people paste. */
export type SilentRecord = { readonly name: string; readonly type: 'MX' | 'TXT'; readonly data: string };

/** The records that a domain without mail still lacks; what was not answered is not among them. https://www.rfc-editor.org/rfc/rfc7505 */
export function missingSilence({ domain, mx, spf, dmarc }: DomainHints): readonly SilentRecord[] {
  const isNull = mx.state === 'found' && mx.exchanges.length === 1 && mx.exchanges.every(isNullTarget);
  const forbids = spf.state === 'found' && spf.texts.length === 1 && spf.texts.every(isPlainRefusal);
  const policy = dmarc.state === 'found' ? effectivePolicy(parseDmarcRecord(dmarc.text), dmarc.as) : undefined;
  const wanted = [
    { record: { name: domain, type: 'MX', data: '0 .' }, isThere: isNull || mx.state === 'unanswered' },
    { record: { name: domain, type: 'TXT', data: 'v=spf1 -all' }, isThere: forbids || spf.state === 'unanswered' },
    {
      record: { name: `_dmarc.${domain}`, type: 'TXT', data: 'v=DMARC1; p=reject' },
      isThere: policy?.effective === 'reject' || dmarc.state === 'unanswered',
    },
  ] as const;
  return wanted.flatMap(({ record, isThere }) => (isThere ? [] : [record]));
}

/** A record as a zone file writes it: `example.net TXT "v=spf1 -all"`. */
export function describeSilent({ name, type, data }: SilentRecord): string {
  return `${name} ${type} ${type === 'TXT' ? `"${data}"` : data}`;
}

function isNullTarget({ exchange }: { readonly exchange: string }): boolean {
  return isNullExchange(exchange);
}
