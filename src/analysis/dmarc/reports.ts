import type { DomainDmarc } from '../../artifacts/mail/dmarc.ts';
import type { FindingOf } from '../../core/finding.ts';
import { excerptOf } from '../tag-list/excerpt.ts';
import { parseDmarcRecord } from './record.ts';
import type { ReportUri } from './report-uris.ts';

/** Something that keeps reports from reaching anybody. */
export type ReportFault = FindingOf<'no-record' | 'no-rua' | 'invalid' | 'size' | 'refused'> & {
  readonly at: { readonly kind: 'dns'; readonly name: string };
};

/** Whether reports can go to the address at all: to `mailto:` alone. https://www.rfc-editor.org/rfc/rfc9990 */
export function takesReports({ valid, scheme }: ReportUri): boolean {
  return valid && scheme === 'mailto';
}

/** Every fault of the addresses that a domain's governing record names, and of those who have not agreed to get reports. */
export function judgeReports({ domain, governing, destinations }: DomainDmarc): readonly ReportFault[] {
  if (governing.state === 'unanswered') return [];
  if (governing.state !== 'found') {
    const at = { kind: 'dns', name: `_dmarc.${domain}`, type: 'TXT' } as const;
    return [{ key: 'no-record', data: { domain }, at, evidence: `_dmarc.${domain} TXT: ${governing.state}` }];
  }
  const at = { kind: 'dns', name: `_dmarc.${governing.domain}`, type: 'TXT' } as const;
  const evidence = excerptOf(governing.text);
  const { rua, ruf } = parseDmarcRecord(governing.text);
  const none = rua.length === 0 ? [{ key: 'no-rua', data: { domain }, at, evidence } as const] : [];
  const sized = [...rua, ...ruf].filter((uri) => takesReports(uri) && uri.size !== undefined);
  const sizes = sized.map((uri) => {
    const data = { address: excerptOf(uri.text, 80) };
    return { key: 'size', data, at, evidence, severity: 'medium' } as const;
  });
  const invalid = [...rua.map((uri) => ({ uri, tag: 'rua' })), ...ruf.map((uri) => ({ uri, tag: 'ruf' }))]
    .filter(({ uri }) => !takesReports(uri))
    .map(({ uri, tag }) => {
      const severity = tag === 'rua' ? 'medium' : 'low';
      return { key: 'invalid', data: { tag, address: excerptOf(uri.text, 80) }, at, evidence, severity } as const;
    });
  const refused = destinations.flatMap(({ domain: destination, name, state }) => {
    if (state !== 'refused') return [];
    const severity = rua.some((uri) => uri.domain === destination) ? 'medium' : 'low';
    const data = { domain: governing.domain, destination, name };
    return [{ key: 'refused', data, at: { kind: 'dns', name, type: 'TXT' }, evidence, severity } as const];
  });
  return [...none, ...invalid, ...sizes, ...refused];
}
