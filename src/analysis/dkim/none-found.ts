import type { ReturnPath } from '../../artifacts/mail/alignment.ts';
import type { DomainDkim } from '../../artifacts/mail/dkim.ts';
import type { MailSender } from '../../artifacts/mail/senders.ts';
import type { FindingOf } from '../../core/finding.ts';
import { count, listOf } from '../../core/text.ts';
import { providerOf } from '../mail-senders/dns-signs.ts';
import { hasKeys } from './judge.ts';

/**
 * The finding for a domain without any key, or none. Selectors cannot be listed, so that it says how many were tried; only
 * NXDOMAIN of `_domainkey` proves that there is none (https://www.rfc-editor.org/rfc/rfc8020).
 */
export function noneFound(fact: DomainDkim): readonly FindingOf<'none-there' | 'none-found'>[] {
  const { domain, selectors, tried, below } = fact;
  const silent = selectors.filter(({ answer }) => answer.state === 'unanswered').map(({ selector }) => selector);
  const answered = tried.filter((selector) => !silent.includes(selector));
  const asked = answered.length;
  if (hasKeys(fact) || asked === 0) return [];
  const at = { kind: 'dns', name: `_domainkey.${domain}`, type: 'TXT' } as const;
  const data = { domain, tried: asked };
  if (below === 'none') {
    const evidence = `_domainkey.${domain}: NXDOMAIN, so there is nothing below it (RFC 8020); ${count(asked, 'selector')} tried`;
    return [{ key: 'none-there', data, at, evidence, severity: 'high' }];
  }
  const some = below === 'some' ? '; something exists below _domainkey, under a name that was not tried' : '';
  const evidence = `tried: ${listOf(answered, 12)}${some}`;
  return [{ key: 'none-found', data, at, evidence, severity: 'medium', confidence: 'possible' }];
}

/**
 * The findings for services in use whose selectors are known and hold nothing at any domain, beside keys of others. Where no
 * domain has any key, `noneFound` says so.
 */
export function sendersWithoutKey(
  dkim: readonly DomainDkim[],
  senders: readonly MailSender[],
  paths: readonly ReturnPath[],
): readonly FindingOf<'none-of-sender'>[] {
  if (!dkim.some(hasKeys)) return [];
  return senders.flatMap(({ id, title, selectors, seen }) => {
    const isBelowPath = paths.some(({ providers, keys }) => providers.includes(id) && keys.length > 0);
    const isGone = dkim.every((fact) => selectors.every((selector) => isAbsentAt(fact, selector)));
    if (providerOf(id)?.selectorsFixed !== true || isBelowPath || !isGone) return [];
    const names = dkim.flatMap(({ domain }) => selectors.map((selector) => `${selector}._domainkey.${domain}`));
    const [name = ''] = names;
    const evidence = `${listOf(names, 6)} TXT: no record; ${listOf(seen, 2)}`;
    const at = { kind: 'dns', name, type: 'TXT' } as const;
    const data = { sender: title, selectors: listOf(names, 3) };
    return [{ key: 'none-of-sender', data, at, evidence, severity: 'medium', confidence: 'likely' } as const];
  });
}

// An alias that leads nowhere is a fault of its own, and says that the service was set up.
function isAbsentAt({ tried, selectors }: DomainDkim, selector: string): boolean {
  const entry = selectors.find((one) => one.selector === selector);
  const isAbsent = entry === undefined || (entry.answer.state === 'absent' && entry.answer.chain.length === 0);
  return tried.includes(selector) && isAbsent;
}
