import type { DomainHints } from '../../artifacts/mail/dns-hints.ts';
import { parseDmarcRecord } from '../dmarc/record.ts';
import { effectivePolicy } from '../dmarc/walk.ts';
import { isNullExchange } from '../mx/address.ts';
import { authorisesSomebody, forbidsEverybody } from './spf-terms.ts';

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

/**
 * Domains that show no sign of mail beside others that do: nobody named them, and what sends for the project sends elsewhere.
 * `seen` are domains with signs of other kinds, DKIM keys or return paths.
 */
export function quietBeside(hints: readonly DomainHints[], seen: ReadonlySet<string>): readonly DomainHints[] {
  const isSilent = (one: DomainHints): boolean => showsMail(one) === false && !seen.has(one.domain);
  const isBeside = hints.some((one) => one.mail !== 'no' && (showsMail(one) === true || seen.has(one.domain)));
  return hints.filter((one) => one.mail !== 'configuration' && isSilent(one) && (isBeside || one.mail === 'no'));
}

/** The records that a domain without mail still lacks, ready to paste; what was not answered is not among them. https://www.rfc-editor.org/rfc/rfc7505 */
export function missingSilence({ domain, mx, spf, dmarc }: DomainHints): readonly string[] {
  const forbids = spf.state === 'found' && spf.texts.length === 1 && spf.texts.every(forbidsEverybody);
  const policy = dmarc.state === 'found' ? effectivePolicy(parseDmarcRecord(dmarc.text), dmarc.as) : undefined;
  return [
    ...(mx.state === 'found' ? [] : [`${domain} MX 0 .`]),
    ...(forbids ? [] : [`${domain} TXT "v=spf1 -all"`]),
    ...(dmarc.state === 'unanswered' || policy?.effective === 'reject'
      ? []
      : [`_dmarc.${domain} TXT "v=DMARC1; p=reject"`]),
  ];
}
