import type { DomainDkim } from '../../artifacts/mail/dkim.ts';
import type { FindingOf } from '../../core/finding.ts';
import { count, listOf } from '../../core/text.ts';
import { hasKeys } from './judge.ts';

/**
 * The finding for a domain without any key, or none. Selectors cannot be listed, so that it says how many were tried; only
 * NXDOMAIN of `_domainkey` proves that there is none (https://www.rfc-editor.org/rfc/rfc8020).
 */
export function noneFound(fact: DomainDkim): readonly FindingOf<'none-there' | 'none-found'>[] {
  const { domain, selectors, tried, below } = fact;
  const asked = tried.length - selectors.filter(({ answer }) => answer.state === 'unanswered').length;
  if (hasKeys(fact) || asked <= 0) return [];
  const at = { kind: 'dns', name: `_domainkey.${domain}`, type: 'TXT' } as const;
  const data = { domain, tried: asked };
  if (below === 'none') {
    const evidence = `_domainkey.${domain}: NXDOMAIN, so there is nothing below it (RFC 8020); ${count(asked, 'selector')} tried`;
    return [{ key: 'none-there', data, at, evidence, severity: 'high' }];
  }
  const some = below === 'some' ? '; something exists below _domainkey, under a name that was not tried' : '';
  const evidence = `tried: ${listOf(tried, 12)}${some}`;
  return [{ key: 'none-found', data, at, evidence, severity: 'medium', confidence: 'possible' }];
}
